"""Kills the loader, the server or both at random moments: after restart every plan is whole or absent.

    .venv/bin/python benchmarks/kills.py [COUNT] [SEED]

One plan stays (lake), another (the seed plan) is loaded, loaded again with a corrected text, or removed when the kill
comes. After it the store's digest must be one of the three that are whole: lake alone, lake with the first version, lake
with the second. Runs on an embedded server of its own; prints what was killed in what, and what was found after.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import neo4j

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from invented import lake_plan  # noqa: E402

from graph_builder.documents import read_bytes  # noqa: E402
from graph_builder.extraction import extract  # noqa: E402
from graph_builder.graph import PlanGraph  # noqa: E402
from graph_builder.records import write_lines  # noqa: E402
from graph_builder.resources import data_path  # noqa: E402
from graph_builder.stores.connection import connect  # noqa: E402
from graph_builder.stores.embedded import Address, EmbeddedServer  # noqa: E402
from graph_builder.stores.loader import load, remove  # noqa: E402

#: Loads the plan of a file of JSON lines, or removes it, when its standard input says so.
CHILD = """
import sys
from graph_builder.records import read_lines
from graph_builder.stores.connection import connect
from graph_builder.stores.loader import load, remove
plans = [plan for file in sys.argv[1:] for plan in read_lines(open(file, encoding="utf-8"))]
with connect() as driver:
    print("ready", flush=True)
    what = sys.stdin.readline().strip()
    if what == "remove":
        remove(plans[0].document_id, driver)
    else:
        load(plans[int(what)], driver)
"""
OPERATIONS = {"load": (None, "0"), "reload": (0, "1"), "removal": (0, "remove")}
LONGEST = 1.0  # seconds after the start of the work; a load of the seed takes about 0.3


def versions() -> tuple[PlanGraph, PlanGraph]:
    """The seed plan, and the same plan with a corrected text."""
    text = data_path("seed/wuchang-2024.txt").read_bytes()
    corrected = text.replace("铁四院".encode(), "铁五院".encode())
    return extract(read_bytes(text, "wuchang-2024.txt")), extract(read_bytes(corrected, "wuchang-2024.txt"))


def digest(driver: neo4j.Driver) -> str:
    """SHA-256 over all nodes and relations with their labels, types and properties."""
    found = [
        driver.execute_query(
            f"MATCH {part} RETURN {kind} AS kind, properties(x) AS facts ORDER BY x.id"
        ).records
        for part, kind in (("(x)", "labels(x)"), ("()-[x]->()", "type(x)"))
    ]
    rows = [[(r["kind"], sorted(r["facts"].items())) for r in records] for records in found]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def environment(address: Address) -> dict[str, str]:
    """The environment in which a command finds the server."""
    return {
        **os.environ,
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
    }


def main(count: int, seed: int) -> int:
    """Kill ``count`` times; return 1 when a plan was ever found in parts."""
    chance = random.Random(seed)
    plans = versions()
    found: Counter[tuple[str, str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder))
        try:
            address = server.start()
            files = [Path(folder) / f"version-{number}.jsonl" for number in (1, 2)]
            for file, plan in zip(files, plans, strict=True):
                with file.open("w", encoding="utf-8") as stream:
                    write_lines(plan, stream)
            whole = {}
            with connect(address) as driver:
                load(lake_plan(), driver)
                whole[digest(driver)] = "absent"
                for name, plan in zip(("first version", "second version"), plans, strict=True):
                    load(plan, driver)
                    whole[digest(driver)] = name
            assert len(whole) == 3
            for number in range(1, count + 1):
                operation, victim = (
                    chance.choice(list(OPERATIONS)),
                    chance.choice(("loader", "server", "both")),
                )
                before, word = OPERATIONS[operation]
                with connect(address) as driver:
                    load(plans[before or 0], driver)
                    if before is None:
                        remove(plans[0].document_id, driver)
                child = subprocess.Popen(
                    [sys.executable, "-c", CHILD, *map(str, files)],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                    env=environment(address),
                )  # fmt: skip
                assert child.stdin
                assert child.stdout
                child.stdout.readline()
                child.stdin.write(f"{word}\n")
                child.stdin.flush()
                time.sleep(chance.uniform(0, LONGEST))
                if victim != "server":
                    child.kill()
                if victim != "loader":
                    os.kill(server.status().pid or 0, signal.SIGKILL)
                child.kill()  # a loader whose server is gone tries again for as long as it may
                child.wait()
                address = server.start()
                with connect(address) as driver:
                    state = whole.get(digest(driver), "IN PARTS")
                found[victim, operation, state] += 1
                if state == "IN PARTS" or number % 20 == 0:
                    print(f"{number} kills, last: {victim} in a {operation}: {state}", flush=True)
        finally:
            server.stop()
    for (victim, operation, state), times in sorted(found.items()):
        print(f"{victim:7} killed in a {operation:8} {state:15} {times:4}")
    return int(any(state == "IN PARTS" for *_, state in found))


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [200, 1][len(numbers) :])))
