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
from graph_builder.stores.embedded.readiness import address_of, ask, uri_of, wait_until_ready

START_TIMEOUT = 180.0  # seconds; recovery after a crash takes longer than a plain start
JOIN_TIMEOUT = 60.0
STOP_TIMEOUT = 90.0


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
            if server is None or not self._joins(server):
                server = launch(self.places, provision(), self.start_timeout)
            return address_of(self.places, server.port)

    def stop(self) -> bool:
        """Stop the server; return when its store is closed and the process gone. False when none ran.

        A suspended server is resumed first. Raises StoreError when it does not end in 90 seconds.
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

    def _joins(self, server: Server) -> bool:
        """Whether the server found answers. False when a new one may start: it ended, or was broken and is."""
        reply = wait_until_ready(self.places, server, min(JOIN_TIMEOUT, self.start_timeout))
        if reply == "broken":
            if not server.end(STOP_TIMEOUT):
                server.kill()
        elif reply == "silent" and server.is_alive():
            raise StoreError(
                f"The Neo4j server of {self.places.home} (process {server.pid}) does not answer: it is frozen"
                f" or overloaded. Wait, or end it (kill -9 {server.pid}; what is committed stays), then try again."
            )
        return reply == "ready"


def stop_server(places: Places) -> bool:
    """Stop the server of `places`, whose lock the caller holds. See EmbeddedServer.stop."""
    server = find_server(places)
    if server and not server.end(STOP_TIMEOUT):
        raise StoreError(
            f"The Neo4j server (process {server.pid}) did not end in {STOP_TIMEOUT:.0f} seconds."
            f" End it (kill -9 {server.pid}): what was committed stays."
        )
    forget(places)
    return server is not None
