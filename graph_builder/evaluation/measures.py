"""What is compared with the gold: names, targets, stages and roles, assignments, titles."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph_builder.evaluation.gold import Passage
from graph_builder.evaluation.score import Key
from graph_builder.extraction.spans import ENTITY_LABELS
from graph_builder.extraction.targets.canonical import head
from graph_builder.graph import PlanGraph
from graph_builder.records import to_number

#: A measure's name, the gold's keys, the doubtful ones, the keys that were found.
Comparison = tuple[str, list[Key], list[Key], list[Key]]
#: How much of the indicator's words is compared: none, all, or what they measure.
_INDICATOR_TOLD: dict[str, Callable[[str], str]] = {
    "targets value unit comparator": lambda words: "",
    "targets with indicator": lambda words: words,
    "targets with indicator's head": head,
}
_OUTLINE = ("Section", "Task", "Action")
#: What the clause decides of a mention: the measure, the property that says it, the relations that carry it.
BY_CLAUSE = (("stages", "stage", ("ADVANCES",)), ("roles", "role", ("INVOLVES", "ASSIGNED_TO")))


def compare(passage: Passage, plan: PlanGraph) -> Iterator[Comparison]:
    """Yield (measure, gold keys, optional keys, found keys) for one passage."""
    kinds = {entry["type"] for entry in passage.gold}
    if "assignment" in kinds:  # this gold says who answers for what, and nothing of names and targets
        yield from _compare_assignments(passage, plan)
    else:
        mentions = [entry for entry in passage.gold if entry["type"] == "mention"]
        yield from _compare_names(passage, mentions, plan)
        yield from _compare_targets(passage, plan)
        yield from _compare_relations(passage, mentions, plan)
    for kind, label in (("task", "Task"), ("section", "Section")):
        of_kind = [entry for entry in passage.gold if entry["type"] == kind]
        titles, unsure = _split(of_kind, lambda e: (e["start"], e["end"]))
        got = [(n.properties["start"], n.properties["title_end"]) for n in plan.nodes(label)]
        yield f"titles {label}", titles, unsure, [key for key in got if passage.holds(*key)] if titles else []


def _compare_names(passage: Passage, mentions: list[dict[str, Any]], plan: PlanGraph) -> Iterator[Comparison]:
    found = [
        (relation.properties["start"], relation.properties["end"], plan.node(relation.end_id).label)
        for relation in plan.relations("MENTIONS")
        if passage.holds(relation.properties["start"], relation.properties["end"])
    ]
    yield "names typed exact", *_split(mentions, lambda e: (e["start"], e["end"], e["label"])), list(found)
    yield "names untyped exact", *_split(mentions, lambda e: (e["start"], e["end"])), [f[:2] for f in found]
    yield "names overlap", *_overlapping(mentions, found)
    for label in ENTITY_LABELS:
        of_label = [entry for entry in mentions if entry["label"] == label]
        gold, optional = _split(of_label, lambda e: (e["start"], e["end"]))
        # A doubtful name of another label is forgiven here as it is above.
        optional += [(e["start"], e["end"]) for e in mentions if e.get("sure") is False]
        yield f"names {label}", gold, optional, [f[:2] for f in found if f[2] == label]


def _compare_targets(passage: Passage, plan: PlanGraph) -> Iterator[Comparison]:
    """Targets match when their spans overlap and their fields are equal; spans are aligned to the gold's first."""
    gold = [entry for entry in passage.gold if entry["type"] == "target"]
    targets = [node.properties for node in plan.nodes("Target")]
    found = [target for target in targets if passage.holds(target["start"], target["end"])]
    aligned: list[Key] = []
    for properties in found:
        values = tuple(to_number(properties.get(key)) for key in ("value", "value_max"))
        key = (*values, properties.get("unit"), properties.get("comparator"))
        spans = [
            (e["start"], e["end"])
            for e in gold
            if e["start"] < properties["end"] and properties["start"] < e["end"] and _target_key(e) == key
        ]
        span = spans[0] if spans else (properties["start"], properties["end"])
        aligned.append((*span, *key, properties["indicator"]))
    sure, unsure = _split(gold, lambda e: (e["start"], e["end"], *_target_key(e), e["indicator"]))
    for measure, told in _INDICATOR_TOLD.items():
        kinds = [[(*key[:-1], told(key[-1])) for key in keys] for keys in (sure, unsure, aligned)]
        yield measure, kinds[0], kinds[1], kinds[2]


def _compare_relations(
    passage: Passage, mentions: list[dict[str, Any]], plan: PlanGraph
) -> Iterator[Comparison]:
    """A stage or role belongs to the mention inside its clause; names found at the gold's places are compared."""
    for measure, key, types in BY_CLAUSE:
        gold = [entry for entry in mentions if entry.get(key) not in (None, "issuer")]
        yield (
            measure,
            *_split(gold, lambda e, k=key: (e["start"], e["end"], e[k])),
            [found for found in named_by_clause(plan, key, types) if passage.holds(*found[:2])],
        )


def named_by_clause(plan: PlanGraph, key: str, types: Sequence[str]) -> list[Key]:
    """Return (start, end, value of ``key``) of each mention that a relation of ``types`` holds in its clause."""
    places = {(r.end_id, r.properties["start"], r.properties["end"]) for r in plan.relations("MENTIONS")}
    found: set[Key] = set()
    for relation in plan.relations(*types):
        clause = (relation.properties["start"], relation.properties["end"])
        for end_id, start, end in places:
            if end_id == relation.end_id and clause[0] <= start and end <= clause[1]:
                found.add((start, end, relation.properties[key]))
    return sorted(found)


def _compare_assignments(passage: Passage, plan: PlanGraph) -> Iterator[Comparison]:
    """Who answers for which task in which role: body, role and task must be right together.

    An inherited body is compared at the task it answers for, wherever its rule names it; so bodies are compared as written.
    """
    whole, found = assignment_keys(passage, plan)
    sure = {key for entry, key in whole if entry.get("sure", True)}
    doubtful = {key for entry, key in whole if not entry.get("sure", True)} - sure
    yield (
        "assignments body role task",
        sorted(sure, key=str),
        sorted(doubtful, key=str),
        sorted(found, key=str),
    )
    for form in sorted({entry["form"] for entry, _ in whole}):
        of_form = {key for entry, key in whole if entry["form"] == form and entry.get("sure", True)}
        yield f"assignments {form} (recall)", sorted(of_form, key=str), [], sorted(found & of_form, key=str)


def assignment_keys(passage: Passage, plan: PlanGraph) -> tuple[list[tuple[dict[str, Any], Key]], set[Key]]:
    """Return the gold's entries, each with its (body, role, title's span), and the same keys of what was found."""
    gold = [entry for entry in passage.gold if entry["type"] == "assignment" and not entry.get("review")]
    titles = {n.id: (n.properties["start"], n.properties.get("title_end")) for n in plan.nodes(*_OUTLINE)}
    parents = {r.end_id: r.start_id for r in plan.relations("HAS_ACTION")}
    written = {(r.properties["start"], r.properties["end"]): r.end_id for r in plan.relations("MENTIONS")}

    def body(start: int, end: int) -> str:
        return written.get((start, end)) or passage.text[start:end]

    answered = {
        (r.end_id, r.properties["role"], titles[parents.get(r.start_id, r.start_id)])
        for r in plan.relations("ASSIGNED_TO")
    }
    found = {key for key in answered if passage.holds(key[2][0], key[2][1] or key[2][0])}
    return [
        (entry, (body(entry["start"], entry["end"]), entry["role"], entry["task"])) for entry in gold
    ], found


def _split(entries: list[dict[str, Any]], key: Any) -> tuple[list[Key], list[Key]]:
    """Return the keys of the sure entries and of the doubtful ones."""
    sure = [key(entry) for entry in entries if entry.get("sure", True)]
    return sure, [key(entry) for entry in entries if not entry.get("sure", True)]


def _overlapping(
    mentions: list[dict[str, Any]], found: Sequence[Key]
) -> tuple[list[Key], list[Key], list[Key]]:
    """Return keys in which a found name that shares half of its union with a gold name has that name's key."""
    gold, optional = _split(mentions, lambda e: (e["start"], e["end"]))
    matched: list[Key] = []
    for start, end, _ in found:
        best = max(gold + optional, key=lambda g: _iou(g, (start, end)), default=None)
        matched.append(best if best and _iou(best, (start, end)) >= 0.5 else (start, end))
    return gold, optional, matched


def _iou(one: Key, other: Key) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return float(max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0])))


def _target_key(entry: dict[str, Any]) -> Key:
    return (entry["value"], entry["value_max"], entry["unit"], entry["comparator"])
