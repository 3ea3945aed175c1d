"""JSON-LD with the schema's own context: every relation as a triple, and as a statement with its words."""

import json
from collections.abc import Sequence
from typing import IO, Any

from graph_builder.graph import Node, Relation
from graph_builder.records import to_number
from graph_builder.schema import load_schema
from graph_builder.schema_formats import as_json_ld

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def write(nodes: Sequence[Node], relations: Sequence[Relation], stream: IO[bytes]) -> None:
    """Write nodes with their properties and relations, then the statements: who, what, whom, and the evidence."""
    context = json.loads(as_json_ld(load_schema()))["@context"]
    context |= {name: {"@id": f"{_RDF}{name}", "@type": "@id"} for name in ("subject", "object")}
    context |= {"predicate": {"@id": f"{_RDF}predicate", "@type": "@vocab"}, "Statement": f"{_RDF}Statement"}
    things: dict[str, dict[str, Any]] = {
        node.id: {"id": _iri(node.id), "label": node.label, "name": node.name, **_plain(node.properties)}
        for node in nodes
    }
    statements = []
    for relation in relations:
        things[relation.start_id].setdefault(relation.type, []).append(_iri(relation.end_id))
        statement = {"id": _iri(relation.id), "label": "Statement", "subject": _iri(relation.start_id)}
        statement |= {"predicate": relation.type, "object": _iri(relation.end_id)}
        statements.append(statement | _plain(relation.properties))
    graph = {"@context": context, "@graph": [*things.values(), *statements]}
    stream.write(
        json.dumps(graph, ensure_ascii=False, indent=1, allow_nan=False, default=to_number).encode("utf-8")
        + b"\n"
    )


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that are no words of the format's own."""
    taken = ("id", "label", "subject", "predicate", "object")
    return {name: value for name, value in properties.items() if value is not None and name not in taken}


def _iri(identifier: str) -> str:
    return f"urn:planatlas:{identifier}"
