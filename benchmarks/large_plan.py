"""Loads, corrects and removes one plan of 60,000 mentions, each in one transaction, under the embedded server's own caps.

    nice -n 10 .venv/bin/python benchmarks/large_plan.py [MENTIONS]

A corrected text has one character more, in its middle or at its beginning: every span behind it moves, so that half
or all of the relations are rewritten, the most a reload can be asked to do. Prints seconds, the most memory the
transaction held (as the server counts it), and the server's and this process's resident memory; counts are compared
after each step. A step that does not fit must be refused and leave the counts as they were.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import neo4j
import psutil

from graph_builder.errors import StoreError
from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.ids import make_id
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer
from graph_builder.stores.embedded.config import heap
from graph_builder.stores.loader import load, remove

ACTIONS, MENTIONS = 5, 8  # a task, an action
BODIES = 4000
MEGABYTE = 1 << 20


def large_plan(mentions: int, corrected: float | None = None) -> PlanGraph:
    """A plan of so many mentions: tasks of five actions, each of which names eight of 4,000 bodies.

    ``corrected`` is where a character is put in, as a part of the whole: 0 moves every span, 0.5 half of them.
    """
    region, title = "长泽市", "长泽市2026年工作计划"
    plan_id = make_id("Plan", region, title, 2026)
    nodes, relations = [], []

    def relate(kind: str, start_id: str, end_id: str, start: int, end: int, **facts: object) -> None:
        identity = make_id(kind, plan_id, kind, start, end, start_id, end_id)
        spans = {"plan_id": plan_id, "source": "text", "confidence": 1.0, "start": start, "end": end}
        relations.append(Relation(identity, kind, start_id, end_id, {**spans, **facts}))

    bodies = [f"长泽市第{number}工作局" for number in range(BODIES)]
    ids = [make_id("Institution", "Institution", region, name) for name in bodies]
    pieces, at = [f"{title}\n"], len(title) + 1
    tasks = -(-mentions // (ACTIONS * MENTIONS))
    for number in range(tasks):
        if corrected is not None and number == int(corrected * tasks):
            pieces.append("\n")
            at += 1
        head = f"完成第{number}项任务"
        task, task_start = make_id("Task", plan_id, number), at
        pieces.append(head + "\n")
        at += len(head) + 1
        for step in range(ACTIONS):
            action, start = make_id("Action", plan_id, number, step), at
            for place in range(MENTIONS):
                body = (number * 31 + step * 7 + place * 501) % BODIES
                words = f"会同{bodies[body]}，"
                relate("MENTIONS", action, ids[body], at + 2, at + len(words) - 1, evidence=bodies[body])
                pieces.append(words)
                at += len(words)
            pieces.append("按时办结。\n")
            at += 6
            nodes.append(Node(action, "Action", f"会同{bodies[body]}"[:40], {"start": start, "end": at - 1}))
            relate("HAS_ACTION", task, action, start, start + 2, order=step, evidence="会同")
        nodes.append(Node(task, "Task", head, {"start": task_start, "end": at - 1}))
        relate("HAS_TASK", plan_id, task, task_start, task_start + len(head), order=number, evidence=head)
    text = "".join(pieces)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = {"document_id": plan_id, "text": text, "title": title, "text_sha256": digest}
    plan = PlanGraph(document)
    plan.add_node(Node(plan_id, "Plan", title, {"year": 2026, "region": region, "text_sha256": digest}))
    for node in nodes:
        plan.add_node(node)
    for identity, name in zip(ids, bodies, strict=True):
        plan.add_node(Node(identity, "Institution", name, {"scope": region}))
    for relation in relations:
        plan.add_relation(relation)
    return plan


class Watch:
    """The most memory seen while some work ran, in megabytes: transaction, server, this process."""

    def __init__(self, driver: neo4j.Driver, server: psutil.Process) -> None:
        self._driver, self._server = driver, server
        self.transaction = self.resident = self.own = 0.0

    def run(self, work: Callable[[], object]) -> float:
        """Do the work and return its seconds."""
        done = Event()
        watcher = Thread(target=self._look, args=(done,))
        watcher.start()
        begun = time.perf_counter()
        try:
            work()
            return time.perf_counter() - begun
        finally:
            done.set()
            watcher.join()

    def _look(self, done: Event) -> None:
        self.transaction = self.resident = self.own = 0.0
        query = "SHOW TRANSACTIONS YIELD estimatedUsedHeapMemory AS bytes RETURN max(bytes) AS bytes"
        while not done.wait(0.3):
            held = self._driver.execute_query(query).records[0]["bytes"] or 0
            self.transaction = max(self.transaction, held / MEGABYTE)
            self.resident = max(self.resident, self._server.memory_info().rss / MEGABYTE)
            self.own = max(self.own, psutil.Process().memory_info().rss / MEGABYTE)


def counts(driver: neo4j.Driver) -> tuple[int, int]:
    """Nodes and relations of the store."""
    nodes = driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]
    return nodes, driver.execute_query("MATCH ()-[r]->() RETURN count(r) AS n").records[0]["n"]


def main(mentions: int = 60_000) -> None:
    """Print a line a step."""
    first, half, every = (large_plan(mentions, corrected) for corrected in (None, 0.5, 0.0))
    size = (first.graph.number_of_nodes(), first.graph.number_of_edges())
    print(f"{size[0]:,} nodes, {size[1]:,} relations, heap {heap()} MB")
    print("| step | seconds | transaction MB | server MB | loader MB |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder))
        try:
            with connect(server.start()) as driver:
                watch = Watch(driver, psutil.Process(server.status().pid))
                steps: list[tuple[str, Callable[[], object], tuple[int, int]]] = [
                    ("load", lambda: load(first, driver), size),
                    ("load again, unchanged", lambda: load(first, driver), size),
                    ("reload, half of the spans moved", lambda: load(half, driver), size),
                    ("reload, back again", lambda: load(first, driver), size),
                    ("reload, every span moved", lambda: load(every, driver), size),
                    ("removal", lambda: remove(first.document_id, driver), (0, 0)),
                ]
                for name, work, after in steps:
                    try:
                        seconds = watch.run(work)
                    except StoreError as error:
                        name, seconds = f"{name}: refused ({error})", 0.0
                    assert counts(driver) == after, (name, counts(driver), after)
                    print(
                        f"| {name} | {seconds:.1f} | {watch.transaction:.0f} | {watch.resident:.0f} | {watch.own:.0f} |"
                    )
        finally:
            server.stop()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
