"""The embedded Neo4j server's life: start, find again, stop.

It is the official server as a process of its own that outlives us; whoever starts it second finds the first.
"""

from __future__ import annotations

import contextlib
import signal
import time
from pathlib import Path

import psutil
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.address import Address, ServerStatus, State
from graph_builder.stores.embedded.config import HOST, choose_port, configured_port, write_config
from graph_builder.stores.embedded.failure import LogMarks, PortTaken, explain
from graph_builder.stores.embedded.java import spawn_server
from graph_builder.stores.embedded.lock import exclusive
from graph_builder.stores.embedded.lockfile import server_version
from graph_builder.stores.embedded.password import USERNAME, prepare_password, read_password
from graph_builder.stores.embedded.places import Places, plain_errors, state_folder
from graph_builder.stores.embedded.process import Server, find_server, forget, remember
from graph_builder.stores.embedded.provision import provision

START_TIMEOUT = 180.0  # seconds; recovery after a crash takes longer than a plain start
JOIN_TIMEOUT = 60.0
STOP_TIMEOUT = 90.0
PORTS = 4  # how often another port is tried
PAUSE = 0.1


class EmbeddedServer:
    """The server of one data folder: `folder`, else `PLANATLAS_HOME`, else the user's data folder."""

    def __init__(self, folder: Path | None = None, start_timeout: float = START_TIMEOUT) -> None:
        """`start_timeout` in seconds, from Java's launch to the first answered query."""
        self.places = Places((folder.expanduser().resolve() if folder else state_folder()) / "neo4j")
        self.start_timeout = start_timeout

    def start(self) -> Address:
        """Start the server, or find the one that runs; return when it answers a query.

        Raises StoreError with one line that says what is in the way and what to do.
        """
        with exclusive(self.places):
            if (server := find_server(self.places)) and self._joins(server):
                return self._address(server.port)
            jars = provision()
            with plain_errors("prepare the Neo4j server", self.places.home, "PLANATLAS_HOME"):
                write_config(self.places, configured_port(self.places) or 0)
                prepare_password(self.places, jars)
                for _ in range(PORTS):
                    with contextlib.suppress(PortTaken):
                        return self._launch(jars)
        raise StoreError(
            f"Cannot start the Neo4j server: {PORTS} ports in turn were taken on {HOST}. Try again."
        )

    def stop(self) -> bool:
        """Stop the server; return when its store is closed and the process gone. False when none ran.

        A suspended server is resumed first. Raises StoreError when it does not end in 90 seconds.
        """
        if not self.places.home.exists():
            return False
        with exclusive(self.places):
            server = find_server(self.places)
            if server is None:
                forget(self.places)
                return False
            _end(server, STOP_TIMEOUT)
            forget(self.places)
            return True

    def status(self) -> ServerStatus:
        """How the server is, without starting it or waiting for it."""
        server = find_server(self.places)
        return ServerStatus(
            state=self._state(server),
            uri=_uri(server.port) if server else None,
            username=USERNAME,
            password_file=self.places.password,
            pid=server.pid if server else None,
            home=self.places.home,
            log=self.places.log,
            version=server_version(),
        )

    def _state(self, server: Server | None) -> State:
        if server is None:
            return "stopped"
        if server.is_suspended():
            return "suspended"
        try:
            return "running" if self._answers(server) else "starting"
        except StoreError:  # it answers, though not to our password
            return "running"

    def _address(self, port: int) -> Address:
        return Address(_uri(port), USERNAME, read_password(self.places))

    def _launch(self, jars: Path) -> Address:
        """Launch Java and wait. Whatever goes wrong on the way, no process of ours is left behind."""
        port = choose_port(configured_port(self.places))
        write_config(self.places, port)
        marks = LogMarks(self.places)
        child = spawn_server(self.places, jars)
        try:
            server = remember(self.places, child, port)
            if not self._await(server, self.start_timeout):
                silent = f"did not answer in {self.start_timeout:.0f} seconds"
                raise explain(marks, silent if server.is_alive() else "ended while starting")
        except BaseException:
            child.kill()
            child.wait()
            forget(self.places)
            raise
        return self._address(port)

    def _joins(self, server: Server) -> bool:
        """Whether the server found answers. False when it ended meanwhile, so that a new one may start."""
        if self._await(server, min(JOIN_TIMEOUT, self.start_timeout)):
            return True
        if server.is_alive():
            raise StoreError(
                f"The Neo4j server of {self.places.home} (process {server.pid}) does not answer: it is frozen"
                f" or overloaded. Wait, or end it (kill -9 {server.pid}; what is committed stays), then try again."
            )
        return False

    def _await(self, server: Server, timeout: float) -> bool:
        """Wait until the server answers a query. False when it ended, or after `timeout` seconds.

        Raises StoreError for a suspended server or a wrong password.
        """
        end = time.monotonic() + timeout
        while True:
            if server.is_suspended():
                raise StoreError(
                    f"The Neo4j server of {self.places.home} (process {server.pid}) is suspended. Resume it"
                    f" (kill -CONT {server.pid}) or end it (kill -9 {server.pid}), then try again."
                )
            if self._answers(server):
                return True
            if not server.is_alive() or time.monotonic() > end:
                return False
            time.sleep(PAUSE)

    def _answers(self, server: Server) -> bool:
        """Whether the default database answers a query over Bolt. Raises StoreError for a wrong password."""
        address = self._address(server.port)
        try:
            with GraphDatabase.driver(
                address.uri,
                auth=(address.username, address.password),
                connection_timeout=5.0,
                connection_acquisition_timeout=5.0,
                max_transaction_retry_time=0.0,
                telemetry_disabled=True,
            ) as driver:
                driver.execute_query("RETURN 1")
        except AuthError as error:
            raise StoreError(
                f"The Neo4j server at {address.uri} does not take the password in {self.places.password}."
                f" Put the right file back, or move {self.places.home} away to begin with an empty store."
            ) from error
        except (DriverError, Neo4jError, OSError):
            return False
        return True


def _uri(port: int) -> str:
    return f"bolt://{HOST}:{port}"


def _end(server: Server, timeout: float) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        server.process.terminate()
        if hasattr(signal, "SIGCONT"):
            server.process.send_signal(signal.SIGCONT)
    end = time.monotonic() + timeout
    while server.is_alive():
        if time.monotonic() > end:
            raise StoreError(
                f"The Neo4j server (process {server.pid}) did not end in {timeout:.0f} seconds."
                f" End it (kill -9 {server.pid}): what was committed is kept."
            )
        time.sleep(PAUSE / 2)
