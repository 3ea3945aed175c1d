"""Fetches jars from a Maven repository: in parallel, resumed where cut, each digest checked."""

from __future__ import annotations

import os
import shutil
import ssl
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter
from tqdm import tqdm

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.lockfile import Jar

THREADS = 12
ATTEMPTS = 4
TIMEOUT = (10.0, 30.0)  # seconds to connect, seconds between two pieces
PIECE = 1 << 16  # bytes


class Cut(Exception):
    """A download that failed in a way that may pass: another attempt goes on where it stopped."""


class _SystemTrust(HTTPAdapter):
    """Trusts whom the machine trusts (and SSL_CERT_FILE), as company proxies need."""

    def __init__(self) -> None:
        self.context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if extra := os.environ.get("SSL_CERT_FILE"):
            self.context.load_verify_locations(extra)
        super().__init__(pool_connections=THREADS, pool_maxsize=THREADS)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self.context)

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=self.context)


class Downloader:
    """One round of downloads from `base`, the repository's address, into `folder`."""

    def __init__(self, base: str, folder: Path) -> None:
        self.base = base.rstrip("/")
        self.folder = folder
        self.session = requests.Session()  # proxies come from the environment
        self.session.mount("https://", _SystemTrust())
        self.session.mount("http://", HTTPAdapter(pool_connections=THREADS, pool_maxsize=THREADS))
        self.stopped = threading.Event()
        self.reached = threading.Event()

    def fetch_all(self, jars: Sequence[Jar]) -> None:
        """Fetch every jar. Raises StoreError (repository, digest) or OSError (folder)."""
        total = sum(jar.size for jar in jars)
        bar = tqdm(
            total=total,
            unit="B",
            unit_scale=True,
            desc="Neo4j server",
            disable=not sys.stderr.isatty(),
            ncols=min(100, shutil.get_terminal_size().columns),
            nrows=20,  # a terminal that tells no size would hide the bar
            file=sys.stderr,
        )
        with bar, self.session, ThreadPoolExecutor(THREADS, "planatlas-download") as pool:
            largest_first = sorted(jars, key=lambda jar: -jar.size)
            waiting = [pool.submit(self._fetch, jar, bar.update) for jar in largest_first]
            try:
                for future in as_completed(waiting):
                    future.result()
            except BaseException:
                self.stopped.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _fetch(self, jar: Jar, progress: Callable[[int], object]) -> None:
        part = self.folder / f"{jar.name}.part"
        wrong = 0
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._receive(jar, part, progress)
            except Cut as cut:
                if attempt == ATTEMPTS or (not self.reached.is_set() and attempt == 2):
                    raise StoreError(unreachable(self.base, str(cut))) from cut
                self.stopped.wait(0.5 * attempt)
                continue
            if jar.is_whole(part):
                part.replace(self.folder / jar.name)
                return
            progress(-part.stat().st_size)
            part.unlink()
            wrong += 1
            if wrong == 2:  # once may be the leftover of an older, cut download
                break
        raise StoreError(
            f"Refused {jar.name} from {self.base}: its SHA-256 is not the one in server.lock."
            " Something on the way changes downloads; set PLANATLAS_MAVEN to another Maven repository,"
            " or PLANATLAS_JARS to a folder with the right jars."
        )

    def _receive(self, jar: Jar, part: Path, progress: Callable[[int], object]) -> None:
        """Bring `part` to the jar's size, going on where an earlier attempt stopped."""
        have = part.stat().st_size if part.exists() else 0
        if have >= jar.size:
            part.unlink()
            have = 0
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        try:
            with self.session.get(
                f"{self.base}/{jar.path}", headers=headers, stream=True, timeout=TIMEOUT
            ) as answer:
                if answer.status_code not in (200, 206):
                    raise Cut(f"status {answer.status_code} for {jar.name}")
                self.reached.set()
                resumed = answer.status_code == 206
                progress(have if resumed else 0)
                received = have if resumed else 0
                with part.open("ab" if resumed else "wb") as file:
                    for piece in answer.iter_content(PIECE):
                        if self.stopped.is_set():
                            return
                        received += len(piece)
                        if received > jar.size:
                            break
                        file.write(piece)
                        progress(len(piece))
        except requests.RequestException as error:
            raise Cut(_reason(error)) from error
        if received < jar.size:
            raise Cut(f"{jar.name} ended after {received} of {jar.size} bytes")


def unreachable(base: str, reason: str) -> str:
    """The one line for a repository that cannot be reached, and the three ways round it."""
    return (
        f"Cannot fetch the Neo4j server from {base}: {reason}."
        " Connect to the network (proxies come from HTTPS_PROXY), set PLANATLAS_MAVEN to a Maven repository"
        " within reach, PLANATLAS_JARS to a folder with its jars, or NEO4J_URI to use a running Neo4j server."
    )


def _reason(error: BaseException) -> str:
    """The innermost cause of a requests error, in a few words."""
    text = " ".join(str(error).split())
    for sign, words in {
        "CERTIFICATE_VERIFY_FAILED": "its certificate is not trusted (set SSL_CERT_FILE to your authority's)",
        "Failed to resolve": "its name cannot be resolved (no network?)",
        "Name or service not known": "its name cannot be resolved (no network?)",
        "Network is unreachable": "the network is unreachable",
        "Connection refused": "the connection was refused",
        "Invalid URL": "the address is no URL",
        "ProxyError": "the proxy refused",
        "timed out": "no answer in time",
    }.items():
        if sign in text or sign in type(error).__name__:
            return words
    return text[:160]
