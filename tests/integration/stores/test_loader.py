"""A plan is in the database whole or not at all, once, and gone without a trace when removed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import neo4j
import pytest
from invented import LAKE_TEXT, PlanBuilder, hill_plan, lake_plan

from graph_builder.errors import SchemaError, StoreError
from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.saved_queries import ask
from graph_builder.schema import load_schema
from graph_builder.stores.loader import load, remove
from graph_builder.stores.migrations import Migration, migrate
from graph_builder.stores.reader import Reader

NASTY_NAMES = [
    "甲`}) DETACH DELETE n //",
    "他说“\"干\\",
    "老王's茶园\n第二行",
    ":Label {id: $id}",
    "R&D中心<一期>",
    "\u202e倒转的名字\u200f",
    "长" * 100_000,
    "x" * 100_000,
    "𠀀村🙂",
]  # fmt: skip


def snapshot(driver: neo4j.Driver) -> tuple[list[Any], list[Any]]:
    """All that is stored, in an order of its own."""
    nodes = driver.execute_query("MATCH (n) RETURN labels(n), properties(n) ORDER BY labels(n), n.id").records
    relations = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r), a.id, b.id, properties(r) ORDER BY type(r), r.id"
    ).records
    return [record.values() for record in nodes], [record.values() for record in relations]


def count(driver: neo4j.Driver, pattern: str) -> int:
    return int(driver.execute_query(f"MATCH {pattern} RETURN count(*) AS n").records[0]["n"])


def test_what_is_loaded_is_what_the_plan_says(driver: neo4j.Driver) -> None:
    plan = lake_plan()
    report = load(plan, driver)
    assert report.created_nodes == plan.graph.number_of_nodes() == count(driver, "(n)")
    assert report.created_relations == plan.graph.number_of_edges() == count(driver, "()-[r]->()")
    text, walk = driver.execute_query(
        "MATCH (p:Plan) MATCH (t:Target {indicator: '改造东堤步道'}) RETURN p.text, t.value"
    ).records[0]
    assert text == LAKE_TEXT
    assert walk == 3.5


def test_loading_again_changes_nothing(driver: neo4j.Driver) -> None:
    load(lake_plan(), driver)
    load(hill_plan(), driver)
    before = snapshot(driver)
    for plan in (lake_plan(), hill_plan(), lake_plan()):
        report = load(plan, driver)
        assert report.unchanged, report
    assert snapshot(driver) == before


def test_a_corrected_text_replaces_the_old_one(driver: neo4j.Driver) -> None:
    load(hill_plan(), driver)
    plan = lake_plan()
    load(plan, driver)
    # The same plan in a corrected text: every span moves by one, the lantern fair is gone.
    corrected = PlanBuilder("新" + LAKE_TEXT, title="镜湖区2026年工作计划", region="镜湖区")
    task = corrected.part("Task", corrected.id, "建设数字园区")
    corrected.relate("MENTIONS", task, corrected.entity("Area", "数字园区"), "数字园区")
    report = load(corrected.plan, driver)
    assert corrected.id == plan.document_id
    assert report.deleted_relations + report.updated_relations == plan.graph.number_of_edges()
    assert count(driver, "(:Event)") == 0
    assert count(driver, "(:Task)") == 2
    alone = snapshot(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(corrected.plan, driver)
    load(hill_plan(), driver)
    assert snapshot(driver) == alone


def test_removing_keeps_what_the_other_plan_needs_and_nothing_else(driver: neo4j.Driver) -> None:
    load(hill_plan(), driver)
    before = snapshot(driver)
    load(lake_plan(), driver)
    shared = "(n:Institution {name: '镜湖区数据局'}) WHERE '区数据局' IN n.aliases"
    assert count(driver, shared) == 1
    remove(lake_plan().document_id, driver)
    assert snapshot(driver) == before
    assert count(driver, shared) == 0
    remove(hill_plan().document_id, driver)
    assert snapshot(driver) == ([], [])


def test_the_order_of_loading_does_not_matter(driver: neo4j.Driver) -> None:
    load(lake_plan(), driver)
    load(hill_plan(), driver)
    one = snapshot(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(hill_plan(), driver)
    load(lake_plan(), driver)
    assert snapshot(driver) == one


def test_an_entity_without_relations_is_kept_and_removed(driver: neo4j.Driver) -> None:
    plan = lake_plan()
    plan.add_node(Node("Industry-lone", "Industry", "湖泊经济", {"scope": "镜湖区"}))
    load(plan, driver)
    assert count(driver, "(:Industry)") == 1
    load(lake_plan(), driver)
    assert count(driver, "(:Industry)") == 0


def test_removing_an_unknown_plan_says_so(driver: neo4j.Driver) -> None:
    with pytest.raises(StoreError, match="no plan Plan-unknown"):
        remove("Plan-unknown", driver)


def test_what_a_reviewer_decided_survives_loading_again(driver: neo4j.Driver) -> None:
    plan = lake_plan()
    load(plan, driver)
    load(hill_plan(), driver)
    merge_by_a_reviewer(driver)
    corrected = PlanBuilder("新" + LAKE_TEXT, title="镜湖区2026年工作计划", region="镜湖区")
    task = corrected.part("Task", corrected.id, "建设数字园区")
    corrected.relate("MENTIONS", task, corrected.entity("Institution", "青岚大学", scope="全国"), "青岚大学")
    load(corrected.plan, driver)
    load(lake_plan(), driver)
    reviewer = driver.execute_query("MATCH ()-[r:SAME_AS]->() RETURN r.reviewer AS who").records
    assert [record["who"] for record in reviewer] == ["林"]


def merge_by_a_reviewer(driver: neo4j.Driver) -> None:
    driver.execute_query(
        "MATCH (a:Institution {name: '青岚大学'}), (b:Institution {name: '云梯区交通局'})"
        " CREATE (a)-[:SAME_AS {id: 'SAME_AS-1', plan_id: $plan, source: 'review', confidence: 1.0, reviewer: '林'}]->(b)",
        plan=lake_plan().document_id,
    )


@pytest.mark.parametrize(
    "removed", [[lake_plan], [hill_plan], [lake_plan, hill_plan], [hill_plan, lake_plan]]
)
def test_what_a_reviewer_decided_survives_removal(
    driver: neo4j.Driver, removed: list[Callable[[], PlanGraph]]
) -> None:
    load(lake_plan(), driver)
    load(hill_plan(), driver)
    merge_by_a_reviewer(driver)
    before = snapshot(driver)
    for plan in removed:
        remove(plan().document_id, driver)
    assert count(driver, "()-[:SAME_AS]->()") == 0
    assert ask("search", {"text": "青岚大学"}, Reader(driver)).rows == [] or lake_plan not in removed
    for plan in removed:
        load(plan(), driver)
    assert snapshot(driver) == before
    assert load(lake_plan(), driver).unchanged


def test_a_decision_waits_for_both_of_its_ends(driver: neo4j.Driver) -> None:
    load(lake_plan(), driver)
    load(hill_plan(), driver)
    merge_by_a_reviewer(driver)
    for plan in (lake_plan(), hill_plan()):
        remove(plan.document_id, driver)
    load(lake_plan(), driver)
    assert count(driver, "()-[:SAME_AS]->()") == 0
    assert {label for labels, _ in snapshot(driver)[0] for label in labels} - set(load_schema().labels) == {
        "Decision"
    }
    load(hill_plan(), driver)
    assert count(driver, "()-[:SAME_AS {reviewer: '林'}]->()") == 1
    assert count(driver, "(:Decision)") == 0


def test_a_plan_too_large_for_the_server_is_tried_once(
    driver: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def greedy(writer: Any, plan: PlanGraph) -> None:
        tried.append(plan)
        writer.rows("UNWIND range(1, 100000000) AS x RETURN collect(toString(x) + '湖')")

    load(hill_plan(), driver)
    before = snapshot(driver)
    monkeypatch.setattr("graph_builder.stores.loader._load", greedy)
    with pytest.raises(StoreError, match="does not fit into the server's memory"):
        load(lake_plan(), driver)
    assert len(tried) == 1
    assert snapshot(driver) == before


def with_unknown_label() -> PlanGraph:
    plan = lake_plan()
    plan.add_node(Node("x-1", "Task`:X", "甲", {"start": 0, "end": 1}))
    return plan


def with_empty_name() -> PlanGraph:
    plan = lake_plan()
    plan.add_node(Node("x-1", "Area", "", {"scope": "镜湖区"}))
    return plan


def with_unknown_type() -> PlanGraph:
    plan = lake_plan()
    ends = [node.id for node in plan.nodes("Task")]
    plan.add_relation(Relation("r-1", "X]->() DETACH DELETE n //", *ends[:2], {"plan_id": plan.document_id}))
    return plan


@pytest.mark.parametrize("bad", [with_unknown_label, with_empty_name, with_unknown_type])
def test_what_the_schema_refuses_is_refused_before_anything_is_written(
    driver: neo4j.Driver, bad: Callable[[], PlanGraph]
) -> None:
    load(hill_plan(), driver)
    before = snapshot(driver)
    with pytest.raises(SchemaError):
        load(bad(), driver)
    assert snapshot(driver) == before


def test_another_plan_s_nodes_cannot_be_taken(driver: neo4j.Driver) -> None:
    load(lake_plan(), driver)
    before = snapshot(driver)
    stolen = next(lake_plan().nodes("Task"))
    thief = hill_plan()
    thief.add_node(stolen)
    with pytest.raises(SchemaError, match="belongs to another plan"):
        load(thief, driver)
    assert snapshot(driver) == before


@pytest.mark.parametrize("name", NASTY_NAMES, ids=range(len(NASTY_NAMES)))
def test_names_are_data(driver: neo4j.Driver, name: str) -> None:
    plan = lake_plan()
    task = next(plan.nodes("Task"))
    plan.add_node(Node("Project-nasty", "Project", name, {"scope": name, "aliases": [name + "二期"]}))
    facts = {
        "plan_id": plan.document_id,
        "source": "text",
        "confidence": 1.0,
        "evidence": name,
        "start": 0,
        "end": 1,
    }
    plan.add_relation(Relation("MENTIONS-nasty", "MENTIONS", task.id, "Project-nasty", facts))
    load(plan, driver)
    assert load(plan, driver).unchanged
    stored = driver.execute_query(
        "MATCH ()-[r:MENTIONS {id: 'MENTIONS-nasty'}]->(n) RETURN n.name, n.scope, n.aliases, r.evidence"
    ).records[0]
    assert stored.values() == [name, name, [name + "二期"], name]
    remove(plan.document_id, driver)
    assert snapshot(driver) == ([], [])


def test_two_loads_of_one_plan_at_once_are_as_one(driver: neo4j.Driver) -> None:
    load(lake_plan(), driver)
    once = snapshot(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: load(lake_plan(), driver), range(4)))
    assert snapshot(driver) == once
    assert sorted(report.created_nodes for report in reports) == [0, 0, 0, len(once[0])]


def test_loaders_and_removers_of_plans_that_share_names_do_not_disturb_each_other(
    driver: neo4j.Driver,
) -> None:
    plans = []
    for number in range(12):
        it = PlanBuilder(LAKE_TEXT, title=f"第{number}区工作计划", region=f"第{number}区")
        task = it.part("Task", it.id, "建设数字园区")
        it.relate("MENTIONS", task, it.entity("Institution", "青岚大学", scope="全国"), "青岚大学")
        it.relate("MENTIONS", task, it.entity("Project", "5G-A基站"), "5G-A基站")
        plans.append(it.plan)
    for plan in plans[::2]:
        load(plan, driver)

    def turn(number: int) -> None:
        if number % 2:
            load(plans[number], driver)
        else:
            remove(plans[number].document_id, driver)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(turn, range(12)))
    parallel = snapshot(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    for plan in plans[1::2]:
        load(plan, driver)
    assert snapshot(driver) == parallel


def test_migrations_run_once_and_a_changed_one_is_refused(driver: neo4j.Driver) -> None:
    migrate(driver)
    assert migrate(driver) == []
    extra = Migration("901", "CREATE INDEX extra IF NOT EXISTS FOR (n:Plan) ON (n.year);\n")
    try:
        assert migrate(driver, [extra]) == ["901"]
        assert migrate(driver, [extra]) == []
        with pytest.raises(StoreError, match="migration 901 was changed"):
            migrate(driver, [Migration("901", extra.text + "// later\n")])
    finally:
        driver.execute_query("DROP INDEX extra IF EXISTS")
        driver.execute_query(f"DROP INDEX {extra.marker} IF EXISTS")
