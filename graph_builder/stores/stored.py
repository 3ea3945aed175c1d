"""A PlanGraph as it is stored: values Neo4j takes, each block's words, and nodes that several plans share."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from graph_builder.graph import Node, PlanGraph, Properties
from graph_builder.schema import load_schema

_OUTLINE_RELATIONS = ("HAS_SECTION", "HAS_TASK", "HAS_ACTION")


@dataclass(frozen=True)
class StoredRelation:
    """A relation with its ends' labels; ``properties`` hold its id, ``element_id`` is the server's key where it is."""

    type: str
    start_label: str
    start_id: str
    end_label: str
    end_id: str
    properties: Properties
    element_id: str = ""

    @property
    def ends(self) -> tuple[str, str, str, str]:
        """From where it leads to where."""
        return self.start_label, self.start_id, self.end_label, self.end_id


@dataclass
class Changes:
    """What turns a plan's stored relations of one type into others.

    ``deleted`` are the server's keys, ``updated`` pairs of key and properties, ``new_ids`` the ids not there before.
    """

    deleted: list[str] = field(default_factory=list)
    updated: list[tuple[str, Properties]] = field(default_factory=list)
    created: list[StoredRelation] = field(default_factory=list)
    new_ids: list[str] = field(default_factory=list)


def changes(before: dict[str, StoredRelation], after: dict[str, StoredRelation]) -> Changes:
    """Compare the relations of one type by id; a reviewer's stay.

    A relation that goes is rewritten into a new one between the same ends where there is one: in a corrected text
    every span may have moved, and half as much memory is needed for the transaction as to delete and create.
    """
    found = Changes(new_ids=[identity for identity in after if identity not in before])
    leaving: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for identity, old in before.items():
        stays = identity in after and after[identity].ends == old.ends
        if not stays and old.properties["source"] != "review":
            leaving[old.ends].append(old.element_id)
    for identity, new in after.items():
        same = before.get(identity)
        if same and same.ends == new.ends:
            if same.properties != new.properties:
                found.updated.append((same.element_id, new.properties))
        elif leaving[new.ends]:
            found.updated.append((leaving[new.ends].pop(), new.properties))
        else:
            found.created.append(new)
    found.deleted = [key for keys in leaving.values() for key in keys]
    return found


def own_nodes(plan: PlanGraph) -> dict[str, dict[str, Properties]]:
    """Return the properties of the nodes that are this plan's alone, by label and id."""
    text = str(plan.document.get("text") or "")
    words = _own_words(plan, text)
    found: dict[str, dict[str, Properties]] = defaultdict(dict)
    for node in plan.nodes():
        if load_schema().label(node.label).shared:
            continue
        facts = _storable(node.properties)
        properties = {"id": node.id, "plan_id": plan.document_id, "name": node.name, **facts}
        if node.label == "Plan":
            properties |= {"text": text, "shared": sorted(shared.id for shared in _shared(plan))}
        if words.get(node.id):
            properties["text"] = words[node.id]
        found[node.label][node.id] = properties
    return found


def shared_nodes(plan: PlanGraph) -> dict[str, dict[str, str]]:
    """Return what the plan says of the nodes that plans share: their line of ``by_plan``, by label and id."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for node in _shared(plan):
        facts = {"name": node.name, **_storable(node.properties)}
        line = json.dumps([plan.document_id, facts], ensure_ascii=False, sort_keys=True)
        found[node.label][node.id] = line
    return found


def line_start(plan_id: str) -> str:
    """Return what a plan's lines in ``by_plan`` begin with."""
    return json.dumps([plan_id], ensure_ascii=False)[:-1] + ","


def merged(identity: str, by_plan: Iterable[str]) -> Properties:
    """Return the properties of a shared node from what each plan says of it.

    The sum does not depend on the order of loading: the plan with the smallest id gives the name, every other
    wording is an alias. Empty when no plan needs the node.
    """
    lines = sorted(by_plan)
    facts = [json.loads(line)[1] for line in lines]
    if not facts:
        return {}
    properties: Properties = {}
    for fact in reversed(facts):
        properties |= fact
    wordings = {name for fact in facts for name in (fact["name"], *fact.get("aliases", ()))}
    aliases = sorted(wordings - {properties["name"]})
    return properties | {"id": identity, "by_plan": lines, "aliases": aliases}


def relations(plan: PlanGraph) -> dict[str, dict[str, StoredRelation]]:
    """Return the plan's relations by type and id."""
    found: dict[str, dict[str, StoredRelation]] = defaultdict(dict)
    for relation in plan.relations():
        start, end = plan.node(relation.start_id), plan.node(relation.end_id)
        found[relation.type][relation.id] = StoredRelation(
            relation.type,
            start.label,
            start.id,
            end.label,
            end.id,
            {"id": relation.id, **_storable(relation.properties)},
        )
    return found


def _shared(plan: PlanGraph) -> list[Node]:
    return [node for node in plan.nodes() if load_schema().label(node.label).shared]


def _storable(properties: Properties) -> Properties:
    """Return the properties without nulls and with numbers as Neo4j has them."""
    return {key: _value(value) for key, value in properties.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < 2**63
        return int(value) if whole else float(value)
    return list(value) if isinstance(value, tuple) else value


def _own_words(plan: PlanGraph, text: str) -> dict[str, str]:
    """Return the words of each Section, Task and Action that none of its parts holds: each is found once."""
    parts: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for relation in plan.relations(*_OUTLINE_RELATIONS):
        child = plan.node(relation.end_id).properties
        parts[relation.start_id].append((child["start"], child["end"], child.get("mark") or ""))
    words = {}
    for node in plan.nodes("Section", "Task", "Action"):
        at, end = node.properties["start"], node.properties["end"]
        pieces = []
        for start, stop, mark in sorted(parts[node.id]):
            pieces.append(text[at:start].rstrip().removesuffix(mark))
            at = max(at, stop)
        pieces.append(text[at:end])
        words[node.id] = "\n".join(piece.strip() for piece in pieces if piece.strip())
    return words
