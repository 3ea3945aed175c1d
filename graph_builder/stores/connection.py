"""Where the graph is kept, and the way in: a server of the user's choice, else the embedded one."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph_builder.errors import StoreError
from graph_builder.stores.embedded import Address, EmbeddedServer
from graph_builder.stores.embedded.config import transaction_memory

CONNECT_TIMEOUT = 15.0  # seconds
# The driver's warnings about retries are not the user's: what comes of them is told by our own errors.
logging.getLogger("neo4j").addHandler(logging.NullHandler())
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def resolve_address() -> Address:
    """The address of `NEO4J_URI` with `NEO4J_USERNAME` (else neo4j) and `NEO4J_PASSWORD`.

    Without `NEO4J_URI` the embedded server's, which is started when it does not run. Raises StoreError.
    """
    uri = _own_server()
    if not uri:
        return EmbeddedServer().start()
    username = os.environ.get("NEO4J_USERNAME", "").strip() or "neo4j"
    return Address(uri, username, os.environ.get("NEO4J_PASSWORD", ""))


def query_memory() -> int | None:
    """Megabytes one query may use on the embedded server; None where `NEO4J_URI` names a server with its own limit."""
    return None if _own_server() else transaction_memory()


def _own_server() -> str:
    return os.environ.get("NEO4J_URI", "").strip()


@contextmanager
def connect(address: Address | None = None) -> Iterator[neo4j.Driver]:
    """A driver that has been seen to work, closed at the end; `address` defaults to `resolve_address()`.

    Raises StoreError with one line, never with the password in it, for a wrong address, a wrong password or a
    server that does not answer, at the beginning or later inside the block. Other errors of the server
    (a query's own) pass as they are.
    """
    address = address or resolve_address()
    with translated(address), _driver(address) as driver:
        _verify(driver, address)
        yield driver


def confirm_commit(session: neo4j.Session) -> None:
    """Raise StoreError unless the server confirmed the last transaction of a session that began without bookmarks.

    Every commit is answered with a bookmark. Measured with Neo4j 5.26.30 and driver 6.4.1: a server that shuts
    down while a transaction is open leaves an empty SUCCESS behind, which the driver then takes for the answer to
    COMMIT; it reports success, and nothing was written. So whoever writes asks here.
    """
    if not session.last_bookmarks().raw_values:
        raise StoreError(
            "The Neo4j server ended before it confirmed the change, so nothing of it was written. Run it again."
        )


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Turn the driver's errors about the connection into one StoreError line."""
    try:
        yield
    except AuthError as error:
        raise StoreError(
            f"The Neo4j server at {_shown(address)} does not take this password for {address.username}."
            " Set NEO4J_USERNAME and NEO4J_PASSWORD to a user of that server."
        ) from error
    except ConfigurationError as error:
        raise _wrong_uri(address) from error
    except ServiceUnavailable as error:
        raise StoreError(
            f"No Neo4j server answers at {_shown(address)}. Start it or correct NEO4J_URI;"
            " without NEO4J_URI the embedded server is used (planatlas db status)."
        ) from error
    except Neo4jError as error:
        if reason := _store_trouble(error):
            raise StoreError(f"The Neo4j server at {_shown(address)} {reason}") from error
        raise


def _store_trouble(error: Neo4jError) -> str | None:
    """What ails the server itself, as the end of a sentence; None for an error of the query's own."""
    code, message = error.code or "", " ".join((error.message or "").split())
    if "MemoryPoolOutOfMemory" in code:
        return (
            "has too little memory for this. Split the work, or give it more: PLANATLAS_HEAP=1024 (megabytes) for"
            " the embedded server (planatlas db stop, then again), db.memory.transaction.max for another."
        )
    if "TransactionLogError" in code or "needs to be restarted" in message:
        return (
            "cannot write: its disk is full or failing. Free about 500 MB, then start it anew"
            " (planatlas db stop, planatlas db start): what was committed stays."
        )
    if "DatabaseNotFound" in code or "DatabaseUnavailable" in code:
        return f"has no database to use: {message}"
    return None


def _verify(driver: neo4j.Driver, address: Address) -> None:
    try:
        driver.verify_connectivity()
    except (ValueError, UnicodeError) as error:  # a host or port that is none
        raise _wrong_uri(address) from error


def _driver(address: Address) -> neo4j.Driver:
    if address.uri.partition("://")[0] not in SCHEMES:
        raise _wrong_uri(address)
    try:
        return neo4j.GraphDatabase.driver(
            address.uri,
            auth=(address.username, address.password),
            connection_timeout=CONNECT_TIMEOUT,
            connection_acquisition_timeout=2 * CONNECT_TIMEOUT,
            telemetry_disabled=True,
        )
    except (DriverError, ValueError, OSError) as error:
        raise _wrong_uri(address) from error


def _wrong_uri(address: Address) -> StoreError:
    return StoreError(
        f"NEO4J_URI={_shown(address)} is no address of a Neo4j server: write bolt, bolt+s, neo4j or neo4j+s,"
        " host and port, such as bolt://127.0.0.1:7687."
    )


def _shown(address: Address) -> str:
    """The URI without a user or password somebody wrote into it, on one line."""
    scheme, mark, rest = address.uri.partition("://")
    shown = f"{scheme}{mark}{rest.rpartition('@')[2]}"
    return " ".join(shown.split())[:200]
