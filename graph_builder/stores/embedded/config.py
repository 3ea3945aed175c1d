"""The settings of the embedded server, and the port it listens on."""

from __future__ import annotations

import os
import re
import socket

from graph_builder.errors import StoreError
from graph_builder.stores.embedded.places import Places

HOST = "127.0.0.1"
HEAP = 512  # megabytes
_LISTEN = "server.bolt.listen_address"

SETTINGS = {
    # Nobody but this machine's users, and only through Bolt with the password.
    "server.default_listen_address": HOST,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    # No query reads a file of this machine.
    "dbms.security.allow_csv_import_from_file_urls": "false",
    # Nothing is reported to anyone.
    "dbms.usage_report.enabled": "false",
    "server.bolt.telemetry.enabled": "false",
    # A client learns within 20 seconds that its question will never be answered, not within 120.
    "server.bolt.connection_keep_alive": "10s",
    # A runaway query ends; a greedy one fails alone (the memory caps follow the heap, see write_config).
    "db.transaction.timeout": "10m",
    "server.memory.pagecache.size": "128m",
    # A plan serves lists of every length: else each order of magnitude is planned anew, half a second the first time.
    "internal.cypher.use_parameter_size": "false",
    # Half a gigabyte of empty transaction log is not what a laptop wants.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "64m",
    "db.tx_log.rotation.retention_policy": "256M size",
    # Without the quiet period the process ends one second after SIGTERM instead of ten.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "server.config.strict_validation.enabled": "true",
}


def write_config(places: Places, port: int, salvage: bool = False) -> None:
    """Write conf/neo4j.conf for a server on `port`. Raises OSError, and StoreError for a wrong PLANATLAS_HEAP.

    `salvage` lets a store start whose transaction log ends in the middle of a transaction, by dropping that end.
    """
    address = f"{HOST}:{port}"
    settings = {**SETTINGS, _LISTEN: address, "server.bolt.advertised_address": address}
    # Measured (benchmarks/large_plan.py): with three quarters of the heap one transaction loads a plan of 60,000
    # mentions (380 MB), moves half of its spans (212) or removes it (332); to move every span takes 403, which is
    # refused. The rest is enough for the server itself. Without caps the heap runs out in the middle of a commit,
    # which breaks the store.
    settings["db.memory.transaction.max"] = f"{transaction_memory()}m"
    settings["dbms.memory.transaction.total.max"] = f"{heap() * 4 // 5}m"
    if salvage:
        settings["internal.dbms.tx_log.fail_on_corrupted_log_files"] = "false"
    lines = ["# Written by PlanAtlas at each start: changes here are lost."]
    lines += [f"{name}={value}" for name, value in settings.items()]
    places.config.parent.mkdir(parents=True, exist_ok=True)
    places.config.write_text("\n".join(lines) + "\n", encoding="utf-8")


def heap() -> int:
    """Megabytes of the server's heap: `PLANATLAS_HEAP`, else 512. Raises StoreError for what is no such number."""
    chosen = os.environ.get("PLANATLAS_HEAP", "").strip() or str(HEAP)
    if not chosen.isascii() or not chosen.isdigit() or not 384 <= int(chosen) <= 65536:
        raise StoreError(
            f"PLANATLAS_HEAP={chosen} is no heap size: give megabytes from 384 to 65536, such as 1024."
        )
    return int(chosen)


def transaction_memory() -> int:
    """Megabytes that one transaction, so one query, may use."""
    return heap() * 3 // 4


def configured_port(places: Places) -> int | None:
    """The port of the last start, or None before the first."""
    try:
        text = places.config.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = re.search(rf"^{re.escape(_LISTEN)}=.*:(\d{{1,5}})$", text, re.MULTILINE)
    return int(found[1]) if found else None


def choose_port(preferred: int | None) -> int:
    """A free loopback port: `preferred` where nobody took it, so that saved addresses keep working."""
    for port in [preferred, 0] if preferred else [0]:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # on Windows this option would share the port with its owner
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            chosen: int = probe.getsockname()[1]
            return chosen
    raise OSError(f"no free port on {HOST}")
