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
    port = port or _free_port(host)
    if not _is_free(host, port):
        raise PlanAtlasError(
            f"Port {port} of {host} is taken by another program. Choose another with --port N, or leave"
            " --port out to get a free one."
        )
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


def _free_port(host: str) -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(host, port):
            return port
    last = FIRST_PORT + PORTS_TRIED - 1
    raise PlanAtlasError(f"No port from {FIRST_PORT} to {last} of {host} is free. Choose one with --port N.")


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
