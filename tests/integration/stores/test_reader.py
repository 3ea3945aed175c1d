"""The read path reads, and nothing else comes through it."""

import time

import neo4j
import pytest
from attempts import attempts
from invented import hill_plan, lake_plan

from graph_builder.errors import QueryError
from graph_builder.stores.loader import load
from graph_builder.stores.reader import Reader

READING = [
    "MATCH (n) RETURN count(n) AS n",
    "MATCH (t:Task) RETURN t.name ORDER BY t.name SKIP 1 LIMIT 1",
    "MATCH (t:Task) OPTIONAL MATCH (t)-[:SETS]->(x) RETURN t.name, collect(DISTINCT x.name)",
    "MATCH p = shortestPath((a:Task {name: '建设数字园区'})-[*..6]-(b:Task {name: '美化湖岸环境'})) RETURN length(p)",
    "MATCH (a:Task)-[:HAS_ACTION*1..3]->(b) WHERE EXISTS { (b)-[:MENTIONS]->() } RETURN a.name, b.name",
    "MATCH (n) WHERE n.name CONTAINS '湖' RETURN n.name UNION MATCH (n:Area) RETURN n.name",
    "UNWIND range(1, 3) AS x WITH x WHERE x > 1 RETURN x, CASE x WHEN 2 THEN '二' END AS word",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.index.fulltext.queryNodes('names', '湖') YIELD node RETURN node.name",
    "MATCH (n:Plan) RETURN date.truncate('year', date('2026-03-01')) AS d, n {.id, .year}",
    "CALL () { MATCH (n:Task) RETURN count(n) AS tasks } RETURN tasks",
    "MATCH (a:Area), (b:Institution) WHERE a.scope = b.scope RETURN count(*)",
    "RETURN 'CREATE (n)' AS text, ['LOAD CSV', 'CALL dbms.listConfig()'] AS `LOAD CSV`",
    "MATCH (n) RETURN CASE WHEN EXISTS { (n)-[:HAS_TASK|HAS_ACTION]->(:Task) } THEN 1 ELSE 0 END AS x LIMIT 3",
    "MATCH (n:Task) RETURN [x IN [1] | COLLECT { MATCH (n)--(m) WHERE NOT m.name IS NULL RETURN m.name }] AS x LIMIT 3",
    "MATCH (n:Task) RETURN n.name // DELETE n",
    "MATCH (n)\r\nRETURN n.name\r\nLIMIT 3",
    "MATCH (`create`:Task) RETURN `create`.name AS `delete`",
    "MATCH (n) RETURN COLLECT { MATCH (n)-[r]->() RETURN type(r) } AS types LIMIT 3",
]


def digest(driver: neo4j.Driver) -> list[object]:
    """The whole database, its schema included."""
    found = [driver.execute_query("SHOW INDEXES YIELD name RETURN name ORDER BY name").records]
    found.append(driver.execute_query("MATCH (n) RETURN labels(n), properties(n) ORDER BY n.id").records)
    found.append(driver.execute_query("MATCH ()-[r]->() RETURN type(r), properties(r) ORDER BY r.id").records)
    found.append(driver.execute_query("SHOW USERS YIELD user RETURN user", database_="system").records)
    return [[record.values() for record in records] for records in found]


@pytest.fixture
def reader(driver: neo4j.Driver) -> Reader:
    load(lake_plan(), driver)
    load(hill_plan(), driver)
    return Reader(driver)


@pytest.mark.parametrize("query", READING)
def test_what_only_reads_is_answered(reader: Reader, query: str) -> None:
    assert reader.run(query).rows


def test_nothing_else_comes_through(reader: Reader, driver: neo4j.Driver) -> None:
    before = digest(driver)
    tried = list(attempts())
    assert len(tried) > 1500
    through, refusals = [], []
    for attempt in tried:
        try:
            reader.run(attempt, {"url": "file:///etc/passwd"}, timeout=10)
            through.append(attempt)
        except QueryError as refusal:
            refusals.append(str(refusal))
    assert through == []
    assert not any("\n" in refusal for refusal in refusals)
    assert digest(driver) == before


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("CREATE (n)", "Create"),
        ("LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l", "LoadCSV"),
        ("CALL/**/dbms.listConfig()", "procedure dbms.listConfig"),
        ("SHOW TRANSACTIONS", "ShowTransactions"),
        ("TERMINATE TRANSACTIONS 'x'", "TerminateTransactions"),
        ("UNWIND [1] AS x CALL (x) { RETURN 1 AS y } IN TRANSACTIONS RETURN y", "TransactionApply"),
        ("ＣＲＥＡＴＥ (n)", "Invalid input 'ＣＲＥＡＴＥ' (line 1, column 1 (offset: 0))"),
        ("RETURN 1 +", "line 1, column 11"),
        (
            "RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'http://127.0.0.1:1/' AS l RETURN l }]",
            "LOAD in a subquery",
        ),
        (" ", "the query is empty"),
        ("RETURN 1" + " " * 10_000 + "AS one", "at most 10,000"),
    ],
)
def test_a_refusal_names_what_was_refused(reader: Reader, query: str, named: str) -> None:
    with pytest.raises(QueryError) as refusal:
        reader.run(query)
    assert named in str(refusal.value)


def test_rows_beyond_the_cap_are_announced(reader: Reader) -> None:
    cut = reader.run("UNWIND range(1, 11) AS x RETURN x", limit=10)
    assert (len(cut.rows), cut.truncated) == (10, True)
    whole = reader.run("UNWIND range(1, 10) AS x RETURN x", limit=10)
    assert (len(whole.rows), whole.truncated) == (10, False)


def test_a_deeply_nested_query_is_answered(reader: Reader) -> None:
    assert reader.run("RETURN " + "(" * 500 + "1" + ")" * 500).rows == [(1,)]


def test_an_endless_query_stops_at_the_time_limit_and_the_next_answers(reader: Reader) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="stopped after 1 seconds"):
        reader.run(
            "UNWIND range(1, 10000000) AS a UNWIND range(1, 10000000) AS b RETURN sum(a * b)", timeout=1
        )
    assert time.monotonic() - started < 10
    assert reader.run("RETURN 1 AS one").rows == [(1,)]


def test_a_greedy_query_stops_at_the_memory_cap_and_the_next_answers(reader: Reader) -> None:
    with pytest.raises(QueryError, match="more memory"):
        reader.run("UNWIND range(1, 100000000) AS x RETURN collect(toString(x) + '湖')")
    assert reader.run("RETURN 1 AS one").rows == [(1,)]


def test_nodes_relations_and_paths_become_plain_values(reader: Reader) -> None:
    query = "MATCH p = (a:Action)-[r:ASSIGNED_TO {role: 'lead'}]->(b) RETURN a, r, p, date('2026-01-02') AS day, 0.0/0.0 AS x"
    (row,) = reader.run(query).records()
    assert row["a"]["label"] == "Action"
    assert row["r"]["type"] == "ASSIGNED_TO"
    assert row["r"]["evidence"] == "由区数据局牵头"
    assert [part.get("label") or part.get("type") for part in row["p"]] == [
        "Action",
        "ASSIGNED_TO",
        "Institution",
    ]
    assert "by_plan" not in row["p"][2]
    assert (row["day"], row["x"]) == ("2026-01-02", "nan")
