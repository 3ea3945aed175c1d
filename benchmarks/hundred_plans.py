"""One plan and a hundred in one store: seconds to load, reload and remove, and of every saved query.

    .venv/bin/python benchmarks/hundred_plans.py ../shared/corpus/local [COUNT]

Reads COUNT (100) documents of the folder, spread over its names, and the seed plan, on an embedded server of its own.
Extraction is not counted. Queries ask for the best connected names, RUNS times each: least and median, and rows.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neo4j

from graph_builder.documents import read
from graph_builder.errors import PlanAtlasError
from graph_builder.extraction import extract
from graph_builder.graph import PlanGraph
from graph_builder.resources import data_path
from graph_builder.saved_queries import ask, load_queries
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.loader import load, remove
from graph_builder.stores.reader import Reader

RUNS = 5
_BUSIEST = "MATCH (n:{label})--() RETURN n.name AS name, count(*) AS links ORDER BY links DESC, name LIMIT 2"


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def values(driver: neo4j.Driver, plan: PlanGraph) -> dict[str, Any]:
    """What the queries ask for, by parameter: names of many links, the seed plan, one of its relations."""

    def busiest(label: str) -> list[str]:
        found = driver.execute_query(_BUSIEST.format(label=label)).records  # type: ignore[arg-type]
        return [str(record["name"]) for record in found]

    source, target = busiest("Institution")
    return {
        "name": source, "source": source, "target": target, "area": busiest("Area")[0], "text": "项目",
        "title": busiest("Task")[0], "section": busiest("Section")[0], "before": "2030-12-31",
        "id": next(plan.relations("MENTIONS")).id,
    }  # fmt: skip


def main(folder: Path, count: int) -> None:
    """Print both tables."""
    files = sorted(folder.glob("*.txt"))
    plans: list[PlanGraph] = []
    for path in files[:: max(1, len(files) // count)][:count]:
        try:
            plans.append(extract(read(path)))
        except PlanAtlasError as error:
            print(error)
    seed = extract(read(data_path("seed/wuchang-2024.txt")))
    size = sum(plan.graph.number_of_nodes() + plan.graph.number_of_edges() for plan in plans)
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedServer(Path(home))
        try:
            with connect(server.start()) as driver:
                load(seed, driver)  # the first load plans the server's statements
                for name, some in (("the seed", [seed]), (f"{len(plans)} plans", plans)):
                    for plan in some:
                        load(plan, driver)
                    reload = seconds(lambda some=some: [load(plan, driver) for plan in some])
                    removal = seconds(lambda some=some: [remove(plan.document_id, driver) for plan in some])
                    fresh = seconds(lambda some=some: [load(plan, driver) for plan in some])
                    print(f"{name}: load {fresh:.2f} s, reload {reload:.2f} s, removal {removal:.2f} s")
                print(f"{size:,} nodes and relations")
                reader, asked = Reader(driver), values(driver, seed)
                for query in load_queries().values():
                    given = {key: asked[key] for key in query.parameters if key in asked}
                    titles = {"plan": plans[0].document_id, "other": seed.document_id}
                    given |= {
                        key: titles[key]
                        for key, p in query.parameters.items()
                        if p.required and key in titles
                    }
                    rows = len(ask(query.name, given, reader).rows)
                    taken = [seconds(lambda q=query, g=given: ask(q.name, g, reader)) for _ in range(RUNS)]
                    print(
                        f"{query.name:24} {min(taken) * 1000:7.0f} ms least {statistics.median(taken) * 1000:7.0f} ms median"
                        f" {rows:6} rows"
                    )
        finally:
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
