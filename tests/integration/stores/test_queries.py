"""The saved queries on two small invented plans: their answers by heart, and found by index."""

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from click.testing import CliRunner
from invented import PlanBuilder, hill_plan, lake_plan

from graph_builder.cli import main
from graph_builder.query_checks import faults, load_example
from graph_builder.saved_queries import SavedQuery, ask, load_queries
from graph_builder.stores.loader import load, remove
from graph_builder.stores.reader import Reader
from graph_builder.stores.search import close_names, suggest

QUERIES = load_queries()


@pytest.fixture(scope="module")
def reader(session_driver: neo4j.Driver) -> Iterator[Reader]:
    session_driver.execute_query("MATCH (n) DETACH DELETE n")
    load_example(session_driver)
    yield Reader(session_driver)
    session_driver.execute_query("MATCH (n) DETACH DELETE n")


def answer(reader: Reader, query: str, /, **values: Any) -> list[dict[str, Any]]:
    return ask(query, values, reader).records()


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_example_s_answer_is_known_to_the_byte_and_found_by_index(
    reader: Reader, session_driver: neo4j.Driver, query: SavedQuery
) -> None:
    assert faults(query, session_driver) == []
    assert faults(query, session_driver) == []
    assert ask(query.name, query.example, reader).rows


def broken(which: str, **changes: Any) -> SavedQuery:
    return QUERIES[which].model_copy(update=changes)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("workload", "ORDER BY tasks DESC", "ORDER BY tasks", "row 1, institution: '云梯区交通局'; expected: '镜湖区数据局'"),
        ("unassigned-tasks", "USING INDEX it:Task(plan_id)", "USING SCAN it:Task", "its plan holds NodeByLabelScan it:Task"),
        ("unassigned-tasks", "WHERE NOT EXISTS", "WHERE EXISTS", "rows; expected: 1"),
        ("evidence", "AS confidence", "AS trust", "its columns are id, relation"),
        ("search", "ORDER BY CASE", "SORT BY CASE", "Invalid input"),
    ],
)  # fmt: skip
def test_a_query_that_breaks_its_word_is_told(
    reader: Reader,
    session_driver: neo4j.Driver,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    old: str,
    new: str,
    said: str,
) -> None:
    query = broken(name, cypher=QUERIES[name].cypher.replace(old, new))
    assert query.cypher != QUERIES[name].cypher
    monkeypatch.setitem(QUERIES, name, query)
    assert any(said in fault for fault in faults(query, session_driver))


def test_the_command_checks_all_and_says_a_line_for_each_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = CliRunner().invoke(main, ["queries", "--check"])
    assert (done.exit_code, done.stdout) == (
        0,
        f"{len(QUERIES)} saved queries answer their examples as declared, each by an index\n",
    )
    wrong = broken("workload", cypher="MATCH (n:Institution) RETURN n.name AS institution")
    monkeypatch.setitem(QUERIES, "workload", wrong)
    monkeypatch.setitem(QUERIES, "evidence", broken("evidence", name="unknown"))
    done = CliRunner().invoke(main, ["queries", "--check"])
    assert done.exit_code == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert [line.partition(": error: ")[2].partition(":")[0] for line in lines] == ["unknown", "workload"]
    assert "its plan holds NodeByLabelScan n:Institution" in lines[1]


@pytest.mark.parametrize("name", ["镜湖区数据局", "区数据局", "镜湖数据局", "数据局"])
def test_a_body_is_found_by_name_alias_and_part(reader: Reader, name: str) -> None:
    rows = answer(reader, "institution-tasks", name=name)
    assert {row["institution"] for row in rows} == {"镜湖区数据局"}
    assert [(row["plan"][:3], row["role"]) for row in rows if row["relation"] == "ASSIGNED_TO"] == [
        ("云梯区", "responsible"),
        ("镜湖区", "lead"),
    ]


def test_the_tasks_of_a_body_may_be_asked_for_by_role(reader: Reader) -> None:
    rows = answer(reader, "institution-tasks", name="镜湖区数据局", role="lead")
    assert [(row["role"], row["task"]) for row in rows] == [("lead", "建设数字园区")]
    rows = answer(reader, "institution-tasks", name="星桥研究院", role="relies_on")
    assert [row["evidence"] for row in rows] == ["依托星桥研究院"]
    assert answer(reader, "institution-tasks", name="镜湖区数据局", role="support") == []


def test_who_works_with_whom_names_each_pair_once_or_as_seen_by_one_body(reader: Reader) -> None:
    pairs = answer(reader, "who-works-with-whom")
    assert {frozenset((row["institution"], row["other"])) for row in pairs} == {
        frozenset(("镜湖区数据局", "青岚大学")),
        frozenset(("镜湖区数据局", "云梯区交通局")),
    }
    assert len(pairs) == 2
    (row,) = answer(reader, "who-works-with-whom", name="青岚大学")
    assert (row["institution"], row["other"], row["other_roles"]) == ("青岚大学", "镜湖区数据局", ["lead"])
    assert answer(reader, "who-works-with-whom", plan="镜湖区2026年", name="云梯区交通局") == []


def test_a_day_counts_as_due_and_the_day_before_does_not(reader: Reader) -> None:
    assert [row["due"] for row in answer(reader, "tasks-by-deadline", before="2026-06-30")] == ["2026-06-30"]
    assert answer(reader, "tasks-by-deadline", before="2026-06-29") == []


def test_targets_are_due_when_their_period_is_stated(session_driver: neo4j.Driver, reader: Reader) -> None:
    it = PlanBuilder("三季度末新增学位900个，全年新增床位80张。", title="期限计划", region="镜湖区")
    task = it.part("Task", it.id, "三季度末新增学位900个，全年新增床位80张。")
    due = {"period_end": "2026-09-30", "period_stated": True}
    it.target(task, "三季度末新增学位900个", "新增学位", "900", unit="个", **due)
    it.target(task, "新增床位80张", "新增床位", "80", unit="张", period_end="2026-12-31", period_stated=False)
    load(it.plan, session_driver)
    rows = answer(reader, "tasks-by-deadline", before="2026-12-31", plan="期限计划")
    assert [(row["relation"], row["due"], row["evidence"]) for row in rows] == [
        ("SETS", "2026-09-30", "三季度末新增学位900个")
    ]
    remove(it.id, session_driver)


def test_bodies_of_one_plan_only_are_told_when_both_are_loaded(
    session_driver: neo4j.Driver, reader: Reader
) -> None:
    both = {"plan": "镜湖区2026年", "other": "云梯区2026年"}
    rows = answer(reader, "bodies-added-and-gone", **both)
    assert ("gone", "云梯区交通局") in {(row["change"], row["institution"]) for row in rows}
    assert "镜湖区数据局" not in {row["institution"] for row in rows}
    assert answer(reader, "bodies-added-and-gone", plan="镜湖区2026年", other="镜湖区2025年") == []
    session_driver.execute_query(
        "MATCH (a:Institution {name: '镜湖区住建局'}), (b:Institution {name: '云梯区交通局'})"
        " CREATE (a)-[:SAME_AS {id: 's1', plan_id: 'review', source: 'review', confidence: 1.0}]->(b)"
    )
    try:
        merged = {row["institution"] for row in answer(reader, "bodies-added-and-gone", **both)}
        assert merged == {row["institution"] for row in rows} - {"镜湖区住建局", "云梯区交通局"}
    finally:
        session_driver.execute_query("MATCH ()-[r:SAME_AS]->() DELETE r")


def test_an_exact_name_beats_names_that_hold_it(session_driver: neo4j.Driver, reader: Reader) -> None:
    it = PlanBuilder("青岚大学设计院参与。", title="附加计划", region="镜湖区")
    task = it.part("Task", it.id, "青岚大学设计院参与。")
    it.relate("MENTIONS", task, it.entity("Institution", "青岚大学设计院"), "青岚大学设计院")
    load(it.plan, session_driver)
    rows = answer(reader, "institution-tasks", name="青岚大学")
    assert {row["institution"] for row in rows} == {"青岚大学"}
    rows = answer(reader, "institution-tasks", name="青岚")
    assert {row["institution"] for row in rows} == {"青岚大学", "青岚大学设计院"}


def test_the_nearest_of_several_pairs_is_taken_and_a_far_one_is_found(
    session_driver: neo4j.Driver, reader: Reader
) -> None:
    chain = "UNWIND range(0, size($names) - 2) AS at MERGE (a:Area {id: $tag + at}) MERGE (b:Area {id: $tag + (at + 1)})"
    chain += " SET a.name = $names[at], b.name = $names[at + 1] MERGE (a)-[:PART_OF {id: $tag + at, plan_id: $tag}]->(b)"
    near, far = ["起点洲", "中点洲", "终点洲"], ["起点洲", *(f"过路洲{n}" for n in range(5)), "终点洲"]
    last = [*(f"过路湾{n}" for n in range(6)), "终点湾"]
    for tag, names in (("near", near), ("far", far), ("last", ["起点湾", *last])):
        session_driver.execute_query(chain, tag=tag, names=names)
    session_driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    try:
        assert [
            row["to"] for row in answer(reader, "path-between", source="起点洲", target="终点洲")
        ] == near[1:]
        assert [row["to"] for row in answer(reader, "path-between", source="起点湾", target="终点湾")] == last
    finally:
        session_driver.execute_query("MATCH (n:Area) WHERE n.id =~ '(near|far|last)\\d' DETACH DELETE n")


def test_a_reviewed_merge_answers_the_same_by_each_name(session_driver: neo4j.Driver, reader: Reader) -> None:
    before = answer(reader, "institution-tasks", name="镜湖区住建局")
    session_driver.execute_query(
        "MATCH (a:Institution {name: '镜湖区住建局'}), (b:Institution {name: '云梯区交通局'}),"
        " (c:Institution {name: '星桥研究院'})"
        " CREATE (a)-[:SAME_AS {id: 's1', plan_id: 'review', source: 'review', confidence: 1.0}]->(b),"
        " (c)-[:SAME_AS {id: 's2', plan_id: 'review', source: 'review', confidence: 1.0}]->(b)"
    )
    try:
        answers = [
            answer(reader, "institution-tasks", name=name)
            for name in ("区住建局", "云梯区交通局", "星桥研究院")
        ]
        assert answers[0] == answers[1] == answers[2]
        assert len(answers[0]) > len(before)
        workload = answer(reader, "workload")
        assert (
            sum(row["institution"] in ("镜湖区住建局", "云梯区交通局", "星桥研究院") for row in workload) == 1
        )
    finally:
        session_driver.execute_query("MATCH ()-[r:SAME_AS]->() DELETE r")


def test_plans_are_chosen_by_id_title_or_part_of_it(reader: Reader) -> None:
    plans = (lake_plan().document_id, "镜湖区2026年工作计划", "镜湖区")
    answers = [answer(reader, "headline-targets", plan=plan) for plan in plans]
    assert answers[0] == answers[1] == answers[2]
    assert [row["value"] for row in answers[0]] == [6, None]
    assert answer(reader, "headline-targets", plan="无此计划") == []


def names_found(reader: Reader, text: str) -> set[str]:
    return {row["name"] for row in answer(reader, "search", text=text)}


def test_one_character_finds_what_holds_it(reader: Reader) -> None:
    found = names_found(reader, "湖")
    assert {"湖滨灯会", "望湖创新谷", "镜湖区数据局", "美化湖岸环境", "联通镜湖"} <= found
    everything = [*lake_plan().nodes(), *hill_plan().nodes()]
    for character in "灯谷堤局学桥云5G一。":
        holding = {node.name for node in everything if character in node.name}
        assert holding <= names_found(reader, character), character


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5G-A", "5G-A基站"),
        ("5G-", "5G-A基站"),
        ("5g-a", "5G-A基站"),
        ("G-A基", "5G-A基站"),
        ("镜湖数据局", "镜湖区数据局"),
        ("会同青岚大学推进5G-A基站建设", "由区数据局牵头，会同青岚大学推进5G-A基站建设。"),
        ("居民收入与经济增长同步", "居民收入与经济增长同步"),
    ],
)
def test_names_aliases_and_sentences_are_found(reader: Reader, text: str, name: str) -> None:
    assert name in names_found(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "甲)",
        "(",
        "湖 AND",
        "湖~2",
        "+湖 -镜",
        "name:湖",
        "[湖 TO 镜]",
        '"',
        "\\",
        "湖*",
        "!{}^",
        "//",
        "'",
        "&&",
    ],
)
def test_operators_are_just_text(reader: Reader, text: str) -> None:
    hits = answer(reader, "search", text=text)
    assert all(row["found_in"] == "similar" or text in row["words"] for row in hits)


def test_forms_get_suggestions_and_close_names(reader: Reader) -> None:
    assert set(suggest(reader, "镜湖", ["Institution"])) == {"镜湖区住建局", "镜湖区数据局"}
    assert suggest(reader, "区数据局", ["Institution"])[0] == "镜湖区数据局"
    assert close_names(reader, "星乔研究院")[0] == "星桥研究院"
    assert close_names(reader, "（）") == []
