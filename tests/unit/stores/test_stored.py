"""A plan as it is stored: exact numbers, each block's own words, shared nodes as the sum of their plans."""

import itertools
from decimal import Decimal

from invented import lake_plan

from graph_builder.graph import Node
from graph_builder.stores import stored


def test_numbers_are_exact_integers_or_floats_and_nothing_is_null() -> None:
    plan = lake_plan()
    facts = {"start": 0, "end": 1, "value": Decimal("1.64e9"), "value_max": Decimal("5.57"), "unit": None}
    plan.add_node(Node("Target-1", "Target", "投资16.4亿元", facts))
    target = stored.own_nodes(plan)["Target"]["Target-1"]
    assert (target["value"], target["value_max"]) == (1_640_000_000, 5.57)
    assert isinstance(target["value"], int)
    assert "unit" not in target


def test_each_word_of_the_outline_is_in_one_block() -> None:
    nodes = stored.own_nodes(lake_plan())
    blocks = [facts for label in ("Section", "Task", "Action") for facts in nodes[label].values()]
    holding = [facts["name"] for facts in blocks if "步道" in facts.get("text", "")]
    assert holding == ["改造东堤步道3.5公里，区住建局配合。"]
    heading = next(facts for facts in nodes["Section"].values() if facts["name"] == "重点任务")
    assert heading["text"] == "重点任务"


def test_a_shared_node_is_the_same_whatever_plan_came_first() -> None:
    lines = [
        '["Plan-b", {"name": "区数据局", "aliases": ["数据局", "大数据局"], "collective": true}]',
        '["Plan-a", {"name": "区（县）数据局", "aliases": ["数据局"]}]',
        '["Plan-c", {"name": "区（县）数据局"}]',
    ]
    sums = [stored.merged("Institution-1", order) for order in itertools.permutations(lines)]
    assert all(it == sums[0] for it in sums)
    assert sums[0]["name"] == "区（县）数据局"
    assert sums[0]["aliases"] == ["区数据局", "大数据局", "数据局"]
    assert sums[0]["collective"] is True
    assert stored.merged("Institution-1", []) == {}


def mention(identity: str, end: str, at: int, source: str = "text") -> stored.StoredRelation:
    facts = {"id": identity, "start": at, "source": source}
    return stored.StoredRelation("MENTIONS", "Action", "a", "Area", end, facts, f"key-{identity}")


def test_a_relation_whose_words_moved_is_rewritten_and_a_reviewer_s_stays() -> None:
    before = [mention("same", "x", 1), mention("moved", "y", 2), mention("gone", "z", 3)]
    before += [mention("decided", "y", 2, "review")]
    after = [mention("same", "x", 1), mention("there", "y", 7), mention("new", "w", 8)]
    found = stored.changes(
        {it.properties["id"]: it for it in before}, {it.properties["id"]: it for it in after}
    )
    assert found.updated == [("key-moved", after[1].properties)]
    assert found.deleted == ["key-gone"]
    assert found.created == [after[2]]
    assert found.new_ids == ["there", "new"]
