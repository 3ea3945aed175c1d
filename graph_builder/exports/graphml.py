"""GraphML, for Gephi, yEd and Cytoscape."""

import re
from collections.abc import Sequence
from typing import IO, Any

import networkx as nx

from graph_builder.exports.answer import text
from graph_builder.graph import Node, Relation

#: Characters that XML 1.0 has no place for.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(nodes: Sequence[Node], relations: Sequence[Relation], stream: IO[bytes]) -> None:
    """Write nodes (label, name, properties) and relations (type, properties) as a directed multigraph."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = _kinds([node.properties for node in nodes] + [relation.properties for relation in relations])
    for node in nodes:
        graph.add_node(node.id, label=node.label, name=_xml(node.name), **_plain(node.properties, kinds))
    for relation in relations:
        own = {"type": relation.type, **_plain(relation.properties, kinds)}
        graph.add_edge(relation.start_id, relation.end_id, key=relation.id, **own)
    nx.write_graphml(graph, stream, named_key_ids=True)


def _kinds(all_properties: list[dict[str, Any]]) -> dict[str, type]:
    """The one type that a property's values have in the whole file; text where they differ."""
    kinds: dict[str, type] = {}
    for properties in all_properties:
        for name, value in properties.items():
            kind = type(value) if isinstance(value, bool | int | float) else str
            known = kinds.setdefault(name, kind)
            if known is not kind:
                kinds[name] = float if {known, kind} == {int, float} else str
    return kinds


def _plain(properties: dict[str, Any], kinds: dict[str, type]) -> dict[str, Any]:
    own = {
        name: value
        for name, value in properties.items()
        if value is not None and name not in ("label", "type")
    }
    return {
        name: _xml(text(value)) if kinds[name] is str else kinds[name](value) for name, value in own.items()
    }


def _xml(words: str) -> str:
    return _NO_XML.sub("�", words)
