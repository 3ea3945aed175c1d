"""The server's life as its user meets it: started, found again, killed, suspended, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from embedded_kit import START, python, run, servers_below

from graph_builder.errors import StoreError
from graph_builder.stores.connection import confirm_commit, connect, translated
from graph_builder.stores.embedded import EmbeddedServer


def one_line(error: pytest.ExceptionInfo[StoreError]) -> str:
    message = str(error.value)
    assert "\n" not in message
    return message


def test_a_second_start_finds_the_first(shared: EmbeddedServer) -> None:
    first, pid = shared.start(), shared.status().pid
    again = EmbeddedServer(shared.places.home.parent).start()
    assert again == first
    assert shared.status().pid == pid
    assert len(servers_below(shared.places.home)) == 1


def test_status_tells_what_other_tools_need(shared: EmbeddedServer) -> None:
    status = shared.status()
    assert status.state == "running"
    assert status.uri == shared.start().uri
    assert status.password_file.read_text().strip() == shared.start().password
    assert json.loads(json.dumps(status.as_dict()))["username"] == "neo4j"


def test_the_password_shows_nowhere(shared: EmbeddedServer) -> None:
    address, places = shared.start(), shared.places
    assert len(address.password) == 32
    assert address.password not in repr(address)
    assert address.password not in repr(shared.status().as_dict())
    assert places.password.stat().st_mode & 0o777 == 0o600
    assert places.home.stat().st_mode & 0o077 == 0
    process = psutil.Process(shared.status().pid)
    assert address.password not in " ".join(process.cmdline()) + repr(process.environ())
    logs = [path for path in places.home.rglob("*") if path.is_file() and path != places.password]
    assert not [path for path in logs if address.password.encode() in path.read_bytes()]


def test_only_this_machine_reaches_it_and_files_are_out_of_reach(shared: EmbeddedServer) -> None:
    address = shared.start()
    listening = [
        c for c in psutil.Process(shared.status().pid).net_connections() if c.status == psutil.CONN_LISTEN
    ]
    assert {connection.laddr.ip.removeprefix("::ffff:") for connection in listening} == {"127.0.0.1"}
    assert len(listening) == 1
    with pytest.raises(Exception, match=r"allow_csv_import_from_file_urls|not allowed|disallowed"):
        run(address, "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line")


def test_a_greedy_query_fails_alone(shared: EmbeddedServer) -> None:
    address = shared.start()
    with pytest.raises(Exception, match="memory"):
        run(address, "UNWIND range(1, 100000000) AS n RETURN collect(n)")
    assert run(address, "RETURN 1 AS one")[0]["one"] == 1


def test_the_store_is_small_and_the_process_modest(shared: EmbeddedServer) -> None:
    shared.start()
    size = sum(path.stat().st_size for path in shared.places.home.rglob("*") if path.is_file())
    assert size < 30_000_000
    assert psutil.Process(shared.status().pid).memory_info().rss < 900_000_000


def test_stop_and_start_keep_data_and_address(shared: EmbeddedServer) -> None:
    address = shared.start()
    run(address, "CREATE (:Kept {name: '珞珈山创新港'})")
    begun = time.monotonic()
    assert shared.stop()
    assert time.monotonic() - begun < 20
    assert servers_below(shared.places.home) == []
    assert shared.status().state == "stopped"
    assert not shared.stop()
    again = shared.start()
    assert again == address
    assert run(again, "MATCH (k:Kept) RETURN k.name AS name")[0]["name"] == "珞珈山创新港"


def test_after_sigkill_what_was_committed_is_there(shared: EmbeddedServer) -> None:
    run(shared.start(), "UNWIND range(1, 1000) AS n CREATE (:Row {n: n})")
    os.kill(shared.status().pid or 0, signal.SIGKILL)
    assert run(shared.start(), "MATCH (r:Row) RETURN count(r) AS n")[0]["n"] == 1000


def test_a_stop_during_a_load_leaves_nothing_of_it_and_is_no_success(shared: EmbeddedServer) -> None:
    with connect(shared.start()) as driver, driver.session() as session:
        transaction = session.begin_transaction()
        transaction.run("UNWIND range(1, 1000) AS n CREATE (:Half {n: n})").consume()
        shared.stop()
        with pytest.raises(StoreError) as error, translated(shared.start()):  # noqa: PT012
            transaction.commit()
            confirm_commit(session)
        one_line(error)
    address = shared.start()
    assert run(address, "MATCH (h:Half) RETURN count(h) AS n")[0]["n"] == 0
    with connect(address) as driver, driver.session() as session:
        session.execute_write(lambda transaction: transaction.run("CREATE (:Whole)").consume())
        confirm_commit(session)


def test_a_taken_port_and_a_reused_process_id_are_left_to_their_owners(shared: EmbeddedServer) -> None:
    port = int(shared.start().uri.rpartition(":")[2])
    shared.stop()
    with socket.socket() as owner, subprocess.Popen(["sleep", "600"]) as other:
        owner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        owner.bind(("127.0.0.1", port))
        owner.listen()
        created = psutil.Process(other.pid).create_time()
        record = json.dumps({"pid": other.pid, "created": created, "port": port})
        shared.places.state.write_text(record)
        assert shared.status().state == "stopped"
        assert not shared.stop()
        shared.places.state.write_text(record)
        address = shared.start()
        assert not address.uri.endswith(f":{port}")
        assert run(address, "RETURN 1 AS one")[0]["one"] == 1
        assert shared.status().pid != other.pid
        assert other.poll() is None
        other.kill()


@pytest.mark.parametrize(
    "content", ["", "{", '{"pid": "x"}', '{"pid": 999999999, "port": 1, "created": 0}', None]
)
def test_a_lost_or_broken_state_file_hides_no_server(shared: EmbeddedServer, content: str | None) -> None:
    address, pid = shared.start(), shared.status().pid
    if content is None:
        shared.places.state.unlink()
    else:
        shared.places.state.write_text(content)
    assert shared.start() == address
    assert shared.status().pid == pid


def test_a_suspended_server_is_named_with_the_way_out(shared: EmbeddedServer) -> None:
    shared.start()
    pid = shared.status().pid or 0
    os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(StoreError) as error:
        shared.start()
    assert time.monotonic() - begun < 20
    message = one_line(error)
    assert f"process {pid}" in message
    assert f"kill -CONT {pid}" in message
    assert shared.status().state == "suspended"
    assert shared.stop()
    assert servers_below(shared.places.home) == []


def test_a_store_used_from_elsewhere_is_said_in_one_line(
    shared: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.start()
    pid = shared.status().pid or 0
    monkeypatch.setattr("graph_builder.stores.embedded.server.find_server", lambda places: None)
    with pytest.raises(StoreError) as error:
        shared.start()
    assert "in use by another process" in one_line(error)
    assert psutil.pid_exists(pid)


def test_a_lost_password_file_is_said_in_one_line(shared: EmbeddedServer) -> None:
    password = shared.start().password
    shared.stop()
    shared.places.password.unlink()
    try:
        with pytest.raises(StoreError) as error:
            shared.start()
        assert str(shared.places.password) in one_line(error)
    finally:
        shared.places.password.write_text(password)


def test_starts_at_once_make_one_server_and_a_suspended_starter_is_named(
    server: EmbeddedServer, home: Path
) -> None:
    first = python(START)
    while not server.places.holder.exists():
        time.sleep(0.02)
    first.send_signal(signal.SIGSTOP)
    with pytest.raises(StoreError) as error:
        server.start()
    assert f"kill -CONT {first.pid}" in one_line(error)
    others = [python(START) for _ in range(2)]
    first.send_signal(signal.SIGCONT)
    answers = [start.communicate(timeout=120) for start in [first, *others]]
    assert [start.returncode for start in [first, *others]] == [0, 0, 0], answers
    assert len({out for out, _ in answers}) == 1
    assert len(servers_below(home)) == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_first_start_cut_short_harms_nothing(server: EmbeddedServer, how: signal.Signals) -> None:
    starter = python(START)
    while not (server.places.data / "databases").exists():
        assert starter.poll() is None
        time.sleep(0.02)
    starter.send_signal(how)
    starter.communicate(timeout=30)
    if how == signal.SIGINT:
        assert servers_below(server.places.home) == []
    else:
        for process in servers_below(server.places.home):
            process.kill()
    assert run(server.start(), "RETURN 1 AS one")[0]["one"] == 1
    assert len(servers_below(server.places.home)) == 1
