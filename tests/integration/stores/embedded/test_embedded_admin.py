"""Backup, restore and check, proven by comparing what the store holds before and after."""

from __future__ import annotations

import hashlib
import json
import os
import signal
from pathlib import Path

import pytest
from embedded_kit import run, servers_below

from graph_builder.errors import StoreError
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.embedded.admin import backup, check, restore

MAKE = """
UNWIND range(1, 500) AS n
CREATE (t:Task {id: 'task-' + n, name: '建设珞珈山创新港 "' + n + '"'})
CREATE (i:Institution {id: 'institution-' + n, name: '武昌区发改局' + n})
CREATE (t)-[:ASSIGNED_TO {id: 'r-' + n, evidence: '由武昌区发改局牵头', start: n, end: n + 9}]->(i)
"""


def digest(server: EmbeddedServer) -> str:
    """SHA-256 over every node, relation, label, property, constraint and index."""
    address = server.start()
    rows = [
        run(address, "MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY n.id"),
        run(
            address,
            "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, properties(r) AS p, b.id AS b ORDER BY r.id",
        ),
        run(
            address, "SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties RETURN * ORDER BY name"
        ),
        run(address, "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"),
    ]
    text = json.dumps(
        [[record.data() for record in part] for part in rows], sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="module")
def saved(shared: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup of a store that was killed in mid-life, and the digest of what it held."""
    os.environ.pop("NEO4J_URI", None)
    address = shared.start()
    run(address, "MATCH (n) DETACH DELETE n")
    run(address, "CREATE CONSTRAINT task_id IF NOT EXISTS FOR (t:Task) REQUIRE t.id IS UNIQUE")
    run(address, MAKE)
    before = digest(shared)
    os.kill(shared.status().pid or 0, signal.SIGKILL)
    file = tmp_path_factory.mktemp("saved") / "备份 一.dump"
    size = backup(file, shared)
    assert size == file.stat().st_size > 1000
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    return file, before


def one_line(error: pytest.ExceptionInfo[StoreError]) -> str:
    message = str(error.value)
    assert "\n" not in message
    return message


def test_a_backup_moves_to_a_new_machine(server: EmbeddedServer, saved: tuple[Path, str]) -> None:
    file, before = saved
    server.places.home.mkdir(parents=True)
    restore(file, server)
    assert server.status().state == "stopped"
    assert digest(server) == before


def test_a_file_that_is_no_backup_changes_nothing(
    shared: EmbeddedServer, saved: tuple[Path, str], tmp_path: Path
) -> None:
    file, _ = saved
    before = digest(shared)
    shared.stop()
    whole = file.read_bytes()
    for content in (b"", "规划".encode(), whole[: len(whole) // 2]):
        (tmp_path / "bad.dump").write_bytes(content)
        with pytest.raises(StoreError, match=r"Cannot restore .*bad\.dump") as error:
            restore(tmp_path / "bad.dump", shared)
        one_line(error)
    with pytest.raises(StoreError, match="no file"):
        restore(tmp_path / "missing.dump", shared)
    assert digest(shared) == before


def test_a_restore_brings_back_exactly_what_was_saved_even_after_one_that_was_cut(
    shared: EmbeddedServer, saved: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = saved
    address = shared.start()
    run(address, "MATCH (n:Institution) DETACH DELETE n")
    run(address, "CREATE (:Task {id: 'late'})")
    assert digest(shared) != before
    renames, real = [], Path.rename

    def cut(self: Path, target: Path) -> Path:
        renames.append(self)
        if len(renames) == 3:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", cut)
    with pytest.raises(KeyboardInterrupt):
        restore(file, shared)
    monkeypatch.setattr(Path, "rename", real)
    with pytest.raises(StoreError, match=r"cut short.*restore") as error:
        shared.start()
    one_line(error)
    restore(file, shared)
    assert shared.start() == address
    assert digest(shared) == before
    names = {path.name for path in shared.places.home.iterdir()}
    assert not [name for name in names if name.startswith("restor")]


def test_a_backup_never_overwrites(shared: EmbeddedServer, saved: tuple[Path, str], tmp_path: Path) -> None:
    content = saved[0].read_bytes()
    with pytest.raises(StoreError, match="exists"):
        backup(saved[0], shared)
    assert saved[0].read_bytes() == content
    with pytest.raises(StoreError, match="no folder"):
        backup(tmp_path / "missing" / "file", shared)


def test_nothing_to_save_is_one_line(server: EmbeddedServer, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        backup(tmp_path / "file", server)
    assert list(tmp_path.glob("*file*")) == []


def test_another_server_is_not_mistaken_for_the_embedded_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://neo4j:secret@elsewhere:7687")
    with pytest.raises(StoreError, match="NEO4J_URI") as error:
        backup(tmp_path / "file")
    assert "secret" not in one_line(error)


def test_check_passes_a_sound_store_and_finds_a_damaged_one(server: EmbeddedServer) -> None:
    run(server.start(), MAKE)
    check(server)
    assert server.status().state == "running"
    server.stop()
    relations = server.places.data / "databases" / "neo4j" / "neostore.relationshipstore.db"
    content = bytearray(relations.read_bytes())
    for place in range(100, len(content) // 2, 34):
        content[place] ^= 0x55
    relations.write_bytes(content)
    with pytest.raises(StoreError, match=r"Cannot vouch for|inconsisten") as error:
        check(server)
    one_line(error)
    assert servers_below(server.places.home) == []
