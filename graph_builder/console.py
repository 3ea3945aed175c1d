"""How the command line speaks: machine output in UTF-8, people's lines that never crash a pipe, one-line errors."""

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import click

from graph_builder.errors import PlanAtlasError

_BROKEN_PIPE = 141  # what a shell reports for a program that SIGPIPE ended
_INTERRUPTED = 130
_TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """SIGTERM: work ends as it does by Ctrl+C, with what it holds closed behind it."""


def prepare_signals() -> None:
    """Let SIGTERM unwind the work: a load is rolled back and its end told in a line."""

    def terminate(*_: object) -> None:
        raise Terminated

    signal.signal(signal.SIGTERM, terminate)


def prepare_streams() -> None:
    """Make people's lines safe whatever the locale: a GBK pipe gets a question mark for 䶮, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def binary_output(path: str = "-") -> Iterator[IO[bytes]]:
    """Open a file, or standard output for ``-``, for bytes."""
    if path == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with Path(path).open("wb") as stream:
        yield stream


@contextmanager
def machine_output() -> Iterator[IO[str]]:
    """Open standard output for UTF-8 and line feeds whatever the locale."""
    with binary_output() as binary:
        stream = TextIOWrapper(binary, encoding="utf-8", errors="surrogatepass", newline="\n")
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()


def say(message: str) -> None:
    """Print a line for people on standard error, so that standard output stays the result's."""
    click.echo(message, err=True)


class Group(click.Group):
    """A command group whose errors are one clear line and a non-zero exit; ``--verbose`` shows the traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command and translate what goes wrong."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except PlanAtlasError as error:
            self._fail(ctx, str(error))
        except BrokenPipeError:
            # The reader has gone (planatlas … | head): nothing may be written any more, not even at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_BROKEN_PIPE)
        except Terminated:
            say("planatlas: terminated")
            ctx.exit(_TERMINATED)
        except KeyboardInterrupt:
            say("planatlas: interrupted")
            ctx.exit(_INTERRUPTED)
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            self._fail(ctx, f"{name}{error.strerror or error}")
        return None

    @staticmethod
    def _fail(ctx: click.Context, message: str) -> None:
        if ctx.params.get("verbose"):
            traceback.print_exc()
        say("planatlas: error: " + " ".join(message.split()))
        ctx.exit(1)
