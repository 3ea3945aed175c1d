"""Brings a new server up: a free port, Java, and patience; nothing is left behind when it fails."""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.config import HOST, choose_port, configured_port, write_config
from graph_builder.stores.embedded.failure import DamagedLog, LogMarks, PortTaken, explain
from graph_builder.stores.embedded.java import spawn_server
from graph_builder.stores.embedded.password import prepare_password
from graph_builder.stores.embedded.places import Places, plain_errors
from graph_builder.stores.embedded.process import Server, forget, remember
from graph_builder.stores.embedded.readiness import wait_until_ready

PORTS = 4  # how often another port is tried
NEEDED = 32_000_000  # bytes a start writes at most
log = logging.getLogger(__name__)


def launch(places: Places, jars: Path, timeout: float, broken: bool = False) -> Server:
    """Start a server and return when it answers, `timeout` in seconds a try. Raises StoreError of one line.

    After a server that was `broken` the end of the transaction log is expected to be damaged. Where the damage
    comes unexpected, Neo4j takes half a minute to say so, and is then started once more.
    """
    if places.restoring.exists():
        raise StoreError(
            f"A restore into {places.home} was cut short. Run it again (planatlas db restore FILE);"
            f" the store as it was before is in {places.restoring}."
        )
    with plain_errors("prepare the Neo4j server", places.home, "PLANATLAS_HOME"):
        if shutil.disk_usage(places.home).free < NEEDED:
            raise StoreError(
                f"Cannot start the Neo4j server: the disk that holds {places.home} is full."
                " Free about 500 MB there, or set PLANATLAS_HOME to a folder on another disk."
            )
        write_config(places, configured_port(places) or 0)
        prepare_password(places, jars)
        salvage = broken
        if broken:
            _keep_log(places)
        for _ in range(PORTS):
            with contextlib.suppress(PortTaken):
                try:
                    return _try(places, jars, timeout, salvage)
                except DamagedLog:
                    if salvage:
                        break
                    _keep_log(places)
                    salvage = True
    if salvage:
        raise StoreError(
            f"The store in {places.data} is damaged and cannot be mended. Restore a backup (planatlas db restore),"
            f" or move {places.home} away and build again."
        )
    raise StoreError(f"Cannot start the Neo4j server: {PORTS} ports in turn were taken on {HOST}. Try again.")


def _try(places: Places, jars: Path, timeout: float, salvage: bool) -> Server:
    port = choose_port(configured_port(places))
    write_config(places, port, salvage)
    marks = LogMarks(places)
    child = spawn_server(places, jars)
    try:
        server = remember(places, child, port)
        if wait_until_ready(places, server, timeout, marks.fatal) != "ready":
            ended = not server.is_alive() or marks.fatal()
            raise explain(
                marks, "ended while starting" if ended else f"did not answer in {timeout:.0f} seconds"
            )
    except BaseException:
        child.kill()
        child.wait()
        forget(places)
        raise
    return server


def _keep_log(places: Places) -> None:
    """Copy the transaction log aside before an unreadable end is dropped, and say so."""
    source = places.data / "transactions" / "neo4j"
    copy = places.home / f"damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    shutil.copytree(source, copy)
    log.warning(
        "The Neo4j server gave up in the middle of a transaction (was the disk full?): what had been committed stays,"
        " the rest is dropped. The transaction log as it was is in %s.",
        copy,
    )
