"""PlanGraph: one plan's facts in memory, a networkx MultiDiGraph with evidence on every edge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A node as the contract's lines have it."""

    id: str
    label: str
    name: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as the contract's lines have it; ``properties`` hold source, confidence, start, end, evidence …"""

    id: str
    type: str
    start_id: str
    end_id: str
    properties: Properties


@dataclass
class PlanGraph:
    """A plan's graph. ``document`` is the contract's document record without ``kind`` (``document_id`` is the Plan's id).

    Nodes and relations keep the order they were added in; adding an id again changes nothing but returns the first.
    """

    document: Properties
    graph: "nx.MultiDiGraph[str]" = field(default_factory=nx.MultiDiGraph)

    @property
    def document_id(self) -> str:
        """The Plan's id, which every relation carries as ``plan_id``."""
        return str(self.document["document_id"])

    def add_node(self, node: Node) -> Node:
        """Add a node unless its id is there already; return the node that now has the id."""
        if node.id not in self.graph:
            self.graph.add_node(node.id, label=node.label, name=node.name, properties=node.properties)
        return self.node(node.id)

    def add_relation(self, relation: Relation) -> None:
        """Add a relation between two nodes of the graph. Raises KeyError when an end is missing."""
        for end in (relation.start_id, relation.end_id):
            if end not in self.graph:
                raise KeyError(f"relation {relation.id} ({relation.type}) refers to a missing node {end}")
        if not self.graph.has_edge(relation.start_id, relation.end_id, relation.id):
            self.graph.add_edge(
                relation.start_id,
                relation.end_id,
                key=relation.id,
                type=relation.type,
                properties=relation.properties,
                order=self._next_order(),
            )

    def _next_order(self) -> int:
        """Return the number of the next relation (networkx would count all edges each time)."""
        order: int = self.graph.graph.get("relations", 0)
        self.graph.graph["relations"] = order + 1
        return order

    def node(self, node_id: str) -> Node:
        """Return a node by id. Raises KeyError when there is none."""
        data: Mapping[str, Any] = self.graph.nodes[node_id]
        return Node(node_id, data["label"], data["name"], data["properties"])

    def nodes(self, *labels: str) -> Iterator[Node]:
        """Yield the nodes, all or of some labels, in the order they were added."""
        for node_id, data in self.graph.nodes(data=True):
            if not labels or data["label"] in labels:
                yield Node(node_id, data["label"], data["name"], data["properties"])

    def relations(self, *types: str) -> Iterator[Relation]:
        """Yield the relations, all or of some types, in the order they were added."""
        edges = sorted(self.graph.edges(keys=True, data=True), key=lambda edge: edge[3]["order"])
        for start, end, key, data in edges:
            if not types or data["type"] in types:
                yield Relation(key, data["type"], start, end, data["properties"])
