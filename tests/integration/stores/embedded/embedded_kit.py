"""What the tests of the embedded server share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import neo4j
import psutil

from graph_builder.stores.embedded import Address
from graph_builder.stores.embedded.java import SERVER

START = "from graph_builder.stores.embedded import EmbeddedServer; print(EmbeddedServer().start().uri)"


def servers_below(folder: Path) -> list[psutil.Process]:
    """Every live server process whose home lies below `folder`."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            alive = process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            continue
        if alive and SERVER in command and any(f"--home-dir={folder}" in part for part in command):
            found.append(process)
    return found


def run(address: Address, query: str, **parameters: object) -> list[neo4j.Record]:
    """Run a query at `address` and return its records."""
    with neo4j.GraphDatabase.driver(
        address.uri, auth=(address.username, address.password), max_transaction_retry_time=0
    ) as driver:
        return driver.execute_query(query, parameters).records  # type: ignore[arg-type]


def python(
    code: str, env: dict[str, str] | None = None, unset: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """Run code in a Python of its own, as a command would, with `env` set and `unset` removed.

    SIGINT reaches it even where the tests run in the background of a shell, which ignores SIGINT for its children.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**inherited, "PYTHONPATH": os.pathsep.join(sys.path), **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
