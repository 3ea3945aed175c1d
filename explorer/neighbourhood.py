"""The reads of the graph page beyond a node's neighbours: lines between nodes, their homes, what is hidden, the path."""

from typing import Any

import streamlit as st

from explorer.data import NODE, TTL, answer, by_id, rows
from explorer.legend import Home
from graph_builder.graph import Node, Relation
from graph_builder.schema import load_schema

#: What a picture needs of a relation ``r`` from ``a`` to ``b``.
EDGE = (
    "r.id AS id, type(r) AS type, r.role AS role, r.stage AS stage, r.source AS source, r.plan_id AS plan_id, "
    f"{NODE.format('a')} AS start, {NODE.format('b')} AS end"
)
#: A plan's whole text is no property of a picture's node.
LEFT_OUT = ("id", "name", "by_plan", "shared")
LONGEST_PATH = 8


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def between(node_ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """The relations with both ends among some nodes, as ``data.neighbours`` has them."""
    return rows(
        f"UNWIND $ids AS id MATCH {by_id('a', 'id')}-[r]->(b) WHERE b.id IN $ids "
        f"RETURN {EDGE} ORDER BY r.plan_id, r.start, r.id",
        ids=list(node_ids),
    )


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def homes(node_ids: tuple[str, ...]) -> dict[str, Home]:
    """The plan and the innermost section of each node that belongs to one plan."""
    found = rows(
        f"UNWIND $ids AS id MATCH {by_id('n', 'id')} "
        "WITH id, n, CASE WHEN n:Plan THEN id ELSE n.plan_id END AS plan WHERE plan IS NOT NULL "
        "CALL (n) { OPTIONAL MATCH way = (s:Section)-[:HAS_TASK|HAS_ACTION|SETS*0..3]->(n) "
        "RETURN s ORDER BY length(way) LIMIT 1 } OPTIONAL MATCH (p:Plan {id: plan}) "
        "RETURN id, plan, p.name AS plan_name, s.id AS section, coalesce(s.mark, '') + s.name AS section_name",
        ids=list(node_ids),
    )
    return {
        row["id"]: Home(row["plan"], row["plan_name"] or "", row["section"] or "", row["section_name"] or "")
        for row in found
    }


@st.cache_data(ttl=TTL, show_spinner=False)
def sizes() -> dict[str, int]:
    """How many nodes of each label the graph has, in the schema's order."""
    each = " UNION ALL ".join(
        f"MATCH (n:{label}) RETURN '{label}' AS label, count(n) AS count" for label in load_schema().labels
    )
    return {row["label"]: row["count"] for row in rows(each) if row["count"]}


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def not_shown(node_id: str, shown: tuple[str, ...]) -> dict[str, int]:
    """How many neighbours of a node are not among those shown, by label, in the schema's order."""
    found = rows(
        f"MATCH {by_id('n', '$id')}--(m) WHERE NOT m.id IN $shown "
        "RETURN labels(m)[0] AS label, count(DISTINCT m) AS count",
        id=node_id,
        shown=list(shown),
    )
    counts = {row["label"]: row["count"] for row in found}
    return {label: counts[label] for label in load_schema().labels if label in counts}


def path(source: str, target: str) -> list[dict[str, Any]]:
    """The nodes (id, label, name) from one name to another, as the saved query finds them; empty for no way."""
    steps = answer("path-between", {"source": source, "target": target}, LONGEST_PATH).records()
    nodes = [{"id": row["from_id"], "label": row["from_label"], "name": row["from"]} for row in steps[:1]]
    return nodes + [{"id": row["to_id"], "label": row["to_label"], "name": row["to"]} for row in steps]


def facts(node_ids: tuple[str, ...], edge_ids: tuple[str, ...]) -> tuple[list[Node], list[Relation]]:
    """Nodes and relations with all that is known of them, for a file; a plan without its whole text."""
    nodes = rows(
        f"UNWIND $ids AS id MATCH {by_id('n', 'id')} "
        "RETURN id, labels(n)[0] AS label, n.name AS name, "
        "CASE WHEN n:Plan THEN n {.*, text: null} ELSE properties(n) END AS properties",
        ids=list(node_ids),
    )
    relations = rows(
        f"UNWIND $ids AS id MATCH {by_id('a', 'id')}-[r]->(b) WHERE b.id IN $ids AND r.id IN $edges "
        "RETURN r.id AS id, type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties "
        "ORDER BY r.plan_id, r.start, r.id",
        ids=list(node_ids),
        edges=list(edge_ids),
    )
    return [Node(row["id"], row["label"], row["name"], _own(row)) for row in nodes], [
        Relation(row["id"], row["type"], row["start"], row["end"], _own(row)) for row in relations
    ]


def _own(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in row["properties"].items() if value is not None and key not in LEFT_OUT
    }
