"""What is taken for what: labels of the names, stages and roles of the names that both sides have."""

from collections.abc import Iterator
from typing import Any

from graph_builder.evaluation.gold import Passage
from graph_builder.evaluation.measures import BY_CLAUSE, assignment_keys, named_by_clause
from graph_builder.graph import PlanGraph

#: The gold's value and the one found; NONE where a side has none.
Pair = tuple[str, str]
NONE = "—"


def confused(passage: Passage, plan: PlanGraph) -> Iterator[tuple[str, list[Pair]]]:
    """Yield (labels, stages or roles; the pairs of one passage). Doubtful gold pairs only with what agrees with it."""
    if any(entry["type"] == "assignment" for entry in passage.gold):
        yield "roles", _assigned_roles(passage, plan)
        return
    mentions = [entry for entry in passage.gold if entry["type"] == "mention"]
    if not mentions:
        return
    found = {
        (r.properties["start"], r.properties["end"]): plan.node(r.end_id).label
        for r in plan.relations("MENTIONS")
        if passage.holds(r.properties["start"], r.properties["end"])
    }
    gold = {(entry["start"], entry["end"]): entry for entry in mentions}
    sure = {span: entry for span, entry in gold.items() if entry.get("sure", True)}
    labels = [(entry["label"], found.get(span, NONE)) for span, entry in sure.items()]
    yield "labels", [*labels, *((NONE, label) for span, label in found.items() if span not in gold)]
    for kind, key, types in BY_CLAUSE:
        values = {(start, end): value for start, end, value in named_by_clause(plan, key, types)}
        both = [(span, entry) for span, entry in sure.items() if span in found and entry.get(key) != "issuer"]
        pairs = [(_value(entry, key), values.get(span, NONE)) for span, entry in both]
        yield kind, [pair for pair in pairs if pair != (NONE, NONE)]


def _assigned_roles(passage: Passage, plan: PlanGraph) -> list[Pair]:
    """Return the role the gold gives a body at a task and the one that was found there."""
    gold, found = assignment_keys(passage, plan)
    pairs: list[Pair] = []
    left = dict.fromkeys(sorted(found, key=str))
    # What agrees is paired first: a body may have two roles at one task.
    for agree in (True, False):
        for entry, (body, role, task) in gold:
            if ((body, role, task) in found) != agree:
                continue
            other = next((key for key in left if (key[0], key[2]) == (body, task)), None)
            key = (body, role, task) if agree else other
            if key is not None:
                left.pop(key, None)
            if agree or entry.get("sure", True):
                pairs.append((role, key[1] if key else NONE))
    return [*pairs, *((NONE, key[1]) for key in left)]


def _value(entry: dict[str, Any], key: str) -> str:
    return str(entry.get(key) or NONE)
