"""The picture as the graph component takes it, and as files of exactly what it shows."""

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from explorer import likely_same, looks, neighbourhood
from explorer.legend import Homes, home_of, legend
from explorer.picture import Picture
from explorer.pins import Pins
from explorer.tables import MARK
from graph_builder.exports import csv, graphml, jsonld
from graph_builder.exports.answer import Language
from graph_builder.exports.facts import facts

#: Formats that the server writes, with their types; PNG and SVG are drawn by the canvas itself.
FILES = {"csv": "text/csv", "graphml": "application/graphml+xml", "jsonld": "application/ld+json"}
IMAGES = ("png", "svg")


@dataclass(frozen=True)
class View:
    """A picture with the homes of its nodes, and what of it is on show."""

    picture: Picture
    homes: Homes
    nodes: Collection[str]
    edges: Collection[str]


def component_data(
    view: View, degrees: dict[str, int], hide: list[str], pins: Pins, language: str
) -> dict[str, Any]:
    """Nodes and edges with their looks, what is off, where nodes are pinned, and the legend."""
    picture = view.picture
    return {
        "nodes": [
            {
                **node,
                "name": looks.shown_name(node["label"], node["name"]),
                "more": max(0, degrees.get(key, 0) - len(picture.neighbours(key))),
                "section": home_of(key, picture, view.homes),
                "off": key not in view.nodes,
            }
            for key, node in picture.nodes.items()
        ],
        "edges": [
            {**_edge(row, picture, language), "off": key not in view.edges}
            for key, row in picture.edges.items()
        ],
        "sections": {home.section: home.section_name for home in view.homes.values() if home.section},
        "way": list(picture.start) if len(picture.start) > 1 else [],
        "pins": {node: list(place) for node, place in pins.items()},
        "hide": hide,
        "legend": legend(picture, view.homes, language),
        "labels": looks.label_looks(language),
        "edgeLooks": looks.edge_looks(language),
    }


def _edge(row: dict[str, Any], picture: Picture, language: str) -> dict[str, Any]:
    variant = row["role"] or row["stage"] or ""
    source, target = row["start"]["id"], row["end"]["id"]
    steps = zip(picture.start, picture.start[1:], strict=False)
    return {
        "id": row["id"],
        "source": source,
        "target": target,
        "look": looks.look_key(row["type"], variant),
        "text": looks.edge_text(row["type"], variant, language),
        "dashed": row["source"] == "gazetteer",
        "proposed": variant == looks.PROPOSED,
        "way": any({source, target} == set(step) for step in steps),
    }


def file_of(view: View, form: str, language: Language) -> bytes:
    """What is on show as one of FILES."""
    nodes, relations = neighbourhood.facts(
        tuple(node for node in view.picture.nodes if node in view.nodes),
        tuple(edge for edge in view.picture.edges if edge in view.edges),
    )
    relations += likely_same.relations([row for key, row in view.picture.edges.items() if key in view.edges])
    stream = BytesIO()
    if form == "graphml":
        graphml.write(nodes, relations, stream)
    elif form == "jsonld":
        jsonld.write(nodes, relations, stream)
    else:
        plans = {home.plan: home.plan_name for home in view.homes.values()}
        stream.write(MARK)
        csv.write(facts(nodes, relations, plans, language), stream)
    return stream.getvalue()
