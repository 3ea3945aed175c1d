"""The list of jars that make the embedded server, as `tools/lock_server.py` wrote it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class Jar:
    """One jar: where a Maven repository keeps it, its bytes and its SHA-256 in hex digits."""

    path: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file name; no two jars share one."""
        return self.path.rpartition("/")[2]

    def is_whole(self, file: Path) -> bool:
        """Whether `file` exists and is this jar, byte for byte. An unreadable file counts as missing."""
        try:
            if file.stat().st_size != self.size:
                return False
            with file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


@cache
def locked_jars() -> tuple[Jar, ...]:
    """Every jar of the server."""
    return tuple(_jar(*line.split("\t")) for line in _lines())


@cache
def server_version() -> str:
    """The Neo4j version the lock file holds, such as 5.26.30."""
    rows = (line.split("\t") for line in _lines())
    return next(row[2] for row in rows if row[:2] == ["org.neo4j", "neo4j"])


def _lines() -> list[str]:
    return files(__package__).joinpath("server.lock").read_text(encoding="utf-8").splitlines()


def _jar(group: str, artifact: str, version: str, size: str, sha256: str) -> Jar:
    artifact, _, classifier = artifact.partition(":")
    name = f"{artifact}-{version}-{classifier}.jar" if classifier else f"{artifact}-{version}.jar"
    return Jar("/".join([*group.split("."), artifact, version, name]), int(size), sha256)
