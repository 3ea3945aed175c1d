"""Broken copies of real files: none may crash, hang, or give an offset that does not hold.

    .venv/bin/python benchmarks/mutations.py ../shared/corpus/formats/samples 10000 LOG [SEED]

Each copy is cut, overwritten, repeated or mixed at random places, or a number in it is made absurd; half the copies of
packages (docx, xlsx, ofd, zip) are broken inside a part, so that the check sum does not tell. What comes out must be
documents whose blocks hold, or an error with a code and one line. A line a copy is appended to LOG, and what LOG has
is not run again: an interruption loses nothing, and copy N of a seed is always the same. Pictures are one copy in 200
(text recognition takes seconds).

The child that reads is a fork of this process with the same limits, so that no copy waits for an interpreter to start
(Linux only); one copy in 20 goes through ``read_in_child`` itself. Exits 1 when anything else happened.
"""

import io
import os
import random
import re
import select
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from formats import files, offsets_hold

from graph_builder.documents import read_all, sandbox, worker
from graph_builder.documents.document import Document
from graph_builder.documents.limits import memory_limit, seconds_limit
from graph_builder.documents.readers import READERS, reader_of
from graph_builder.documents.readers.kinds import Kind, kind_of
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError

_SLOW = 70.0
_PICTURES, _WHOLE = 200, 20
_NUMBER = re.compile(rb"\d+")
_ABSURD = (b"0", b"-1", b"255", b"65536", b"2147483648", b"9" * 20)
_read_in_child = sandbox.read_in_child


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a copy of ``data`` with one to five faults."""
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _with_broken_part(data, chance)
    copy = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at, length = chance.randrange(len(copy) + 1), chance.choice((1, 2, 4, 16, 64, 512))
        match chance.randrange(6):
            case 0:
                copy[at : at + length] = chance.randbytes(length)
            case 1:
                del copy[at : at + length]
            case 2:
                copy[at:at] = copy[max(0, at - length) : at]
            case 3:
                copy = copy[: max(1, at)]
            case 4 if number := _NUMBER.search(copy, at):
                copy[number.start() : number.end()] = chance.choice(_ABSURD)
            case _:
                copy[at : at + length] = bytes([chance.choice((0, 0x20, 0x3C, 0x7B, 0xFF))]) * length
    return bytes(copy)


def _with_broken_part(data: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        broken = chance.choice([part for part in source.infolist() if part.file_size])
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part.filename, mutated(content, chance) if part is broken else content)
    return buffer.getvalue()


def read_in_fork(kind: Kind, data: bytes, name: str) -> Reading:
    """Read as ``sandbox.read_in_child`` does, in a fork of this process: the worker's own ``main`` with its limits."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answers:
        source.write(data)
        source.seek(0)
        child = os.fork()
        if child == 0:
            try:
                os.dup2(source.fileno(), 0)
                os.dup2(answers.fileno(), 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                sys.stdin = os.fdopen(0)
                sys.argv = ["worker", kind, str(memory_limit(kind)), str(seconds_limit(kind))]
                worker.main()
            finally:
                os._exit(70)
        ended = os.pidfd_open(child)
        in_time = bool(select.select([ended], [], [], seconds_limit(kind))[0])
        os.close(ended)
        if not in_time:
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answers.seek(0)
        return sandbox._reading(answers.read(), code, name)


def outcome(path: Path) -> str:
    """Return what reading came to: ok, an error's code, or what must not happen (in capitals)."""
    began = _processor_seconds()
    try:
        found = {_said(result) for result in read_all(path)}
    except Exception as error:  # what this looks for
        found = {f"CRASH {type(error).__name__}: {error}"}
    result = "+".join(sorted(found, reverse=True))
    return result if _processor_seconds() - began < _SLOW else f"SLOW {result}"


def _processor_seconds() -> float:
    """Return what this process and its children have used: a busy machine is no hang."""
    return sum(os.times()[:4])


def _said(result: Document | InputError) -> str:
    if isinstance(result, Document):
        return "ok" if offsets_hold(result) else "WRONG OFFSETS"
    died = "读取程序意外终止" in str(result)
    return "MANY LINES" if "\n" in str(result) else "died" if died else result.code


def main(folder: Path, count: int, log: Path, seed: int = 0) -> int:
    """Read ``count`` broken copies of the folder's files in turn; print how many came to what, by format."""
    log.touch()
    done = {int(line.split("\t")[0]) for line in log.read_text("utf-8").splitlines()}
    sources = [(path.suffix, path.read_bytes()) for path in files(folder)]
    pictures = [source for source in sources if kind_of(source[1], "") == "image"]
    others = [source for source in sources if source not in pictures]
    for kind in READERS.keys() - {"image", "scan"}:
        reader_of(kind)  # imported once, here
    with log.open("a", encoding="utf-8") as lines, tempfile.TemporaryDirectory() as room:
        for number in sorted(set(range(count)) - done):
            chance = random.Random(f"{seed} {number}")
            suffix, data = chance.choice(pictures if pictures and number % _PICTURES == 0 else others)
            path = Path(room, "文件")
            path.write_bytes(mutated(data, chance))
            sandbox.read_in_child = _read_in_child if number % _WHOLE == 0 else read_in_fork
            began = time.monotonic()
            lines.write(f"{number}\t{suffix}\t{outcome(path)}\t{time.monotonic() - began:.2f}\n")
            lines.flush()
    return summary(log)


def summary(log: Path) -> int:
    """Print the log's counts, and each copy that came to what must not happen; return 1 when there is one."""
    rows = [line.split("\t") for line in log.read_text("utf-8").splitlines()]
    for (kind, result), times in sorted(Counter((kind, result) for _, kind, result, _ in rows).items()):
        print(f"{kind:6} {result:24} {times:6}")
    wrong = [row for row in rows if not row[2].islower()]
    print(f"{len(rows)} copies, {len(wrong)} wrong", *map("\t".join, wrong), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), *map(int, sys.argv[4:])))
