"""Starts the explorer: this process becomes Streamlit, so no child is orphaned when it is stopped."""

import errno
import os
import socket
import sys

from graph_builder.errors import PlanAtlasError
from graph_builder.resources import resource

FIRST_PORT = 8501
PORTS_TRIED = 100


def explore(port: int | None = None, host: str = "127.0.0.1", browser: bool = True) -> None:
    """Become the explorer at ``http://host:port`` (the first free port from 8501 on); never returns.

    Raises PlanAtlasError when the port is taken, the host is not this machine's, or no port is free.
    """
    port, guard = (port, _claim(host, port)) if port else _free_port(host)
    if guard is None:
        raise PlanAtlasError(
            f"Port {port} of {host} is taken by another program. Choose another with --port N, or leave"
            " --port out to get a free one."
        )
    # It outlives this program: Streamlit, which this process becomes, binds the port only seconds later.
    guard.set_inheritable(True)
    print(f"PlanAtlas explorer: {address(host, port)}", file=sys.stderr, flush=True)
    os.execv(sys.executable, [sys.executable, *arguments(port, host, browser)])  # noqa: S606


def arguments(port: int, host: str, browser: bool) -> list[str]:
    """What Python is started with. Theme and privacy settings lie beside the app, in ``.streamlit/config.toml``."""
    app = resource("explorer", "server.py")
    return [
        *("-m", "streamlit", "run", str(app)),
        f"--server.port={port}",
        f"--server.address={host}",
        f"--server.headless={'false' if browser else 'true'}",
    ]


def address(host: str, port: int) -> str:
    """The URL to open: an address that stands for all interfaces is shown as this machine's own."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _free_port(host: str) -> tuple[int, socket.socket]:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        guard = _claim(host, port)
        if guard:
            return port, guard
    last = FIRST_PORT + PORTS_TRIED - 1
    raise PlanAtlasError(f"No port from {FIRST_PORT} to {last} of {host} is free. Choose one with --port N.")


def _claim(host: str, port: int) -> socket.socket | None:
    """Keep other explorers off a free port while Streamlit starts; None when the port is taken.

    Of two explorers that start at once only one gets the UDP port of the same number: no file is left behind, and
    the system lets go of it when the process ends.
    """
    if not _is_free(host, port):
        return None
    family, _, _, _, target = socket.getaddrinfo(host or None, port, type=socket.SOCK_DGRAM)[0]
    guard = socket.socket(family, socket.SOCK_DGRAM)
    try:
        guard.bind(target)
    except OSError:
        guard.close()
        return None
    return guard


def _is_free(host: str, port: int) -> bool:
    """Whether the port can be bound alone: Streamlit itself would share it with another app in silence."""
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise PlanAtlasError(f"{host} is no address of this machine: {error}") from error
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":
            # A port whose last connections are just closing is free; one that somebody listens on is not.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(target)
            probe.listen(1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EADDRNOTAVAIL):
                raise PlanAtlasError(
                    f"{host} is no address of this machine, or {port} is not allowed: {error}"
                ) from error
            return False
    return True
