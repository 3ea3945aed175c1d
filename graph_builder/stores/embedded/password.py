"""The password of the embedded server: made once, kept in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
import string
import subprocess
from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.java import run_admin
from graph_builder.stores.embedded.places import Places

USERNAME = "neo4j"
LENGTH = 32
_ALPHABET = string.ascii_letters + string.digits


def read_password(places: Places) -> str:
    """The server's password. Raises StoreError when its file is gone or unreadable."""
    try:
        password = places.password.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise StoreError(
            f"Cannot read the Neo4j password in {places.password}. Put the file back, or move {places.home}"
            " away to begin with an empty store."
        ) from error
    return password


def prepare_password(places: Places, jars: Path) -> None:
    """Before the first start: make the password and tell it to the store. Raises StoreError and OSError.

    A start that was cut between the two steps is made good: the password stays, the store is told again.
    """
    if (places.data / "databases" / "system").exists():
        read_password(places)
        return
    if not places.password.exists():
        _write_private(places.password, "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH)))
    try:
        done = run_admin(places, jars, ["dbms", "set-initial-password", read_password(places)], timeout=120.0)
    except subprocess.TimeoutExpired as error:
        raise StoreError("neo4j-admin did not set the password in 120 seconds; try again.") from error
    if done.returncode:
        raise StoreError(
            f"neo4j-admin could not set the password ({_last_line(done.stderr)}). Look into {places.home}."
        )


def _write_private(path: Path, content: str) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content + "\n")
    temporary.replace(path)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
