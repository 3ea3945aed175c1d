"""A real Neo4j for the tests that need one: the embedded server in a temporary folder, started once a session."""

from collections.abc import Iterator

import neo4j
import pytest

from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import Address, EmbeddedServer


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Where the session's server listens. What one test leaves there, the next may find: see ``driver``."""
    server = EmbeddedServer(tmp_path_factory.mktemp("neo4j"))
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
def session_driver(address: Address) -> Iterator[neo4j.Driver]:
    with connect(address) as driver:
        yield driver


@pytest.fixture
def driver(session_driver: neo4j.Driver) -> neo4j.Driver:
    """A driver to a database without nodes; its constraints and indexes stay from test to test."""
    session_driver.execute_query("MATCH (n) DETACH DELETE n")
    return session_driver
