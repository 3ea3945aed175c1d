"""Where the graph is kept, and the way in: a server of the user's choice, else the embedded one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph_builder.errors import StoreError
from graph_builder.stores.embedded import Address, EmbeddedServer

CONNECT_TIMEOUT = 15.0  # seconds
SCHEMES = "bolt://, bolt+s://, neo4j:// or neo4j+s://"


def resolve_address() -> Address:
    """The address of `NEO4J_URI` with `NEO4J_USERNAME` (else neo4j) and `NEO4J_PASSWORD`.

    Without `NEO4J_URI` the embedded server's, which is started when it does not run. Raises StoreError.
    """
    uri = os.environ.get("NEO4J_URI", "").strip()
    if not uri:
        return EmbeddedServer().start()
    username = os.environ.get("NEO4J_USERNAME", "").strip() or "neo4j"
    return Address(uri, username, os.environ.get("NEO4J_PASSWORD", ""))


@contextmanager
def connect(address: Address | None = None) -> Iterator[neo4j.Driver]:
    """A driver that has been seen to work, closed at the end; `address` defaults to `resolve_address()`.

    Raises StoreError with one line, never with the password in it, for a wrong address, a wrong password or a
    server that does not answer, at the beginning or later inside the block. Other errors of the server
    (a query's own) pass as they are.
    """
    address = address or resolve_address()
    with translated(address), _driver(address) as driver:
        driver.verify_connectivity()
        yield driver


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
        if "DatabaseNotFound" not in (error.code or "") and "DatabaseUnavailable" not in (error.code or ""):
            raise
        raise StoreError(
            f"The Neo4j server at {_shown(address)} has no database to use: {error.message}"
        ) from error


def _driver(address: Address) -> neo4j.Driver:
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
        f"NEO4J_URI={_shown(address)} is no address of a Neo4j server: write {SCHEMES}, host and port,"
        " such as bolt://127.0.0.1:7687."
    )


def _shown(address: Address) -> str:
    """The URI without a user or password somebody wrote into it, on one line."""
    scheme, mark, rest = address.uri.partition("://")
    shown = f"{scheme}{mark}{rest.rpartition('@')[2]}"
    return " ".join(shown.split())[:200]
