"""One process at a time starts, stops, saves or restores the server."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator

import psutil
from filelock import FileLock, Timeout

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.places import Places, plain_errors

PATIENCE = 1800.0  # seconds for the work of another process: the first start downloads 128 MB


@contextlib.contextmanager
def exclusive(places: Places) -> Iterator[None]:
    """Hold the home's lock. Makes the home folder first, private to its owner.

    Raises StoreError when the folder cannot be written, or when the holder is suspended or never ends.
    """
    with plain_errors("use the data folder", places.home, "PLANATLAS_HOME"):
        places.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(places.lock)
        _acquire(lock, places)
    try:
        with contextlib.suppress(OSError):
            places.holder.write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            places.holder.unlink()
        lock.release()


def _acquire(lock: FileLock, places: Places) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            lock.acquire(timeout=1.0)
            return
        except Timeout:
            holder = _holder(places)
            if holder and holder.status() == psutil.STATUS_STOPPED:
                raise StoreError(
                    f"Process {holder.pid} is starting or stopping the Neo4j server in {places.home} but is"
                    f" suspended. Resume it (kill -CONT {holder.pid}) or end it (kill -9 {holder.pid}),"
                    " then try again."
                ) from None
            if time.monotonic() > end:
                who = f"Process {holder.pid}" if holder else "Another process"
                raise StoreError(
                    f"{who} has held {places.lock} for half an hour. End it, then try again."
                ) from None


def _holder(places: Places) -> psutil.Process | None:
    try:
        return psutil.Process(int(json.loads(places.holder.read_text(encoding="utf-8"))["pid"]))
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None
