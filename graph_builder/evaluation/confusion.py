"""What is taken for what: labels of the names, stages and roles of the names that both sides have."""

from collections.abc import Iterator
from typing import Any

from graph_builder.evaluation.gold import Passage
from graph_builder.evaluation.measures import named_by_clause
from graph_builder.graph import PlanGraph

#: The gold's value and the one found; NONE where a side has none.
Pair = tuple[str, str]
NONE = "—"


def confused(passage: Passage, plan: PlanGraph) -> Iterator[tuple[str, list[Pair]]]:
    """Yield (labels, stages or roles; the pairs of one passage). Doubtful gold pairs only with what agrees with it."""
    mentions = [entry for entry in passage.gold if entry["type"] == "mention"]
    if not mentions:
        return
    found = {
        (r.properties["start"], r.properties["end"]): plan.node(r.end_id).label
        for r in plan.relations("MENTIONS")
    }
    gold = {(entry["start"], entry["end"]): entry for entry in mentions}
    sure = {span: entry for span, entry in gold.items() if entry.get("sure", True)}
    labels = [(entry["label"], found.get(span, NONE)) for span, entry in sure.items()]
    yield "labels", [*labels, *((NONE, label) for span, label in found.items() if span not in gold)]
    for kind, key, types in (
        ("stages", "stage", ("ADVANCES",)),
        ("roles", "role", ("INVOLVES", "ASSIGNED_TO")),
    ):
        values = {(start, end): value for start, end, value in named_by_clause(plan, key, types)}
        both = [(span, entry) for span, entry in sure.items() if span in found and entry.get(key) != "issuer"]
        pairs = [(_value(entry, key), values.get(span, NONE)) for span, entry in both]
        yield kind, [pair for pair in pairs if pair != (NONE, NONE)]


def _value(entry: dict[str, Any], key: str) -> str:
    return str(entry.get(key) or NONE)
