"""What a reader of the seed plan expects to find in its graph."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from graph_builder.documents import read
from graph_builder.evaluation import evaluate, seed_passage
from graph_builder.extraction import extract
from graph_builder.graph import PlanGraph
from graph_builder.records import read_lines, to_records
from graph_builder.resources import data_path
from graph_builder.schema import load_schema
from graph_builder.schema_formats import render


@pytest.fixture(scope="module")
def plan() -> PlanGraph:
    return extract(read(data_path("seed/wuchang-2024.txt")))


@pytest.fixture(scope="module")
def records(plan: PlanGraph) -> list[dict[str, Any]]:
    return list(to_records(plan))


def links(plan: PlanGraph, kind: str, name: str) -> list[dict[str, Any]]:
    """Return the properties of the relations of a kind that end at a name or alias."""
    ends = [n.id for n in plan.nodes() if name == n.name or name in n.properties.get("aliases", [])]
    return [relation.properties for relation in plan.relations(kind) if relation.end_id in ends]


def test_the_document_says_whose_and_when(plan: PlanGraph) -> None:
    document = plan.document
    assert document["title"] == "武昌区2024年国民经济和社会发展计划"
    assert (document["region"], document["issuer"], document["year"]) == ("武昌区", "区发改局", 2024)
    assert (document["period_start"], document["period_end"]) == ("2024-01-01", "2024-12-31")
    assert document["metadata"]["索引号"]["value"] == "737546075/2024-30503"


def test_the_outline_is_the_plans(plan: PlanGraph) -> None:
    assert len(list(plan.nodes("Task"))) == 19
    assert len(list(plan.nodes("Action"))) == 90
    titles = [task.name for task in plan.nodes("Task")]
    assert "构建创新生态,提升创新能力" in titles
    assert "发展双碳产业,塑造领先优势" in titles


def test_six_headline_targets_and_five_have_a_number(plan: PlanGraph) -> None:
    headline = [
        plan.node(r.end_id).properties for r in plan.relations("SETS") if r.properties.get("headline")
    ]
    assert len(headline) == 6
    assert sum("value" in target for target in headline) == 5
    assert {38_000_000_000, 34_000_000_000} <= {int(t["value"]) for t in headline if "value" in t}


@pytest.mark.parametrize(
    ("kind", "name", "key", "value"),
    [
        ("INVOLVES", "铁四院", "role", "supports"),
        ("INVOLVES", "中南建筑设计院", "role", "supports"),
        ("INVOLVES", "长江船舶设计院", "role", "relies_on"),
        ("INVOLVES", "武汉理工大学", "role", "relies_on"),
        ("INVOLVES", "中交二航院", "role", "relies_on"),
        ("INVOLVES", "武汉碳清所", "role", "relies_on"),
        ("ADVANCES", "珞珈山创新港项目", "stage", "started"),
        ("ADVANCES", "滨江小学", "stage", "completed"),
        ("ADVANCES", "傅家坡客运站改造", "stage", "planned"),
        ("ADVANCES", "武昌古城定向赛", "stage", "held"),
    ],
)
def test_the_links_a_reader_would_draw(plan: PlanGraph, kind: str, name: str, key: str, value: str) -> None:
    assert [properties[key] for properties in links(plan, kind, name)] == [value]


def test_two_actions_lie_in_the_corridor(plan: PlanGraph) -> None:
    ends = {node.id for node in plan.nodes("Area") if node.name == "滨江数创走廊"}
    starts = [plan.node(r.start_id).label for r in plan.relations("LOCATED_IN") if r.end_id in ends]
    assert starts == ["Action", "Action"]


def test_what_is_merely_mentioned_is_only_mentioned(plan: PlanGraph) -> None:
    assert len(links(plan, "MENTIONS", "中国碳市场大会")) == 1
    for kind in ("ADVANCES", "INVOLVES", "FOCUSES_ON", "LOCATED_IN"):
        assert not links(plan, kind, "中国碳市场大会")


def test_the_issuer_has_its_full_name_and_its_short_one(plan: PlanGraph) -> None:
    [issued] = plan.relations("ISSUED_BY")
    issuer = plan.node(issued.end_id)
    assert issuer.name == "武昌区发展和改革局"
    assert "区发改局" in issuer.properties["aliases"]
    assert issued.properties["evidence"] == "区发改局"


def test_every_fact_points_at_its_words(plan: PlanGraph) -> None:
    text = plan.document["text"]
    for relation in plan.relations():
        facts = relation.properties
        if facts["source"] in ("text", "metadata") and "start" in facts:
            assert text[facts["start"] : facts["end"]] == facts["evidence"] != ""
    for node in plan.nodes("Section", "Task", "Action", "Target"):
        assert 0 <= node.properties["start"] < node.properties["end"] <= len(text)


def test_every_licensing_clause_holds_a_mention_of_its_entity(plan: PlanGraph) -> None:
    places: dict[str, list[tuple[int, int]]] = {}
    for mention in plan.relations("MENTIONS"):
        span = (mention.properties["start"], mention.properties["end"])
        places.setdefault(mention.end_id, []).append(span)
    for relation in plan.relations("ADVANCES", "INVOLVES", "FOCUSES_ON", "LOCATED_IN"):
        start, end = relation.properties["start"], relation.properties["end"]
        assert any(start <= first and last <= end for first, last in places[relation.end_id])


def test_the_lines_satisfy_the_json_schema(records: list[dict[str, Any]]) -> None:
    validator = Draft202012Validator(json.loads(render("jsonschema")))
    for record in records:
        validator.validate(record)


def test_the_schema_knows_everything_in_the_graph(plan: PlanGraph) -> None:
    load_schema().validate_plan(plan)


def test_lines_read_back_give_the_same_lines(records: list[dict[str, Any]]) -> None:
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    [plan] = read_lines(lines)
    assert [json.dumps(record, ensure_ascii=False) for record in to_records(plan)] == lines


def test_mentions_lines_and_relations_agree(records: list[dict[str, Any]]) -> None:
    relations = [r for r in records if r["kind"] == "relation" and r["type"] == "MENTIONS"]
    mentions = [r for r in records if r["kind"] == "mention"]
    assert [(r["start_id"], r["end_id"]) for r in relations] == [
        (m["block_id"], m["node_id"]) for m in mentions
    ]


def test_reading_twice_gives_the_same_graph(plan: PlanGraph, records: list[dict[str, Any]]) -> None:
    again = extract(read(data_path("seed/wuchang-2024.txt")))
    assert list(to_records(again)) == records


def test_the_floors_of_the_seed_hold() -> None:
    scores = evaluate([seed_passage()]).scores
    targets = scores["targets value unit comparator"]
    assert targets.recall >= 0.95
    assert targets.precision >= 0.80
    assert scores["names untyped exact"].recall >= 0.90
    assert scores["titles Task"].f1 == 1.0
