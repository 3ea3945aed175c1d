"""The handful of reads that the pages need, cached for a short time and shared by all sessions.

Labels and relation types in the Cypher come from the schema; all that a reader types travels as a parameter.
"""

import time
from typing import Any

import streamlit as st

from explorer.connection import LIMIT, GraphConnection
from explorer.plan_view import Fact, Item, PlanView
from graph_builder.saved_queries import find_query
from graph_builder.schema import load_schema
from graph_builder.stores.reader import Result

TTL = 30  # seconds


def connection() -> GraphConnection:
    """The shared connection."""
    return st.connection("graph", type=GraphConnection)


def rows(cypher: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a reading query; remembers when the database last answered."""
    found = connection().run(cypher, parameters).records()
    st.session_state["answered"] = time.strftime("%H:%M")
    return found


def forget() -> None:
    """Drop all that was read, so that the next run asks again."""
    st.cache_data.clear()
    plan_view.clear()


def by_id(variable: str, key: str) -> str:
    """The pattern of a node in any label by its id, by index. (A UNION of the labels takes five times as long to plan.)"""
    return f"({variable}:{'|'.join(load_schema().labels)} {{id: {key}}})"


def _own(variable: str) -> str:
    """The pattern of the nodes that belong to the plan ``$plan``: the Plan itself, its outline and targets."""
    labels = [name for name, label in load_schema().labels.items() if not label.shared]
    return f"({variable}:{'|'.join(labels)} {{plan_id: $plan}})"


NODE = "{{id: {0}.id, label: labels({0})[0], name: {0}.name}}"


def _item(row: dict[str, Any]) -> Item:
    properties = {
        key: value
        for key, value in (row.get("properties") or {}).items()
        if key not in ("id", "name", "by_plan", "shared")
    }
    return Item(row["id"], row["label"], row["name"], properties)


def plans() -> list[dict[str, Any]]:
    """The plans at hand: id, name, region, year; the newest first. What was just loaded or removed shows at once."""
    return _plans(size())


@st.cache_data(ttl=TTL, max_entries=4, show_spinner=False)
def _plans(nodes: int) -> list[dict[str, Any]]:
    return rows(
        "MATCH (p:Plan) RETURN p.id AS id, p.name AS name, p.region AS region, p.year AS year "
        "ORDER BY p.year DESC, p.name LIMIT $limit",
        limit=LIMIT,
    )


@st.cache_resource(ttl=TTL, max_entries=32, show_spinner=False)
def plan_view(plan_id: str) -> PlanView | None:
    """A plan with its outline, targets and facts; None when there is no such plan."""
    own = rows(
        f"MATCH {_own('n')} "
        "RETURN n.id AS id, labels(n)[0] AS label, n.name AS name, properties(n) AS properties LIMIT $limit",
        plan=plan_id,
        limit=LIMIT,
    )
    items = {row["id"]: _item(row) for row in own}
    if plan_id not in items:
        return None
    related = rows(
        f"MATCH {_own('a')}-[r]->(b) WHERE r.plan_id = $plan "
        "RETURN r.id AS id, type(r) AS type, a.id AS start_id, b.id AS end_id, properties(r) AS properties, "
        "labels(b)[0] AS label, b.name AS name ORDER BY r.start, r.end, r.id LIMIT $limit",
        plan=plan_id,
        limit=LIMIT,
    )
    for row in related:
        items.setdefault(row["end_id"], Item(row["end_id"], row["label"], row["name"]))
    facts = tuple(
        Fact(row["id"], row["type"], row["start_id"], row["end_id"], row["properties"]) for row in related
    )
    return PlanView(items[plan_id], items, facts)


@st.cache_data(ttl=TTL, max_entries=256, show_spinner=False)
def node(node_id: str) -> Item | None:
    """A node with its properties, or None."""
    found = rows(
        f"MATCH {by_id('n', '$id')} "
        "RETURN n.id AS id, labels(n)[0] AS label, n.name AS name, properties(n) AS properties",
        id=node_id,
    )
    return _item(found[0]) if found else None


@st.cache_data(ttl=TTL, max_entries=256, show_spinner=False)
def facts_about(node_id: str, limit: int = 200) -> list[dict[str, Any]]:
    """The relations of a node, most telling first: the Fact, the node at the other end, and the plan's name."""
    found = rows(
        f"MATCH {by_id('n', '$id')}-[r]-(m) OPTIONAL MATCH (p:Plan {{id: r.plan_id}}) "
        "RETURN r.id AS id, type(r) AS type, startNode(r).id AS start_id, endNode(r).id AS end_id, "
        f"properties(r) AS properties, {NODE.format('m')} AS other, p.name AS plan "
        "ORDER BY type(r) = 'MENTIONS', r.plan_id, r.start, r.id LIMIT $limit",
        id=node_id,
        limit=limit,
    )
    return [
        {
            "fact": Fact(row["id"], row["type"], row["start_id"], row["end_id"], row["properties"]),
            "other": _item(row["other"]),
            "plan": row["plan"],
        }
        for row in found
    ]


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def neighbours(node_ids: tuple[str, ...], limit: int = 4000) -> list[dict[str, Any]]:
    """The relations of some nodes with both ends, for a picture."""
    return rows(
        f"UNWIND $ids AS id MATCH {by_id('n', 'id')}-[r]-(m) "
        "WITH DISTINCT r LIMIT $limit WITH r, startNode(r) AS a, endNode(r) AS b "
        "RETURN r.id AS id, type(r) AS type, r.role AS role, r.stage AS stage, r.source AS source, r.plan_id AS plan_id, "
        f"{NODE.format('a')} AS start, {NODE.format('b')} AS end ORDER BY r.plan_id, r.start, r.id",
        ids=list(node_ids),
        limit=limit,
    )


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def degrees(node_ids: tuple[str, ...]) -> dict[str, int]:
    """How many different neighbours each node has."""
    found = rows(
        f"UNWIND $ids AS id MATCH {by_id('n', 'id')} RETURN id, COUNT {{ MATCH (n)--(m) RETURN DISTINCT m }} AS degree",
        ids=list(node_ids),
    )
    return {row["id"]: row["degree"] for row in found}


@st.cache_data(ttl=1, show_spinner=False)
def size() -> int:
    """The number of nodes in the graph, which the server keeps count of: asked once an answer, not once a part of it."""
    return int(rows("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"])


@st.cache_data(ttl=TTL, max_entries=8, show_spinner=False)
def names() -> list[dict[str, Any]]:
    """Every name of an entity with its label and aliases, for suggestions and close names."""
    labels = [name for name, label in load_schema().labels.items() if label.kind == "entity"]
    return rows(
        f"MATCH (n:{'|'.join(labels)}) RETURN n.id AS id, labels(n)[0] AS label, n.name AS name, "
        "coalesce(n.aliases, []) AS aliases ORDER BY n.name LIMIT $limit",
        limit=LIMIT,
    )


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def named(text: str) -> list[dict[str, Any]]:
    """The nodes with exactly this name or alias, names before passages: id, label, name."""
    order = [
        name for name, label in load_schema().labels.items() if label.kind in ("entity", "plan", "indicator")
    ]
    return rows(
        "CALL db.index.fulltext.queryNodes('names', $phrase) YIELD node AS n "
        "WITH n, labels(n)[0] AS label WHERE n.name = $text OR $text IN n.aliases "
        "RETURN n.id AS id, label, n.name AS name ORDER BY NOT label IN $order, n.name <> $text, n.id LIMIT 20",
        text=text,
        phrase='"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
        order=order,
    )


@st.cache_data(ttl=TTL, max_entries=16, show_spinner=False)
def called(words: tuple[str, ...]) -> list[dict[str, Any]]:
    """The nodes whose id or exact name is one of some words: id, label, name, and plan_id of what belongs to one plan.

    An action has no name of its own: it is called by its text.
    """
    return rows(
        f"MATCH (n:{'|'.join(load_schema().labels)}) WHERE n.id IN $words OR n.name IN $words AND NOT n:Action "
        "RETURN n.id AS id, labels(n)[0] AS label, n.name AS name, n.plan_id AS plan_id ORDER BY id",
        words=list(words),
    )


@st.cache_data(ttl=TTL, max_entries=32, show_spinner=False)
def names_in(plan_id: str) -> list[str]:
    """The names that a plan mentions, for suggestions."""
    found = rows(
        f"MATCH {_own('a')}-[:MENTIONS]->(n) RETURN DISTINCT n.name AS name ORDER BY name LIMIT 2000",
        plan=plan_id,
    )
    return [row["name"] for row in found]


@st.cache_data(ttl=TTL, max_entries=32, show_spinner=False)
def names_of(labels: tuple[str, ...], limit: int = 2000) -> list[str]:
    """The names of some labels, for suggestions. Raises SchemaError for a label we do not know."""
    known = "|".join(load_schema().label(label).name for label in labels)
    found = rows(f"MATCH (n:{known}) RETURN DISTINCT n.name AS name ORDER BY name LIMIT $limit", limit=limit)
    return [row["name"] for row in found]


def answer(name: str, values: dict[str, str], limit: int) -> Result:
    """A saved query's answer. Raises QueryError for a parameter that is missing or does not fit."""
    query = find_query(name)
    return connection().run(query.cypher, query.bind(values), limit)


def own_answer(cypher: str, limit: int) -> Result:
    """The answer to a reader's own query. Raises QueryError for what is refused: the reader decides, not the page."""
    return connection().run(cypher, {}, limit)
