"""What callers learn about a server: where it is, and how it is."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal

State = Literal["running", "starting", "suspended", "stopped"]


@dataclass(frozen=True)
class Address:
    """Where a Neo4j server listens and who may enter. The password never shows in a repr, hence in no log."""

    uri: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class ServerStatus:
    """The embedded server as `planatlas db status` tells it.

    `uri` and `pid` are None when it is stopped; `starting` also stands for a server too busy to answer.
    """

    state: State
    uri: str | None
    username: str
    password_file: Path
    pid: int | None
    home: Path
    log: Path
    version: str

    def as_dict(self) -> dict[str, str | int | None]:
        """The same as plain values, for JSON: paths as text, in the order they are read."""
        return {
            name: str(value) if isinstance(value, Path) else value
            for name, value in ((field.name, getattr(self, field.name)) for field in fields(self))
        }
