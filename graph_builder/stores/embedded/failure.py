"""Says in one line why the server did not start, from what it wrote on its way."""

from __future__ import annotations

from pathlib import Path

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.places import Places

TAIL = 65536  # bytes
_NOISE = ("at ", "...", "Suppressed:", "Caused by: java.lang.reflect")


class PortTaken(Exception):
    """Another program took the port between our choice and the server's bind."""


class DamagedLog(Exception):
    """The transaction log ends in the middle of a transaction, as a full disk leaves it."""


FULL = ("No space left on device", "Disk quota exceeded")
DAMAGED = (
    "Unreadable bytes are encountered after last readable position",
    "Unable to retrieve last append index",
    "'org.neo4j.kernel.recovery.TransactionLogsRecovery",
)
FATAL = (*FULL, "Failed to start DatabaseId{", "Address already in use")


class LogMarks:
    """How long the logs were before the start, so that only this start's lines are read."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.sizes = {path: _size(path) for path in (places.log, places.log.with_name("debug.log"))}
        self.sizes[places.console] = 0

    def text(self) -> str:
        """What this start wrote, at most the last 64 KB of each log."""
        return "\n".join(_read(path, mark) for path, mark in self.sizes.items())

    def fatal(self) -> bool:
        """Whether the server wrote that it will never be ready; it does not always end then."""
        text = self.text()
        return any(sign in text for sign in FATAL)

    def last_line(self) -> str:
        """The last telling line."""
        for path in (self.places.console, self.places.log):
            lines = [line.strip() for line in _read(path, self.sizes[path]).splitlines()]
            telling = [line for line in lines if line and not line.startswith(_NOISE)]
            errors = [line for line in telling if "ERROR" in line or "Error" in line or "Exception" in line]
            if found := errors or telling:
                return found[-1][:300]
        return "it wrote nothing"


def explain(marks: LogMarks, how: str) -> Exception:
    """The error for a server that `how` ("ended", …): PortTaken, DamagedLog or a StoreError of one line."""
    text, places = marks.text(), marks.places
    if "Address already in use" in text:
        return PortTaken()
    if any(sign in text for sign in FULL):
        return StoreError(
            f"The Neo4j server {how}: the disk that holds {places.home} is full."
            " Free about 500 MB there, or set PLANATLAS_HOME to a folder on another disk."
        )
    if "Failed to start DatabaseId{" in text and any(sign in text for sign in DAMAGED):
        return DamagedLog()
    if "Lock file has been locked" in text or "FileLockException" in text or "OverlappingFileLock" in text:
        return StoreError(
            f"The Neo4j server {how}: the store in {places.data} is in use by another process that is not"
            " visible here (another container or machine). Stop that one, or set PLANATLAS_HOME elsewhere."
        )
    if "Could not reserve enough space" in text or "Cannot allocate memory" in text:
        return StoreError(f"The Neo4j server {how}: too little free memory (700 MB are needed).")
    return StoreError(f"The Neo4j server {how}: {marks.last_line()} (log: {places.log})")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read(path: Path, mark: int) -> str:
    try:
        with path.open("rb") as file:
            end = file.seek(0, 2)
            file.seek(max(mark if mark <= end else 0, end - TAIL))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
