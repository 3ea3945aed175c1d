"""Where the server may live: Chinese names, spaces, other locales, long paths, full and forbidden disks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from embedded_kit import START, python, run, servers_below

from graph_builder.errors import StoreError
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.embedded.lockfile import server_version

HARM = dict.fromkeys(("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"), "-Xmx1m -XX:NoSuchOption")
UNSET = ("PLANATLAS_HOME", "PLANATLAS_CACHE", "NEO4J_URI", "XDG_DATA_HOME", "XDG_CACHE_HOME", "PYTHONUTF8")


@pytest.mark.parametrize(("locale", "length"), [("C", 0), ("zh_CN.GBK", 200)])
def test_a_chinese_home_under_any_locale_and_length(
    tmp_path: Path, jars: Path, locale: str, length: int
) -> None:
    """Also without Java on the path and with Java options of other programs in the environment."""
    home = tmp_path / "规划员 甲" / "资料"
    home /= "x" * max(1, length - len(str(home)))
    cache = home / ".cache" / "planatlas"
    cache.mkdir(parents=True)
    (cache / jars.name).symlink_to(jars)
    environment = {"HOME": str(home), "LC_ALL": locale, "LANG": locale, "PATH": "/nonexistent", **HARM}
    begun = python(f"{START}; EmbeddedServer().stop()", environment, unset=UNSET)
    out, err = begun.communicate(timeout=120)
    assert out.startswith("bolt://127.0.0.1:"), err
    assert (home / ".local/share/planatlas/neo4j/data/databases/neo4j/neostore").exists()
    assert not [path for path in tmp_path.rglob("*") if "?" in path.name or "\ufffd" in path.name]
    assert servers_below(home) == []


def test_a_store_of_an_older_patch_release_opens_with_all_it_holds(
    server: EmbeddedServer, home: Path
) -> None:
    """The archive was made by 5.26.0: 50 tasks, 50 institutions, a constraint and a full-text index."""
    with tarfile.open(Path(__file__).with_name("store-5.26.0.tar.gz")) as archive:
        archive.extractall(home, filter="data")
    address = server.start()
    assert (
        run(address, "CALL dbms.components() YIELD versions RETURN versions[0] AS v")[0]["v"]
        == server_version()
    )
    assert run(address, "MATCH (:Task)-[r:ASSIGNED_TO]->(:Institution) RETURN count(r) AS n")[0]["n"] == 50
    hits = run(
        address, "CALL db.index.fulltext.queryNodes('names', '珞珈山') YIELD node RETURN count(node) AS n"
    )
    assert hits[0]["n"] == 50
    with pytest.raises(Exception, match="already exists"):
        run(address, "CREATE (:Task {id: 'task-1'})")


Disk = Callable[[int], Path]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Disk]:
    """Mounts a file system of so many megabytes; skips where this machine lets nobody mount one."""
    folder = tmp_path / "small"
    folder.mkdir()

    def mounted(megabytes: int) -> Path:
        mount = shutil.which("mount")
        if (
            not mount
            or subprocess.run([mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]).returncode
        ):
            pytest.skip("no right to mount a small file system here")
        return folder

    yield mounted
    for process in servers_below(folder):
        process.kill()
    subprocess.run(["umount", "-l", folder], check=False, stderr=subprocess.DEVNULL)


def test_a_full_disk_at_the_start_is_one_line(small_disk: Disk, home: Path) -> None:
    folder = small_disk(1)
    with pytest.raises(StoreError, match=r"disk that holds .* is full.*PLANATLAS_HOME") as error:
        EmbeddedServer(folder).start()
    assert "\n" not in str(error.value)


def test_a_disk_that_fills_during_the_start_is_one_line(
    small_disk: Disk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_builder.stores.embedded.launch.NEEDED", 0)
    folder = small_disk(1)
    with pytest.raises(StoreError, match=r"disk that holds .* is full.*PLANATLAS_HOME") as error:
        EmbeddedServer(folder).start()
    assert "\n" not in str(error.value)
    assert servers_below(folder) == []


def test_a_disk_that_fills_during_a_load_loses_nothing_committed(
    small_disk: Disk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_builder.stores.embedded.launch.NEEDED", 0)
    server = EmbeddedServer(small_disk(12))
    address, committed = server.start(), 0
    with pytest.raises(StoreError, match=r"disk.*full") as error, connect(address) as driver:  # noqa: PT012
        for _ in range(40):
            driver.execute_query(
                "UNWIND range(1, 4000) AS n CREATE (:Row {text: $text + n})", text="发展" * 60
            )
            committed += 4000
    assert "\n" not in str(error.value)
    subprocess.run(["mount", "-o", "remount,size=200m", server.places.home.parent], check=True)
    address = server.start()
    assert committed
    assert run(address, "MATCH (r:Row) RETURN count(r) AS n")[0]["n"] == committed
    run(address, "CREATE (:Row)")


def test_a_full_disk_for_the_cache_is_one_line(
    small_disk: Disk, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_disk(1)
    monkeypatch.setenv("PLANATLAS_CACHE", str(folder))
    monkeypatch.delenv("PLANATLAS_JARS", raising=False)
    with pytest.raises(StoreError, match=r"disk that holds .* is full.*PLANATLAS_CACHE"):
        server.start()
    assert not list(folder.rglob("*.jar"))


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path, home: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StoreError, match="PLANATLAS_HOME") as error:
        EmbeddedServer(blocked).start()
    assert "\n" not in str(error.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_home_is_one_line(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="PLANATLAS_HOME"):
        EmbeddedServer(folder).start()
