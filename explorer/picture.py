"""What the graph shows: the neighbourhood of a node or a path, grown and folded by hand, never more than fits the eye."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer import looks

MOST = 500
#: Whoever asks for a name's neighbours does not ask for the rest of its plan.
HUBS = ("Plan",)

Rows = list[dict[str, Any]]
Read = Callable[[tuple[str, ...]], Rows]


@dataclass
class Picture:
    """Nodes (id, label, name) and edges (rows of ``data.neighbours``) in the order they were found.

    ``start`` is the focus, or the nodes of a path from its first name to its last.
    """

    start: tuple[str, ...]
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)

    @property
    def cut(self) -> int:
        """How many nodes there was no room for."""
        return len(self.left_out - self.nodes.keys())

    @property
    def focus(self) -> str:
        """The node that everything hangs on."""
        return self.start[0]

    def add(self, rows: Rows) -> list[str]:
        """Take in relations with their ends while there is room; return the nodes that are new."""
        fresh = []
        for row in rows:
            ends = (row["start"], row["end"])
            missing = [end for end in ends if end["id"] not in self.nodes]
            if len(self.nodes) + len(missing) > MOST:
                self.left_out.update(end["id"] for end in missing)
                continue
            for end in missing:
                self.nodes[end["id"]] = end
                fresh.append(end["id"])
            self.edges[row["id"]] = row
        return fresh

    def neighbours(self, node_id: str) -> set[str]:
        """The nodes of the picture that a relation joins with a node; a proposal joins nothing."""
        near = set()
        for row in self.edges.values():
            ends = {row["start"]["id"], row["end"]["id"]}
            if node_id in ends and row["role"] != looks.PROPOSED:
                near |= ends - {node_id}
        return near

    def fold(self, node_id: str) -> None:
        """Take out the nodes that hang on ``node_id`` alone."""
        for other in self.neighbours(node_id):
            if other not in self.start and self.neighbours(other) == {node_id}:
                del self.nodes[other]
                self.edges = {
                    key: row
                    for key, row in self.edges.items()
                    if other not in (row["start"]["id"], row["end"]["id"])
                }


def draw(
    start: Sequence[dict[str, Any]],
    depth: int,
    steps: Iterable[str],
    near: Read,
    between: Read,
    also: Sequence[dict[str, Any]] = (),
) -> Picture:
    """The neighbourhood of ``start`` (id, label, name each) to ``depth`` steps, then each of ``steps``. ``also``
    are more nodes that are there from the beginning, with what joins them.

    A step is a node's id (its neighbours are added), an id, a dot and a label (only such neighbours), or ``-`` and
    an id (folded). ``near`` reads the relations of some nodes, ``between`` those with both ends among them.
    """
    ids = tuple(node["id"] for node in start)
    picture = Picture(ids, {node["id"]: node for node in start})
    if also:
        picture.nodes |= {node["id"]: node for node in also[: MOST - len(ids)]}
        picture.left_out = {node["id"] for node in also}
        picture.add(_joining(_telling(near(tuple(picture.nodes))), picture.nodes))
    frontier = list(ids)
    for _ in range(depth):
        if not frontier:
            break
        fresh = picture.add(_telling(near(tuple(frontier))))
        frontier = [one for one in fresh if picture.nodes[one]["label"] not in HUBS]
    for step in steps:
        node, _, label = step.removeprefix("-").partition(".")
        if node not in picture.nodes:
            continue
        if step.startswith("-"):
            picture.fold(node)
        else:
            picture.add([row for row in _telling(near((node,))) if label in ("", _other(row, node)["label"])])
    picture.add(_telling(between(tuple(picture.nodes))))
    return picture


def _joining(rows: Rows, given: Container[str]) -> Rows:
    """The rows to nodes outside ``given`` that join at least two of them: the action between a body and its task."""
    beyond = [
        (row, one["id"], other)
        for row in rows
        for one, other in ((row["start"], row["end"]), (row["end"], row["start"]))
        if one["id"] in given and other["id"] not in given and other["label"] not in HUBS
    ]
    touched = defaultdict(set)
    for _, one, other in beyond:
        touched[other["id"]].add(one)
    return [row for row, _, other in beyond if len(touched[other["id"]]) > 1]


def _other(row: dict[str, Any], node_id: str) -> dict[str, Any]:
    other: dict[str, Any] = row["end"] if row["start"]["id"] == node_id else row["start"]
    return other


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
