"""Where the embedded server keeps what: its state, its data, and the jars it is made of."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from graph_builder.errors import StoreError

FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def state_folder() -> Path:
    """`PLANATLAS_HOME`, else the platform's folder for a user's data; absolute, not made yet."""
    return _folder("PLANATLAS_HOME", platformdirs.user_data_dir("planatlas", appauthor=False))


def cache_folder() -> Path:
    """`PLANATLAS_CACHE`, else the platform's folder for what can be fetched again; absolute, not made yet."""
    return _folder("PLANATLAS_CACHE", platformdirs.user_cache_dir("planatlas", appauthor=False))


def _folder(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or default).expanduser().resolve()


@dataclass(frozen=True)
class Places:
    """The files of one server. `home` is Neo4j's own home folder: conf, data and logs lie in it."""

    home: Path

    @property
    def config(self) -> Path:
        """The server's settings, written anew at each start."""
        return self.home / "conf" / "neo4j.conf"

    @property
    def data(self) -> Path:
        """The store itself."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says about its life; details are in debug.log beside it."""
        return self.home / "logs" / "neo4j.log"

    @property
    def console(self) -> Path:
        """What Java itself says, from the last start."""
        return self.home / "logs" / "console.log"

    @property
    def password(self) -> Path:
        """The password, readable by its owner only."""
        return self.home / "password"

    @property
    def state(self) -> Path:
        """Process id, create time and port of the server that was started last."""
        return self.home / "server.json"

    @property
    def restoring(self) -> Path:
        """There while a restored store takes the place of the old one: a start in between would harm both."""
        return self.home / "restoring"

    @property
    def lock(self) -> Path:
        """Held while the server is started, stopped, backed up or restored."""
        return self.home / "server.lock"

    @property
    def holder(self) -> Path:
        """Who holds `lock`."""
        return self.home / "server.lock.json"


@contextmanager
def plain_errors(doing: str, path: Path, variable: str) -> Iterator[None]:
    """Turn an operating system error into one StoreError line that names `path` and the way out.

    `doing` completes "cannot …"; `variable` is the environment variable that moves the folder elsewhere, empty
    for a folder the user named.
    """
    choose = f"set {variable} to" if variable else "choose"
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StoreError(
                f"Cannot {doing}: the disk that holds {path} is full. Free about 500 MB there,"
                f" or {choose} a folder on another disk."
            ) from error
        reason = error.strerror or str(error)
        where = error.filename or path
        raise StoreError(
            f"Cannot {doing}: {reason} ({where}). Make the folder writable, or {choose} another one."
        ) from error
