"""What broke others (CASES.md): a merged body answers whole by each of its names; a new year retires nothing of the old."""

from typing import Any

import neo4j
import pytest

from graph_builder.documents import read_bytes
from graph_builder.extraction import extract
from graph_builder.saved_queries import ask
from graph_builder.stores.loader import load
from graph_builder.stores.reader import Reader


@pytest.fixture
def store(session_driver: neo4j.Driver) -> neo4j.Driver:
    session_driver.execute_query("MATCH (n) DETACH DELETE n")
    return session_driver


def loaded(text: str, driver: neo4j.Driver) -> None:
    load(extract(read_bytes(text.encode(), "plan.txt")), driver)


def rows(driver: neo4j.Driver, query: str, **values: Any) -> list[dict[str, Any]]:
    return ask(query, values, Reader(driver)).records()


def test_a_body_s_answer_is_the_same_by_each_of_its_names(store: neo4j.Driver) -> None:
    loaded(
        "江城市2026年国民经济和社会发展计划\n一、改善医疗\n1.扩建门诊。（责任单位：市七医院）\n"
        "2.优化服务。（责任单位：市第七医院）\n3.建设信息平台。（责任单位：江城市第七医院）\n",
        store,
    )
    answers = [
        rows(store, "institution-tasks", name=name) for name in ("市七医院", "市第七医院", "江城市第七医院")
    ]
    assert len({row["task"] for row in answers[0]}) == 3
    assert answers[0] == answers[1] == answers[2]


def test_a_plan_of_the_next_year_changes_nothing_of_the_last(store: neo4j.Driver) -> None:
    loaded("云台区2025年工作要点\n一、教育\n1.新建学校3所。（责任单位：区教育局）\n", store)
    before = {row["task"] for row in rows(store, "institution-tasks", name="区教育局")}
    loaded("云台区2026年工作要点\n一、教育\n1.新增学位500个。（责任单位：区教育局）\n", store)
    after = rows(store, "institution-tasks", name="区教育局")
    assert before < {row["task"] for row in after}
    found = store.execute_query(
        "MATCH (t:Target) OPTIONAL MATCH (t)-[:MEASURES]->(i) RETURN t.value AS value, i.name AS indicator"
    ).records
    assert {(record["value"], record["indicator"] is not None) for record in found} == {
        (3.0, True),
        (500.0, True),
    }
