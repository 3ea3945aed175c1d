"""Bodies that may be one under two names: proposed by the reader of the plans, decided by nobody yet, drawn as doubtful."""

from typing import Any

import streamlit as st

from explorer import data, neighbourhood
from explorer.data import NODE, TTL, rows
from explorer.looks import PROPOSED
from graph_builder.graph import Relation
from graph_builder.ids import entity_id

Rows = list[dict[str, Any]]


def twins(scope: str, alike: list[str]) -> dict[str, tuple[str, float]]:
    """The proposals of a body's property ``alike`` (score, blank, name each): name and score by id."""
    said = (each.partition(" ") for each in alike)
    return {entity_id("Institution", scope, name): (name, float(score)) for score, _, name in said}


@st.cache_data(ttl=TTL, max_entries=64, show_spinner=False)
def proposals(node_ids: tuple[str, ...]) -> Rows:
    """The proposals of some nodes as rows of ``data.neighbours``; none where a relation says what two bodies are."""
    bodies = rows(
        "UNWIND $ids AS id MATCH (n:Institution {id: id}) WHERE n.alike IS NOT NULL "
        "RETURN id, n.scope AS scope, n.alike AS alike",
        ids=list(node_ids),
    )
    scores = {
        tuple(sorted((body["id"], other))): score
        for body in bodies
        for other, (_, score) in twins(body["scope"], body["alike"]).items()
    }
    if not scores:
        return []
    found = rows(
        "UNWIND $pairs AS pair MATCH (a:Institution {id: pair[0]}), (b:Institution {id: pair[1]}) "
        f"WHERE NOT (a)--(b) RETURN {NODE.format('a')} AS start, {NODE.format('b')} AS end",
        pairs=[list(pair) for pair in scores],
    )
    for row in found:
        pair = (row["start"]["id"], row["end"]["id"])
        row |= {"id": "~".join(pair), "type": "SAME_AS", "role": PROPOSED, "stage": None}
        row |= {"source": "proposal", "plan_id": None, "confidence": scores[pair]}
    return found


def near(node_ids: tuple[str, ...]) -> Rows:
    """The relations and proposals of some nodes."""
    return data.neighbours(node_ids) + proposals(node_ids)


def between(node_ids: tuple[str, ...]) -> Rows:
    """The relations and proposals with both ends among some nodes."""
    ends = set(node_ids)
    doubtful = [row for row in proposals(node_ids) if {row["start"]["id"], row["end"]["id"]} <= ends]
    return neighbourhood.between(node_ids) + doubtful


def relations(edges: Rows) -> list[Relation]:
    """The proposals among some rows as a file has them: with their source, so that nobody takes them for decided."""
    return [
        Relation(
            row["id"],
            row["type"],
            row["start"]["id"],
            row["end"]["id"],
            {key: row[key] for key in ("role", "source", "confidence")},
        )
        for row in edges
        if row["role"] == PROPOSED
    ]
