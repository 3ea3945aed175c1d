"""Finds the server's process again, and never mistakes another program for it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass

import psutil

from graph_builder.stores.embedded.config import configured_port
from graph_builder.stores.embedded.java import SERVER
from graph_builder.stores.embedded.places import Places

# Kept, so that the servers this process started are reaped when they end.
_children: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True)
class Server:
    """A live server process and the port it was told to listen on."""

    process: psutil.Process
    port: int

    @property
    def pid(self) -> int:
        """The process id."""
        return int(self.process.pid)

    def is_alive(self) -> bool:
        """Whether the process still runs (one that ended but was not reaped does not)."""
        if child := _children.get(self.pid):
            return child.poll() is None
        return _status(self.process) not in (None, psutil.STATUS_ZOMBIE)

    def end(self, timeout: float) -> bool:
        """Ask the process to end, resuming it where it is suspended. False when it has not after `timeout` s."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.terminate()
            if hasattr(signal, "SIGCONT"):
                self.process.send_signal(signal.SIGCONT)
        limit = time.monotonic() + timeout
        while self.is_alive():
            if time.monotonic() > limit:
                return False
            time.sleep(0.05)
        return True

    def kill(self) -> None:
        """End the process at once; what was committed is recovered at the next start."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.kill()
        limit = time.monotonic() + 30.0  # a process that hangs in the kernel (a dead network disk) may stay
        while self.is_alive() and time.monotonic() < limit:
            time.sleep(0.01)

    def is_suspended(self) -> bool:
        """Whether somebody stopped the process (SIGSTOP, a debugger)."""
        return _status(self.process) in (psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP)


def remember(places: Places, child: subprocess.Popen[bytes], port: int) -> Server:
    """Write the state file of a server just started. Raises OSError."""
    _children[child.pid] = child
    process = psutil.Process(child.pid)
    record = {"pid": child.pid, "created": process.create_time(), "port": port}
    temporary = places.state.with_suffix(".tmp")
    temporary.write_text(json.dumps(record), encoding="utf-8")
    temporary.replace(places.state)
    return Server(process, port)


def forget(places: Places) -> None:
    """Remove the state file."""
    with contextlib.suppress(OSError):
        places.state.unlink(missing_ok=True)


def find_server(places: Places) -> Server | None:
    """The live server of this home, by the state file, else by looking at all processes.

    A process counts only if its command line is our server's with this home, so an id that now belongs to
    another program is left alone.
    """
    try:
        record = json.loads(places.state.read_text(encoding="utf-8"))
        server = Server(psutil.Process(int(record["pid"])), int(record["port"]))
        if _serves(server.process, places) and server.is_alive():
            return server
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        pass
    for process in psutil.process_iter() if places.data.exists() else ():
        if _serves(process, places):
            server = Server(process, _listening(process) or configured_port(places) or 0)
            if server.is_alive():
                return server
    return None


def _listening(process: psutil.Process) -> int | None:
    """The port the process listens on; None while it does not yet, or where we may not look."""
    try:
        connections = process.net_connections(kind="tcp")
    except (psutil.Error, OSError):
        return None
    return next((c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN), None)


def _serves(process: psutil.Process, places: Places) -> bool:
    try:
        command = process.cmdline()
    except (psutil.Error, OSError):
        return False
    return SERVER in command and f"--home-dir={os.fspath(places.home)}" in command


def _status(process: psutil.Process) -> str | None:
    try:
        return str(process.status()) if process.is_running() else None
    except psutil.Error:
        return None
