"""Whether a server answers: asked over Bolt, as its users will, and not read off its log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.address import Address
from graph_builder.stores.embedded.config import HOST
from graph_builder.stores.embedded.password import USERNAME, read_password
from graph_builder.stores.embedded.places import Places
from graph_builder.stores.embedded.process import Server

PAUSE = 0.1  # seconds between two questions
Reply = Literal["ready", "silent", "broken"]


def uri_of(port: int) -> str:
    """The address of the embedded server on `port`."""
    return f"bolt://{HOST}:{port}"


def address_of(places: Places, port: int) -> Address:
    """The address with the password. Raises StoreError when the password's file is gone."""
    return Address(uri_of(port), USERNAME, read_password(places))


def ask(places: Places, port: int) -> Reply:
    """Let the default database answer a query, within seconds.

    `broken` is a server that runs but has given its database up (the disk was full) and must be started anew.
    Raises StoreError for a wrong or lost password.
    """
    address = address_of(places, port)
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
            f"The Neo4j server at {address.uri} does not take the password in {places.password}."
            f" Put the right file back, or move {places.home} away to begin with an empty store."
        ) from error
    except Neo4jError as error:
        return "broken" if "needs to be restarted" in (error.message or "") else "silent"
    except (DriverError, OSError):
        return "silent"
    return "ready"


def wait_until_ready(
    places: Places, server: Server, timeout: float, hopeless: Callable[[], bool] = lambda: False
) -> Reply:
    """Ask until the server is ready or broken; `silent` when it ended, is `hopeless`, or `timeout` s passed.

    Raises StoreError for a suspended server or a wrong password.
    """
    end = time.monotonic() + timeout
    while True:
        if server.is_suspended():
            raise StoreError(
                f"The Neo4j server of {places.home} (process {server.pid}) is suspended. Resume it"
                f" (kill -CONT {server.pid}) or end it (kill -9 {server.pid}), then try again."
            )
        reply = ask(places, server.port)
        if reply != "silent" or not server.is_alive() or time.monotonic() > end or hopeless():
            return reply
        time.sleep(PAUSE)
