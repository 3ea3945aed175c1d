"""Synthetic plans for measuring: the seed plan again and again, each with places, bodies and tasks of its own.

Names are alike and nodes are not; only Indicators are shared. They are written many a transaction and not by the loader,
which takes a second for each; in the end the loader is asked, and must find nothing to change.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import neo4j

from graph_builder.graph import PlanGraph
from graph_builder.ids import make_id
from graph_builder.stores import stored
from graph_builder.stores.loader import load

SHARED = "Indicator"
PLANS = 20  # a transaction


def copy_of(plan: PlanGraph, number: int) -> PlanGraph:
    """The plan as another place would have written it: same words, nodes of its own."""
    own = {node.id: make_id(node.label, node.id, number) for node in plan.nodes() if node.label != SHARED}
    title = f"{plan.document['title']}（{number}）"
    copy = PlanGraph({**plan.document, "document_id": own[plan.document_id], "title": title})
    for node in plan.nodes():
        name = title if node.label == "Plan" else node.name
        copy.add_node(replace(node, id=own.get(node.id, node.id), name=name))
    for one in plan.relations():
        ends = {"start_id": own.get(one.start_id, one.start_id), "end_id": own.get(one.end_id, one.end_id)}
        properties = {**one.properties, "plan_id": copy.document_id}
        copy.add_relation(replace(one, id=make_id(one.type, one.id, number), properties=properties, **ends))
    return copy


def fill(seed: PlanGraph, first: int, count: int, driver: neo4j.Driver) -> None:
    """Write the copies ``first`` to ``count - 1`` of a seed plan that is loaded. Raises ValueError where the loader differs."""
    said = defaultdict(list)
    for start in range(first, count, PLANS):
        nodes: dict[str, list[Any]] = defaultdict(list)
        relations: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        for number in range(start, min(start + PLANS, count)):
            plan = copy_of(seed, number)
            for label, rows in stored.own_nodes(plan).items():
                nodes[label] += rows.values()
            for label, lines in stored.shared_nodes(plan).items():
                for key, line in lines.items():
                    if label == SHARED:
                        said[key].append(line)
                    else:
                        nodes[label].append(stored.merged(key, [line]))
            for found in stored.relations(plan).values():
                for one in found.values():
                    ends = [one.start_id, one.end_id, one.properties]
                    relations[one.type, one.start_label, one.end_label].append(ends)
        with driver.session() as session, session.begin_transaction() as transaction:
            for label, rows in nodes.items():
                transaction.run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=rows).consume()
            for (kind, a, b), rows in relations.items():
                transaction.run(
                    f"UNWIND $rows AS row MATCH (a:{a} {{id: row[0]}}) MATCH (b:{b} {{id: row[1]}}) "
                    f"CREATE (a)-[r:{kind}]->(b) SET r = row[2]",
                    rows=rows,
                ).consume()
    find = f"MATCH (n:{SHARED} {{id: $key}})"
    for key, lines in said.items():
        known = driver.execute_query(f"{find} RETURN n.by_plan AS lines", key=key).records[0]["lines"]
        driver.execute_query(f"{find} SET n = $row", key=key, row=stored.merged(key, [*known, *lines]))
    for number in {first, count - 1} if first < count else ():
        if not load(copy_of(seed, number), driver).unchanged:
            raise ValueError(f"the loader would write plan {number} otherwise")
