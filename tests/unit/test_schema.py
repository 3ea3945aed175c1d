"""The schema refuses what it does not know, and says what and where."""

from typing import Any

import pytest
from invented import lake_plan

from graph_builder.errors import SchemaError
from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.schema import load_schema


def with_node(
    label: str = "Institution", name: Any = "星桥研究院", identity: Any = "x-1", **properties: Any
) -> PlanGraph:
    plan = lake_plan()
    plan.add_node(Node(identity, label, name, {"scope": "镜湖区", **properties}))
    return plan


def with_relation(kind: str, from_label: str, to_label: str, /, **changes: Any) -> PlanGraph:
    """The lake plan with one more relation between the first nodes of two labels; a change to None drops it."""
    plan = lake_plan()
    ends = [next(plan.nodes(label)).id for label in (from_label, to_label)]
    facts = {"plan_id": plan.document_id, "source": "text", "confidence": 0.5, **changes}
    facts = {key: value for key, value in facts.items() if value is not None}
    plan.add_relation(Relation("r-1", kind, ends[0], ends[1], facts))
    return plan


def test_a_whole_plan_is_accepted() -> None:
    load_schema().validate_plan(lake_plan())


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (with_node(label="Task`:X"), ["x-1", "Task`:X", "known: Plan"]),
        (with_node(name=""), ["Institution", "x-1", "name is empty"]),
        (with_node(name=" 　"), ["name is empty"]),
        (with_node(name=None), ["name is empty"]),
        (with_node(identity=""), ["1 to 256 characters"]),
        (with_node(identity="x" * 5000), ["1 to 256 characters"]),
        (with_node(colour="red"), ["x-1", "unknown property 'colour'"]),
        (with_node(aliases="区研究院"), ["aliases must be of type strings"]),
        (with_node(collective="yes"), ["collective must be of type boolean"]),
        (with_node(name="坏\ud800字"), ["x-1"]),
        (with_relation("BLOCKS", "Task", "Institution"), ["unknown relation type 'BLOCKS'", "ASSIGNED_TO"]),
        (with_relation("ASSIGNED_TO", "Institution", "Task", role="lead"), ["from Institution to Task"]),
        (with_relation("PART_OF", "Area", "Target"), ["cannot lead from Area to Target"]),
        (with_relation("ASSIGNED_TO", "Task", "Institution"), ["property role is missing"]),
        (with_relation("ASSIGNED_TO", "Task", "Institution", role="boss"), ["role is 'boss'", "lead, responsible"]),
        (with_relation("ASSIGNED_TO", "Task", "Institution", role="lead", deadline="6月"), ["deadline", "date"]),
        (with_relation("MENTIONS", "Task", "Area", start="3"), ["start must be of type integer"]),
        (with_relation("MENTIONS", "Task", "Area", start=True), ["start must be of type integer"]),
        (with_relation("MENTIONS", "Task", "Area", confidence=float("nan")), ["confidence must be of type number"]),
        (with_relation("MENTIONS", "Task", "Area", plan_id="another"), ["plan_id is 'another'"]),
        (with_relation("MENTIONS", "Task", "Area", plan_id=None), ["plan_id is missing"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(plan: PlanGraph, words: list[str]) -> None:
    with pytest.raises(SchemaError) as refusal:
        load_schema().validate_plan(plan)
    message = str(refusal.value)
    assert all(word in message for word in words), message
    assert "\n" not in message


def test_a_document_without_its_plan_node_is_refused() -> None:
    with pytest.raises(SchemaError, match="no Plan node"):
        load_schema().validate_plan(PlanGraph({"document_id": "Plan-1", "text": ""}))


def test_every_relation_connects_known_labels_and_has_a_drawn_edge() -> None:
    schema = load_schema()
    for kind in schema.relations.values():
        assert {*kind.start, *kind.end} <= set(schema.labels)
        assert kind.edge.color == "grey" or kind.edge.color in schema.labels
        if kind.edge.by:
            assert set(kind.edge.variants) <= set(kind.properties[kind.edge.by].enum or ())
