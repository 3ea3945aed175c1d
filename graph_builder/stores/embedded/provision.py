"""Makes sure the server's jars are there, whole and right, and says in which folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock, Timeout

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.download import Downloader
from graph_builder.stores.embedded.lockfile import Jar, locked_jars, server_version
from graph_builder.stores.embedded.places import cache_folder, plain_errors

WAIT = 1800.0  # seconds for another process's download


def provision() -> Path:
    """The folder with every jar of the lock file, each digest checked; fetched where missing.

    The jars lie in the user's cache (`PLANATLAS_CACHE`), shared by all data folders. `PLANATLAS_JARS`, a
    folder of jars or a copy of a Maven repository, stands in for the network. Raises StoreError.
    """
    jars = locked_jars()
    offline = os.environ.get("PLANATLAS_JARS")
    folder = Path(offline).expanduser().resolve() if offline else None
    if folder and not _missing(jars, folder):
        return folder
    cache = cache_folder() / f"neo4j-{server_version()}"
    if not _missing(jars, cache):
        return cache
    with plain_errors("keep the Neo4j server in the cache", cache, "PLANATLAS_CACHE"):
        cache.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(cache / ".lock", timeout=WAIT):
                _fill(cache, _missing(jars, cache), folder)
        except Timeout as error:
            raise StoreError(
                f"Another process has been fetching the Neo4j server into {cache} for half an hour."
                " End it, or set PLANATLAS_CACHE to another folder, and try again."
            ) from error
    return cache


def _fill(cache: Path, missing: list[Jar], folder: Path | None) -> None:
    if folder is None:
        need = sum(jar.size for jar in missing)
        if shutil.disk_usage(cache).free < need:
            raise StoreError(
                f"Cannot fetch the Neo4j server: the disk that holds {cache} is full."
                f" Free {need / 1e6:.0f} MB, or set PLANATLAS_CACHE to a folder on another disk."
            )
        Downloader(maven_repository(), cache).fetch_all(missing)
        return
    absent = [jar.name for jar in missing if not _copied(jar, folder, cache)]
    if absent:
        more = f" and {len(absent) - 1} more" if len(absent) > 1 else ""
        raise StoreError(
            f"PLANATLAS_JARS={folder} lacks {absent[0]}{more}, or they differ from server.lock."
            f" Copy the folder neo4j-{server_version()} from the cache of a machine where PlanAtlas has run,"
            " or unset PLANATLAS_JARS to download."
        )


def _copied(jar: Jar, folder: Path, cache: Path) -> bool:
    for source in (folder / jar.name, folder / jar.path):
        if jar.is_whole(source):
            part = cache / f"{jar.name}.part"
            shutil.copyfile(source, part)
            part.replace(cache / jar.name)
            return True
    return False


def _missing(jars: Iterable[Jar], folder: Path) -> list[Jar]:
    return [jar for jar in jars if not jar.is_whole(folder / jar.name)]


def maven_repository() -> str:
    """The address of the Maven repository: `PLANATLAS_MAVEN`, else Maven Central as `jgo` knows it."""
    if chosen := os.environ.get("PLANATLAS_MAVEN"):
        return chosen
    from jgo.constants import MAVEN_CENTRAL_URL

    return str(MAVEN_CENTRAL_URL)
