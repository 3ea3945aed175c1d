"""An answer as a picture: the nodes that it holds or names, and the lines between them."""

from collections.abc import Iterator
from typing import Any

import streamlit as st
from neo4j.graph import Node, Path

from explorer import data, likely_same
from explorer.address import say
from explorer.board import canvas, details, opened, view_of
from explorer.parts import notice
from explorer.picture import draw
from explorer.sheet import sheet
from graph_builder.ids import make_id
from graph_builder.stores.reader import Result

#: A cell of more characters is a passage and no name.
LONGEST = 200
MOST_WORDS = 2_000
#: Pixels: the form above it stays in sight.
HEIGHT = 540


def show(result: Result) -> None:
    """The picture with its panel; a notice where the answer holds nothing that the graph knows."""
    found = nodes_of(result)
    if not found:
        sheet(notice(say("no_nodes")), "queries-empty")
        return
    picture = draw(found[:1], 0, opened(), data.neighbours, likely_same.between, found[1:])
    view = view_of(picture)
    left, right = st.columns([7, 2.9], gap="medium")
    with left:
        canvas(view, "answer", make_id("View", *(node["id"] for node in found)), height=HEIGHT)
    with right:
        details(view)


def nodes_of(result: Result) -> list[dict[str, Any]]:
    """The nodes (id, label, name) of an answer in its order: those in its cells, and those whose id or exact name is a cell.

    Names that many plans use are taken from the plans that the answer names, where it names any.
    """
    order: dict[str, int] = {}
    for row in result.rows:
        for word in (word for value in row for word in words(value)):
            order.setdefault(word, len(order))
    found = data.called(tuple(order)[:MOST_WORDS])
    plans = {row["id"] for row in found if row["label"] == "Plan"}
    kept = [row for row in found if not plans or row["plan_id"] is None or row["plan_id"] in plans]
    kept.sort(key=lambda row: min(order.get(row["id"], len(order)), order.get(row["name"], len(order))))
    return [{key: row[key] for key in ("id", "label", "name")} for row in kept]


def words(value: Any) -> Iterator[str]:
    """What may be an id or a name in a cell."""
    if isinstance(value, Node):
        yield str(value.get("id", ""))
    elif isinstance(value, Path):
        yield from (str(node.get("id", "")) for node in value.nodes)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)
    elif isinstance(value, str) and len(value) <= LONGEST:
        yield value
