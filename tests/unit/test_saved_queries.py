"""Saved queries as contracts: fixed names, typed parameters, errors that name what is known."""

import re

import pytest

from graph_builder.errors import QueryError
from graph_builder.saved_queries import Parameter, SavedQuery, find_query, load_queries
from graph_builder.schema import Title, load_schema

QUERIES = load_queries()
FIXED = {
    "institution-tasks": "name",
    "task-institutions": "title",
    "headline-targets": "plan",
    "search": "text",
    "evidence": "id",
}


def test_the_fixed_names_have_their_parameters() -> None:
    assert all(parameter in QUERIES[name].parameters for name, parameter in FIXED.items())
    assert list(QUERIES["path-between"].parameters) == ["source", "target"]
    assert list(QUERIES["institution-tasks"].columns) == [
        *("institution", "relation", "role", "task", "section", "evidence", "start", "end", "plan")
    ]
    more = {
        "workload",
        "section-targets",
        "area-projects",
        "unassigned-tasks",
        "untargeted-tasks",
        "about-name",
        "who-works-with-whom",
        "tasks-by-deadline",
        "bodies-added-and-gone",
        "tasks-without-lead",
        "body-proposals",
    }
    assert more <= set(QUERIES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_header_and_statement_agree(query: SavedQuery) -> None:
    used = set(re.findall(r"\$(\w+)", query.cypher))
    assert used == set(query.parameters)
    query.bind(query.example)
    for parameter in query.parameters.values():
        assert set(parameter.suggest) <= set(load_schema().labels)
        assert parameter.required or parameter.default is not None


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_labels_and_types_are_the_schema_s(query: SavedQuery) -> None:
    statement = re.sub(r"'(?:[^'\\]|\\.)*'|//.*", "", query.cypher)
    names = set(re.findall(r"[:|]([A-Z]\w+)", statement))
    assert names <= {*load_schema().labels, *load_schema().relations}


def test_where_every_label_or_type_is_meant_none_is_forgotten() -> None:
    labels, relations = "|".join(load_schema().labels), "|".join(load_schema().relations)
    assert f"[r:{relations} " in QUERIES["evidence"].cypher
    assert f"(:{labels} " in QUERIES["evidence"].cypher
    assert f"(node:{labels})" in QUERIES["search"].cypher


def test_unknown_missing_and_mistyped_are_named() -> None:
    with pytest.raises(QueryError, match=r"no query 'institution'.*institution-tasks"):
        find_query("institution")
    query = find_query("institution-tasks")
    with pytest.raises(QueryError, match=r"no parameter 'nom'; known: name, plan"):
        query.bind({"nom": "区数据局"})
    with pytest.raises(QueryError, match="needs the parameter name"):
        query.bind({})
    with pytest.raises(QueryError, match="needs the parameter name"):
        query.bind({"name": ""})
    with pytest.raises(QueryError, match="name is of type string, not '7'"):
        query.bind({"name": 7})


@pytest.mark.parametrize(
    ("kind", "given", "parsed"),
    [
        ("integer", "12", 12),
        ("number", "1.5", 1.5),
        ("boolean", "True", True),
        ("date", "2026-06-30", "2026-06-30"),
        ("string", " 区数据局 ", "区数据局"),
    ],
)
def test_text_from_the_command_line_becomes_the_type(kind: str, given: str, parsed: object) -> None:
    parameter = Parameter.model_validate({"title": Title(zh="值", en="Value"), "type": kind})
    assert parameter.parse(given) == parsed


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("integer", "一"),
        ("integer", 1.5),
        ("integer", True),
        ("number", "x"),
        ("boolean", "maybe"),
        ("date", "6月"),
    ],
)
def test_the_wrong_type_is_refused(kind: str, given: object) -> None:
    parameter = Parameter.model_validate({"title": Title(zh="值", en="Value"), "type": kind})
    with pytest.raises((TypeError, ValueError)):
        parameter.parse(given)


def test_a_parameter_with_choices_takes_these_or_none_and_they_are_the_schemas() -> None:
    query = QUERIES["institution-tasks"]
    kinds = load_schema().relations
    values = [*kinds["ASSIGNED_TO"].properties["role"].enum, *kinds["INVOLVES"].properties["role"].enum]
    values += kinds["ADVANCES"].properties["stage"].enum
    assert list(query.parameters["role"].choices) == values
    assert query.bind({"name": "市教育局", "role": "lead"})["role"] == "lead"
    assert query.bind({"name": "市教育局"})["role"] == ""
    with pytest.raises(QueryError, match="role is one of lead, responsible, support"):
        query.bind({"name": "市教育局", "role": "牵头"})
