"""Real servers in folders of their own, all from one jar cache: the user's, filled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded_kit import servers_below

from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.embedded.provision import provision

SERVER_VARIABLES = (
    "NEO4J_URI",
    "NEO4J_USERNAME",
    "NEO4J_PASSWORD",
    "PLANATLAS_HOME",
    "PLANATLAS_HEAP",
)


@pytest.fixture(scope="session")
def jars() -> Path:
    """The folder with the whole server, downloaded at most once."""
    return provision()


@pytest.fixture
def home(tmp_path: Path, jars: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty PLANATLAS_HOME. Whatever server is left in it at the end is ended."""
    for name in SERVER_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    monkeypatch.setenv("PLANATLAS_HOME", str(folder))
    yield folder
    for process in servers_below(tmp_path):
        process.kill()


@pytest.fixture
def server(home: Path) -> EmbeddedServer:
    """The server of that home, not started yet."""
    return EmbeddedServer()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, jars: Path) -> Iterator[EmbeddedServer]:
    """One server for all tests that leave it as they found it, or able to start; it may be stopped."""
    folder = tmp_path_factory.mktemp("shared")
    embedded = EmbeddedServer(folder)
    embedded.start()
    yield embedded
    embedded.stop()
