"""The embedded Neo4j server's life: start, find again, stop.

It is the official server as a process of its own that outlives us; whoever starts it second finds the first.
"""

from __future__ import annotations

from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.address import Address, ServerStatus, State
from graph_builder.stores.embedded.launch import launch
from graph_builder.stores.embedded.lock import exclusive
from graph_builder.stores.embedded.lockfile import server_version
from graph_builder.stores.embedded.password import USERNAME
from graph_builder.stores.embedded.places import Places, state_folder
from graph_builder.stores.embedded.process import Server, find_server, forget
from graph_builder.stores.embedded.provision import provision
from graph_builder.stores.embedded.readiness import Reply, address_of, ask, uri_of, wait_until_ready

START_TIMEOUT = 180.0  # seconds; recovery after a crash takes longer than a plain start
JOIN_TIMEOUT = 60.0
STOP_TIMEOUT = 60.0
BROKEN_TIMEOUT = 5.0


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
            server = find_server(self.places)
            reply = self._join(server) if server else "silent"
            if server is None or reply != "ready":
                server = launch(self.places, provision(), self.start_timeout, broken=reply == "broken")
            return address_of(self.places, server.port)

    def stop(self) -> bool:
        """Stop the server; return when its store is closed and the process gone. False when none ran.

        A suspended server is resumed first. One that does not end by itself (its disk is full) is killed after a
        minute, at once where it says that it is broken: what was committed is recovered at the next start.
        """
        if not self.places.home.exists():
            return False
        with exclusive(self.places):
            return stop_server(self.places)

    def status(self) -> ServerStatus:
        """How the server is, without starting it or waiting for it."""
        server = find_server(self.places)
        return ServerStatus(
            state=self._state(server),
            uri=uri_of(server.port) if server else None,
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
            reply = ask(self.places, server.port)
        except StoreError:  # it answers, though not to our password
            return "running"
        return "starting" if reply == "silent" else "running"

    def _join(self, server: Server) -> Reply:
        """Wait for the server found. Unless it is ready it has ended when this returns, and a new one may start."""
        reply = wait_until_ready(self.places, server, min(JOIN_TIMEOUT, self.start_timeout))
        if reply == "broken":
            _end(server, BROKEN_TIMEOUT)
        elif reply == "silent" and server.is_alive():
            raise StoreError(
                f"The Neo4j server of {self.places.home} (process {server.pid}) does not answer: it is frozen"
                f" or overloaded. Wait, or end it (kill -9 {server.pid}; what is committed stays), then try again."
            )
        return reply


def stop_server(places: Places) -> bool:
    """Stop the server of `places`, whose lock the caller holds. See EmbeddedServer.stop."""
    server = find_server(places)
    if server:
        broken = not server.is_suspended() and _is_broken(places, server)
        _end(server, BROKEN_TIMEOUT if broken else STOP_TIMEOUT)
    forget(places)
    return server is not None


def _is_broken(places: Places, server: Server) -> bool:
    try:
        return ask(places, server.port) == "broken"
    except StoreError:  # the password is lost; it can be stopped all the same
        return False


def _end(server: Server, timeout: float) -> None:
    if not server.end(timeout):
        server.kill()
