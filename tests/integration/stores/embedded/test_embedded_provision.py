"""How the server comes to a machine: downloads that are cut, forged or impossible, folders without a network."""

from __future__ import annotations

import http.server
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.lockfile import Jar, locked_jars, server_version
from graph_builder.stores.embedded.provision import maven_repository, provision

VARIABLES = ("PLANATLAS_MAVEN", "PLANATLAS_JARS", "PLANATLAS_CACHE")


class Repository(http.server.ThreadingHTTPServer):
    """A Maven repository on this machine that serves the real jars, and fails as it is told."""

    def __init__(self, jars: Path) -> None:
        self.jars = {jar.path: jars / jar.name for jar in locked_jars()}
        self.asked: list[tuple[str, str | None]] = []
        self.cut: set[str] = set()  # names to break off in the middle, once
        self.forged: set[str] = set()  # names to change a byte of
        self.ranges = True
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/maven2"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Repository

    def do_GET(self) -> None:
        path = self.path.removeprefix("/maven2/")
        name, wanted = path.rpartition("/")[2], self.headers.get("Range")
        self.server.asked.append((name, wanted))
        if path not in self.server.jars:
            self.send_error(404)
            return
        content = self.server.jars[path].read_bytes()
        if name in self.server.forged:
            content = content[:-1] + bytes([content[-1] ^ 1])
        start = int(re.findall(r"\d+", wanted)[0]) if wanted and self.server.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if name in self.server.cut:
            self.server.cut.discard(name)
            self.wfile.write(content[start : start + (len(content) - start) // 2])
            self.close_connection = True
            return
        self.wfile.write(content[start:])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def repository(jars: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Repository]:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Repository(jars)
    monkeypatch.setenv("PLANATLAS_MAVEN", server.url)
    monkeypatch.setenv("PLANATLAS_CACHE", str(tmp_path / "缓存 folder"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def nearly(repository: Repository, jars: Path, tmp_path: Path) -> tuple[Path, Jar]:
    """A cache that lacks one jar only, and that jar: a large one."""
    cache = tmp_path / "缓存 folder" / f"neo4j-{server_version()}"
    cache.mkdir(parents=True)
    missing = max(locked_jars(), key=lambda jar: jar.size)
    for jar in locked_jars():
        if jar != missing:
            os.link(jars / jar.name, cache / jar.name) if _same_disk(jars, cache) else shutil.copy(
                jars / jar.name, cache / jar.name
            )
    return cache, missing


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def whole(cache: Path) -> bool:
    return all(jar.is_whole(cache / jar.name) for jar in locked_jars())


def test_everything_is_fetched_once_and_checked(repository: Repository) -> None:
    cache = provision()
    assert whole(cache)
    assert len(repository.asked) == len(locked_jars())
    assert not list(cache.glob("*.part"))
    assert provision() == cache
    assert len(repository.asked) == len(locked_jars())


def test_a_cut_download_goes_on_where_it_stopped(repository: Repository, nearly: tuple[Path, Jar]) -> None:
    cache, jar = nearly
    repository.cut = {jar.name}
    provision()
    assert whole(cache)
    first, second = (wanted for _, wanted in repository.asked)
    assert first is None
    assert int(str(second).removeprefix("bytes=").removesuffix("-")) > jar.size // 3


def test_a_cut_download_starts_over_where_it_must(repository: Repository, nearly: tuple[Path, Jar]) -> None:
    cache, jar = nearly
    repository.cut, repository.ranges = {jar.name}, False
    provision()
    assert whole(cache)


def test_the_rest_of_a_killed_download_is_used(
    repository: Repository, nearly: tuple[Path, Jar], jars: Path
) -> None:
    cache, jar = nearly
    (cache / f"{jar.name}.part").write_bytes((jars / jar.name).read_bytes()[:1000])
    provision()
    assert whole(cache)
    assert repository.asked == [(jar.name, "bytes=1000-")]


@pytest.mark.parametrize("rest", [b"x" * 1000, b"x" * 10**8])
def test_the_wrong_rest_of_a_download_is_dropped(
    repository: Repository, nearly: tuple[Path, Jar], rest: bytes
) -> None:
    cache, jar = nearly
    (cache / f"{jar.name}.part").write_bytes(rest)
    provision()
    assert whole(cache)


def test_a_wrong_digest_is_refused(repository: Repository, nearly: tuple[Path, Jar]) -> None:
    cache, jar = nearly
    repository.forged = {jar.name}
    with pytest.raises(
        StoreError, match=rf"Refused {re.escape(jar.name)}.*SHA-256.*PLANATLAS_MAVEN"
    ) as error:
        provision()
    assert "\n" not in str(error.value)
    assert not (cache / jar.name).exists()
    assert not (cache / f"{jar.name}.part").exists()


def test_a_damaged_jar_in_the_cache_is_fetched_anew(repository: Repository, nearly: tuple[Path, Jar]) -> None:
    cache, jar = nearly
    (cache / jar.name).write_bytes(b"x" * jar.size)
    provision()
    assert whole(cache)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/maven2", "http://no-such-host.invalid/maven2", "no address", "ftp://x"]
)
def test_no_network_is_one_line_with_the_ways_out(
    repository: Repository, nearly: tuple[Path, Jar], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PLANATLAS_MAVEN", address)
    with pytest.raises(StoreError, match=r"PLANATLAS_MAVEN.*PLANATLAS_JARS.*NEO4J_URI") as error:
        provision()
    assert address in str(error.value)
    assert "\n" not in str(error.value)


def test_a_repository_without_the_jar_is_one_line(
    repository: Repository, nearly: tuple[Path, Jar], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.jars.clear()
    with pytest.raises(StoreError, match="404"):
        provision()


@pytest.mark.parametrize("layout", ["flat", "maven"])
def test_an_offline_folder_needs_no_network(
    repository: Repository, jars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    folder = tmp_path / "离线 jars"
    for jar in locked_jars():
        target = folder / (jar.name if layout == "flat" else jar.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(jars / jar.name)
    monkeypatch.setenv("PLANATLAS_JARS", str(folder))
    assert whole(provision())
    assert repository.asked == []


def test_an_offline_folder_with_a_gap_names_it(
    repository: Repository, nearly: tuple[Path, Jar], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANATLAS_JARS", str(tmp_path))
    with pytest.raises(StoreError, match=f"PLANATLAS_JARS.*{re.escape(nearly[1].name)}"):
        provision()
    assert repository.asked == []


def test_a_cache_nobody_may_write_is_enough_when_whole(
    repository: Repository, nearly: tuple[Path, Jar], jars: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, jar = nearly
    shutil.copy(jars / jar.name, cache / jar.name)
    monkeypatch.setattr(
        Path, "mkdir", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
    )
    assert provision() == cache


def test_a_cache_that_cannot_be_made_is_one_line(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PLANATLAS_CACHE", str(tmp_path / "file"))
    with pytest.raises(StoreError, match="PLANATLAS_CACHE") as error:
        provision()
    assert "\n" not in str(error.value)


def test_a_bar_on_a_terminal_and_none_in_a_pipe(repository: Repository, nearly: tuple[Path, Jar]) -> None:
    cache, jar = nearly
    code = "from graph_builder.stores.embedded.provision import provision; provision()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    piped = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert piped.stdout + piped.stderr == b""
    (cache / jar.name).unlink()
    master, slave = pty.openpty()
    subprocess.run([sys.executable, "-c", code], env=environment, stderr=slave, check=True)
    os.close(slave)
    shown = b""
    try:
        while piece := os.read(master, 4096):
            shown += piece
    except OSError:  # Linux ends a terminal so
        pass
    assert b"Neo4j server" in shown
    assert b"100%" in shown


def test_the_address_comes_from_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANATLAS_MAVEN", raising=False)
    assert maven_repository().startswith("https://")
