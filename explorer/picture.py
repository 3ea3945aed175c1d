"""What the graph shows: the neighbourhood of a node, grown and folded by hand, never more than fits the eye."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from explorer import looks

MOST = 300
#: Whoever asks for a name's neighbours does not ask for the rest of its plan.
HUBS = ("Plan",)

Rows = list[dict[str, Any]]
Neighbours = Callable[[tuple[str, ...]], Rows]


@dataclass
class Picture:
    """Nodes (id, label, name) and edges (rows of ``data.neighbours``) in the order they were found."""

    focus: str
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[str, dict[str, Any]] = field(default_factory=dict)
    cut: int = 0

    def add(self, rows: Rows) -> list[str]:
        """Take in relations with their ends while there is room; return the nodes that are new."""
        fresh = []
        for row in rows:
            ends = (row["start"], row["end"])
            missing = [end for end in ends if end["id"] not in self.nodes]
            if len(self.nodes) + len(missing) > MOST:
                self.cut += len(missing)
                continue
            for end in missing:
                self.nodes[end["id"]] = end
                fresh.append(end["id"])
            self.edges[row["id"]] = row
        return fresh

    def neighbours(self, node_id: str) -> set[str]:
        """The nodes of the picture next to a node."""
        near = set()
        for row in self.edges.values():
            ends = {row["start"]["id"], row["end"]["id"]}
            if node_id in ends:
                near |= ends - {node_id}
        return near

    def fold(self, node_id: str) -> None:
        """Take out the nodes that hang on ``node_id`` alone."""
        for other in self.neighbours(node_id):
            if other != self.focus and self.neighbours(other) == {node_id}:
                del self.nodes[other]
                self.edges = {
                    key: row
                    for key, row in self.edges.items()
                    if other not in (row["start"]["id"], row["end"]["id"])
                }


def draw(focus: dict[str, Any], depth: int, steps: Iterable[str], near: Neighbours) -> Picture:
    """The neighbourhood of ``focus`` (id, label, name) to ``depth`` steps, then each of ``steps``.

    A step is a node's id (its neighbours are added) or ``-`` and an id (folded).
    """
    picture = Picture(focus["id"], {focus["id"]: focus})
    frontier = [focus["id"]]
    asked: set[str] = set()
    for _ in range(depth):
        if not frontier:
            break
        asked.update(frontier)
        fresh = picture.add(_telling(near(tuple(frontier))))
        frontier = [one for one in fresh if picture.nodes[one]["label"] not in HUBS]
    for step in steps:
        if step.removeprefix("-") not in picture.nodes:
            continue
        if step.startswith("-"):
            picture.fold(step[1:])
        else:
            asked.add(step)
            picture.add(_telling(near((step,))))
    rest = tuple(one for one in picture.nodes if one not in asked)
    if rest:
        picture.add(_inner(picture, _telling(near(rest))))
    return picture


def _inner(picture: Picture, rows: Rows) -> Rows:
    return [row for row in rows if row["start"]["id"] in picture.nodes and row["end"]["id"] in picture.nodes]


def _telling(rows: Rows) -> Rows:
    """The rows without mentions between nodes that a more telling relation joins, and each mention once."""

    def ends(row: dict[str, Any]) -> frozenset[str]:
        return frozenset((row["start"]["id"], row["end"]["id"]))

    joined = {ends(row) for row in rows if row["type"] != looks.NAMED}
    kept, seen = [], set()
    for row in rows:
        if row["type"] == looks.NAMED:
            if ends(row) in joined or ends(row) in seen:
                continue
            seen.add(ends(row))
        kept.append(row)
    return kept


def component_data(picture: Picture, degrees: dict[str, int], language: str) -> dict[str, Any]:
    """The picture as the graph component takes it."""
    return {
        "nodes": [
            {
                **node,
                "name": looks.shown_name(node["label"], node["name"]),
                "more": max(0, degrees.get(key, 0) - len(picture.neighbours(key))),
            }
            for key, node in picture.nodes.items()
        ],
        "edges": [_edge(row, language) for row in picture.edges.values()],
        "labels": looks.label_looks(language),
        "edgeLooks": looks.edge_looks(language),
    }


def _edge(row: dict[str, Any], language: str) -> dict[str, Any]:
    variant = row["role"] or row["stage"] or ""
    return {
        "id": row["id"],
        "source": row["start"]["id"],
        "target": row["end"]["id"],
        "look": looks.look_key(row["type"], variant),
        "text": looks.edge_text(row["type"], variant, language),
        "dashed": row["source"] == "gazetteer",
    }
