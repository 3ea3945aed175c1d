import os
import socket
import subprocess
import sys

import pytest

from graph_builder.errors import PlanAtlasError
from graph_builder.explore import FIRST_PORT, address, arguments, explore


class Started(Exception):
    pass


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the process would become."""
    calls: list[list[str]] = []

    def execv(_: str, command: list[str]) -> None:
        calls.append(command)
        raise Started

    monkeypatch.setattr(os, "execv", execv)
    return calls


def listener(port: int = 0) -> socket.socket:
    taken = socket.socket()
    taken.bind(("127.0.0.1", port))
    taken.listen(1)
    return taken


def test_a_port_that_is_taken_is_one_clear_line(started: list[list[str]]) -> None:
    with listener() as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PlanAtlasError, match=f"Port {port} of 127.0.0.1 is taken"):
            explore(port=port)
    assert not started


def test_without_a_port_a_free_one_is_taken_and_said(
    started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Started):
        explore(browser=False)
    [command] = started
    port = int(next(part for part in command if part.startswith("--server.port=")).partition("=")[2])
    assert port >= FIRST_PORT
    assert f"http://127.0.0.1:{port}" in capsys.readouterr().err
    assert "--server.headless=true" in command


def test_two_explorers_do_not_share_a_port(started: list[list[str]]) -> None:
    with pytest.raises(Started):
        explore()
    port = int(next(part for part in started[0] if part.startswith("--server.port=")).partition("=")[2])
    with listener(port), pytest.raises(Started):
        explore()
    assert f"--server.port={port}" not in started[1]


def test_two_that_start_at_once_do_not_get_one_port() -> None:
    """The first has chosen its port, and its Streamlit does not listen yet: both look at once at a free port."""
    wanted = "import sys, graph_builder.explore as e; e.os.execv = lambda *_: sys.stdin.read(); e.explore(browser=False)"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", wanted], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [process.stderr.readline() for process in both if process.stderr]
    for process in both:
        process.communicate("")
    assert all("http://127.0.0.1:" in line for line in said)
    assert said[0] != said[1]


def test_a_host_of_another_machine_is_refused(started: list[list[str]]) -> None:
    with pytest.raises(PlanAtlasError, match="no address of this machine"):
        explore(host="192.0.2.1")
    with pytest.raises(PlanAtlasError, match="no address of this machine"):
        explore(host="no-such-host.invalid")
    assert not started


def test_the_address_is_one_that_can_be_opened() -> None:
    assert address("0.0.0.0", 8501) == "http://127.0.0.1:8501"
    assert address("::1", 8502) == "http://[::1]:8502"


def test_the_browser_is_left_closed_when_asked() -> None:
    assert "--server.headless=false" in arguments(8501, "127.0.0.1", browser=True)
