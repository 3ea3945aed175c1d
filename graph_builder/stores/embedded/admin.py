"""Backup, restore and check of the embedded store, by the server's own tools on the stopped server.

A server that ran is stopped for it and started again at the same address.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.config import write_config
from graph_builder.stores.embedded.java import run_admin
from graph_builder.stores.embedded.launch import launch
from graph_builder.stores.embedded.lock import exclusive
from graph_builder.stores.embedded.places import Places, plain_errors
from graph_builder.stores.embedded.provision import provision
from graph_builder.stores.embedded.server import EmbeddedServer, stop_server

UNCLEAN = re.compile(r"needs recovery:\s*true")
PARTS = ("databases", "transactions")  # the two folders that make a store


def backup(path: Path, server: EmbeddedServer | None = None) -> int:
    """Write the whole graph into the new file `path` and return its bytes. Nothing is left when it fails.

    Raises StoreError: the file exists, there is no store, the disk is full.
    """
    server, path = server or EmbeddedServer(), path.expanduser().absolute()
    if path.exists():
        raise StoreError(f"Cannot back up: {path} exists. Choose another name, or remove it first.")
    if not path.parent.is_dir():
        raise StoreError(f"Cannot back up: there is no folder {path.parent}. Make it, or choose another one.")
    with _stopped(server) as jars, plain_errors("write the backup", path, ""):
        _recover(server, jars)
        with tempfile.TemporaryDirectory(prefix=".planatlas-", dir=path.parent) as folder:
            _admin(server.places, jars, "back up", ["database", "dump", "neo4j", f"--to-path={folder}"])
            (Path(folder) / "neo4j.dump").rename(path)
        return path.stat().st_size


def restore(path: Path, server: EmbeddedServer | None = None) -> None:
    """Put the graph of a backup in the place of the present one, which stays until the new one is proven.

    The backup is unpacked beside the store and checked, then the two change places. Raises StoreError for a file
    that is no backup, is damaged, or is of a newer Neo4j; the store is then as it was.
    """
    server, path = server or EmbeddedServer(), path.expanduser().absolute()
    if not path.is_file():
        raise StoreError(f"Cannot restore: there is no file {path}.")
    places = server.places
    with _stopped(server) as jars, plain_errors("restore the backup", places.home, "PLANATLAS_HOME"):
        for leftover in places.home.glob("restore-*"):
            shutil.rmtree(leftover)
        with tempfile.TemporaryDirectory(prefix="restore-", dir=places.home) as folder:
            fresh = Places(Path(folder))
            write_config(fresh, 0)
            load = ["database", "load", "neo4j", "--from-stdin"]
            _admin(fresh, jars, f"restore {path}", load, stdin=path)
            _check(fresh, jars, path)
            _exchange(places, fresh)


def check(server: EmbeddedServer | None = None) -> None:
    """Check every record and index of the store. Raises StoreError, with the report's place, for any fault."""
    server = server or EmbeddedServer()
    with _stopped(server) as jars, plain_errors("check the store", server.places.home, "PLANATLAS_HOME"):
        _recover(server, jars)
        _check(server.places, jars, server.places.data)


@contextlib.contextmanager
def _stopped(server: EmbeddedServer) -> Iterator[Path]:
    """Hold the server's lock with the server stopped; start it again where it ran. Yields the jars' folder."""
    if uri := os.environ.get("NEO4J_URI"):
        raise StoreError(
            f"NEO4J_URI is set ({uri.rpartition('@')[2]}): back up, restore and check that server with its own"
            " tools, or unset NEO4J_URI to mean the embedded one."
        )
    jars = provision()
    with exclusive(server.places):
        ran = stop_server(server.places)
        try:
            yield jars
        finally:
            if ran and not server.places.restoring.exists():
                launch(server.places, jars, server.start_timeout)


def _recover(server: EmbeddedServer, jars: Path) -> None:
    """Bring a store to rest that was not closed: neo4j-admin takes no other. One start and stop does it."""
    places = server.places
    if not (places.data / "databases" / "neo4j").exists():
        raise StoreError(f"There is no store in {places.home} yet: build a plan first, or restore a backup.")
    if UNCLEAN.search(_admin(places, jars, "read the store", ["database", "info", "neo4j"])):
        launch(places, jars, server.start_timeout)
        stop_server(places)


def _check(places: Places, jars: Path, what: Path) -> None:
    arguments = [
        "database",
        "check",
        "neo4j",
        "--max-off-heap-memory=512m",
        f"--report-path={places.home / 'logs'}",
    ]
    _admin(places, jars, f"vouch for {what}", arguments)


def _admin(
    places: Places, jars: Path, doing: str, arguments: Sequence[str], stdin: Path | None = None
) -> str:
    """Run neo4j-admin and return what it printed. Raises StoreError with its reason."""
    done = run_admin(places, jars, arguments, stdin=stdin)
    if done.returncode:
        lines = [line.strip() for line in f"{done.stderr}\n{done.stdout}".splitlines()]
        telling = [line.rpartition("] ")[2] for line in lines if "ERROR" in line]
        telling += [line for line in lines if line and not line.startswith("Run with")]
        full = "No space left on device" in done.stderr + done.stdout
        reason = "the disk is full" if full else telling[0][:300] if telling else f"code {done.returncode}"
        raise StoreError(f"Cannot {doing}: {reason}.")
    return done.stdout


def _exchange(places: Places, fresh: Places) -> None:
    """Let the fresh store take the old one's place; the old one is dropped when the new one is in."""
    keep = places.restoring
    keep.mkdir(exist_ok=True)
    for part in PARTS:
        old, new = places.data / part / "neo4j", fresh.data / part / "neo4j"
        old.parent.mkdir(parents=True, exist_ok=True)
        if old.exists():
            if (
                keep / part
            ).exists():  # of a restore that was cut: what lies in the store's place is no whole store
                shutil.rmtree(old)
            else:
                old.rename(keep / part)
        new.rename(old)
    shutil.rmtree(keep)
