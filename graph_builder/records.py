"""The contract's JSON Lines: a PlanGraph written as records, and records read back as a PlanGraph."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO, Any

from graph_builder.errors import SchemaError
from graph_builder.graph import Node, PlanGraph, Properties, Relation
from graph_builder.schema import load_schema

_TARGET_FIELDS = (
    "indicator",
    "comparator",
    "value",
    "value_max",
    "unit",
    "unit_text",
    "text",
    "start",
    "end",
)
_KINDS = ("document", "node", "relation", "mention", "target")


def to_number(value: Decimal | int | float | None) -> int | float | None:
    """Return a JSON number: an exact integer where the value is whole (16.4亿 is 1640000000), else a float."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)


def _plain(properties: Properties) -> Properties:
    return {
        key: to_number(value) if isinstance(value, Decimal) else value
        for key, value in properties.items()
        if value is not None
    }


def to_records(plan: PlanGraph) -> Iterator[dict[str, Any]]:
    """Yield the plan's records in the contract's order: document, nodes, relations, mentions, targets.

    Mention records are the MENTIONS relations and target records the Target nodes, so they agree one to one.
    """
    document_id = plan.document_id
    yield {"kind": "document", **plan.document}
    for node in plan.nodes():
        yield {
            "kind": "node",
            "document_id": document_id,
            "id": node.id,
            "label": node.label,
            "name": node.name,
            "properties": _plain(node.properties),
        }
    for relation in plan.relations():
        yield {
            "kind": "relation",
            "document_id": document_id,
            "id": relation.id,
            "type": relation.type,
            "start_id": relation.start_id,
            "end_id": relation.end_id,
            "properties": _plain(relation.properties),
        }
    for relation in plan.relations("MENTIONS"):
        yield {
            "kind": "mention",
            "document_id": document_id,
            "node_id": relation.end_id,
            "label": plan.node(relation.end_id).label,
            "text": relation.properties["evidence"],
            "start": relation.properties["start"],
            "end": relation.properties["end"],
            "block_id": relation.start_id,
        }
    for node in plan.nodes("Target"):
        fields = {key: node.properties.get(key) for key in _TARGET_FIELDS}
        fields["value"], fields["value_max"] = to_number(fields["value"]), to_number(fields["value_max"])
        yield {"kind": "target", "document_id": document_id, "node_id": node.id, **fields}


def write_lines(plan: PlanGraph, stream: IO[str]) -> None:
    """Write the plan's records as JSON Lines, one record a line, Chinese as it is."""
    for record in to_records(plan):
        stream.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def read_lines(lines: Iterable[str], name: str = "-") -> Iterator[PlanGraph]:
    """Yield the PlanGraphs of JSON Lines as ``write_lines`` makes them; mention and target lines repeat what nodes say.

    Raises SchemaError naming ``name`` and the line's number when a line is not JSON, is no record of the contract, comes
    before its document line, or refers to a node that is not there.
    """
    plan: PlanGraph | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            record = json.loads(line)
            kind = record["kind"]
        except (ValueError, KeyError, TypeError) as error:
            raise SchemaError(f"{where}: not a JSON record with a kind ({error})") from None
        if kind not in _KINDS:
            raise SchemaError(f"{where}: unknown kind {kind!r}; known: {', '.join(_KINDS)}")
        if kind == "document":
            if plan is not None:
                yield plan
            del record["kind"]
            if not isinstance(record.get("document_id"), str) or not isinstance(record.get("text"), str):
                raise SchemaError(f"{where}: a document needs document_id and text")
            plan = PlanGraph(record)
            continue
        if plan is None or record.get("document_id") != plan.document_id:
            raise SchemaError(f"{where}: a {kind} line must follow the document line with its document_id")
        _add(plan, kind, record, where)
    if plan is None:
        raise SchemaError(f"{name}: no document line; expected the output of planatlas extract")
    yield plan


def _add(plan: PlanGraph, kind: str, record: dict[str, Any], where: str) -> None:
    """Add a node or relation record, checked against the schema; ``where`` names the line in messages."""
    schema = load_schema()
    try:
        if kind == "node":
            node = Node(record["id"], record["label"], record["name"], dict(record["properties"]))
            schema.validate_node(node)
            plan.add_node(node)
        elif kind == "relation":
            ends = record["start_id"], record["end_id"]
            relation = Relation(record["id"], record["type"], *ends, dict(record["properties"]))
            start, end = (plan.node(end) for end in ends)
            schema.validate_relation(relation, start.label, end.label, plan.document_id)
            plan.add_relation(relation)
    except SchemaError as error:
        raise SchemaError(f"{where}: {error}") from None
    except (KeyError, TypeError, ValueError) as error:
        reason = error.args[0] if error.args else error
        raise SchemaError(
            f"{where}: the {kind} lacks or refers to something that is not there: {reason}"
        ) from None
