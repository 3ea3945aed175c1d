"""The way in: which server, and one clear line when it does not let us."""

from __future__ import annotations

import pytest
from embedded_kit import run, servers_below

from graph_builder.errors import StoreError
from graph_builder.stores.connection import connect, resolve_address
from graph_builder.stores.embedded import Address, EmbeddedServer

SECRET = "s3cret-words"


def choose(monkeypatch: pytest.MonkeyPatch, uri: str, username: str, password: str) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_USERNAME", username)
    monkeypatch.setenv("NEO4J_PASSWORD", password)


def refused(match: str) -> str:
    with pytest.raises(StoreError, match=match) as error, connect():
        pass
    message = str(error.value)
    assert "\n" not in message
    assert SECRET not in message
    return message


def test_the_chosen_server_wins_over_the_embedded_one(
    shared: EmbeddedServer, home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = shared.start()
    choose(monkeypatch, address.uri, address.username, address.password)
    assert resolve_address() == address
    with connect() as driver:
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    assert EmbeddedServer().status().state == "stopped"


def test_without_a_choice_the_embedded_server_starts_and_its_end_is_one_line(server: EmbeddedServer) -> None:
    with pytest.raises(StoreError, match="No Neo4j server answers"), connect() as driver:  # noqa: PT012
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
        assert len(servers_below(server.places.home)) == 1
        server.stop()
        driver.verify_connectivity()


def test_a_wrong_password_is_one_line_without_it(
    shared: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, shared.start().uri, "neo4j", SECRET)
    refused("does not take this password for neo4j.*NEO4J_PASSWORD")


@pytest.mark.parametrize(
    "uri",
    [
        "nonsense",
        "http://localhost:7474",
        "bolt://",
        "bolt://[::1",
        "neo4j+s://x:notaport",
        "bolt://a b:7687",
        "规划",
    ],
)
def test_a_wrong_address_is_one_line(monkeypatch: pytest.MonkeyPatch, uri: str) -> None:
    choose(monkeypatch, uri, "neo4j", SECRET)
    refused("NEO4J_URI")


@pytest.mark.parametrize(
    "uri", ["bolt://127.0.0.1:9", "neo4j://127.0.0.1:9", "bolt://no-such-host.invalid:7687"]
)
def test_nobody_there_is_one_line(monkeypatch: pytest.MonkeyPatch, uri: str) -> None:
    choose(monkeypatch, uri, "neo4j", SECRET)
    assert uri in refused("No Neo4j server answers.*NEO4J_URI")


def test_a_password_in_the_address_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, f"bolt://neo4j:{SECRET}@127.0.0.1:9", "neo4j", SECRET)
    refused("127.0.0.1:9")


def test_an_error_of_the_query_passes_as_it_is(shared: EmbeddedServer) -> None:
    with pytest.raises(Exception, match="Invalid input"), connect(shared.start()) as driver:
        driver.execute_query("NONSENSE")


def test_too_little_memory_is_one_line(shared: EmbeddedServer) -> None:
    with (
        pytest.raises(StoreError, match="PLANATLAS_HEAP") as error,
        connect(shared.start()) as driver,
        driver.session() as session,
    ):
        session.run("UNWIND range(1, 100000000) AS n RETURN collect(n)").consume()
    assert "\n" not in str(error.value)


def test_another_heap_is_given_to_the_server(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANATLAS_HEAP", "768")
    limits = run(server.start(), "SHOW SETTINGS 'db.memory.transaction.max' YIELD value")
    assert limits[0]["value"] == "576.00MiB"
    server.stop()
    for wrong in ("much", "1", "７６８"):
        monkeypatch.setenv("PLANATLAS_HEAP", wrong)
        with pytest.raises(StoreError, match=f"PLANATLAS_HEAP={wrong}"):
            server.start()


def test_an_address_shows_no_password() -> None:
    assert SECRET not in repr(Address("bolt://x:1", "neo4j", SECRET)) + str(
        Address("bolt://x:1", "neo4j", SECRET)
    )
