"""Part of a graph as files: nothing is lost, names stay as written, a spreadsheet runs none of them."""

import csv
import io
import json

import networkx as nx
import pytest

from graph_builder.exports import csv as csv_file
from graph_builder.exports import graphml, jsonld
from graph_builder.exports.facts import facts
from graph_builder.graph import Node, Relation
from graph_builder.schema import load_schema

NASTY = '=R&D<一期>\x08 "他说" ]]> __proto__'
BODY = Node("Institution-1", "Institution", NASTY, {"aliases": ["甲院", "+乙院"], "scope": "镜湖区"})
ACTION = Node("Action-1", "Action", "支持甲院。", {"start": 0, "end": 5, "plan_id": "Plan-1"})
LONE = Node("Area-1", "Area", "镜湖区", {})
OWN = {"plan_id": "Plan-1", "role": "supports", "source": "text", "confidence": 0.9, "start": 0, "end": 4}
SUPPORTS = Relation("INVOLVES-1", "INVOLVES", ACTION.id, BODY.id, {**OWN, "evidence": "-支持甲院"})
AGAIN = Relation("INVOLVES-2", "INVOLVES", ACTION.id, BODY.id, {**OWN, "start": 9, "confidence": 1})
NODES, RELATIONS = [ACTION, BODY, LONE], [SUPPORTS, AGAIN]


def rows(language: str) -> list[dict[str, str]]:
    stream = io.BytesIO()
    answer = facts(NODES, RELATIONS, {"Plan-1": "镜湖区2025年工作要点"}, "en" if language == "en" else "zh")
    csv_file.write(answer, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_a_table_has_a_row_a_relation_and_one_for_a_node_alone() -> None:
    first, second, alone = rows("zh")
    assert (first["from"], first["relation"], first["role"]) == ("支持甲院。", "涉及", "支持")
    assert first["plan"] == "镜湖区2025年工作要点"
    assert (first["start"], second["start"]) == ("0", "9")
    assert (alone["from"], alone["to"], alone["id"]) == ("镜湖区", "", "Area-1")
    assert rows("en")[0]["role"] == "supports"


def test_a_name_that_looks_like_a_formula_is_not_run() -> None:
    first = rows("zh")[0]
    assert first["to"] == f"'{NASTY}"
    assert first["evidence"] == "'-支持甲院"


def test_graphml_reads_back_with_both_facts_of_one_pair() -> None:
    stream = io.BytesIO()
    graphml.write(NODES, RELATIONS, stream)
    graph = nx.read_graphml(io.BytesIO(stream.getvalue()), force_multigraph=True)
    assert set(graph) == {node.id for node in NODES}
    assert graph.nodes[BODY.id]["name"] == NASTY.replace("\x08", "�")
    assert graph.nodes[BODY.id]["aliases"] == "甲院、+乙院"
    between = graph[ACTION.id][BODY.id]
    assert {key: own["start"] for key, own in between.items()} == {"INVOLVES-1": 0, "INVOLVES-2": 9}
    assert between["INVOLVES-1"]["confidence"] == pytest.approx(0.9)


def test_json_ld_has_each_relation_as_a_triple_and_as_a_statement_with_its_words() -> None:
    stream = io.BytesIO()
    jsonld.write(NODES, RELATIONS, stream)
    data = json.loads(stream.getvalue())
    things = {thing["id"]: thing for thing in data["@graph"]}
    assert set(load_schema().labels) <= set(data["@context"])
    action = things["urn:planatlas:Action-1"]
    assert action["INVOLVES"] == ["urn:planatlas:Institution-1"] * 2
    assert things["urn:planatlas:Institution-1"]["name"] == NASTY
    statement = things["urn:planatlas:INVOLVES-1"]
    assert (statement["subject"], statement["predicate"]) == ("urn:planatlas:Action-1", "INVOLVES")
    assert statement["evidence"] == "-支持甲院"


def test_an_empty_part_is_an_empty_file_of_its_kind() -> None:
    for write in (graphml.write, jsonld.write):
        stream = io.BytesIO()
        write([], [], stream)
        assert stream.getvalue()
