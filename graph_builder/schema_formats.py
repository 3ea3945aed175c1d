"""What is generated from the schema for others: a JSON Schema of the lines, a JSON-LD context, a diagram, the ids."""

import json
from typing import Any

from graph_builder.ids import ID_PARTS
from graph_builder.schema import Property, Schema, load_schema

_VOCABULARY = "urn:planatlas:"
_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "strings": {"type": "array", "items": {"type": "string"}},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
_COMPARATORS = ["=", ">=", "<=", ">", "<", "≈", "range", None]


def as_table(schema: Schema) -> str:
    """Return one line a label and relation: name, titles, ends."""
    lines = [f"{label.name}\t{label.title.zh}\t{label.title.en}" for label in schema.labels.values()]
    for kind in schema.relations.values():
        ends = f"{'/'.join(kind.start)} -> {'/'.join(kind.end)}"
        lines.append(f"{kind.name}\t{kind.title.zh}\t{kind.title.en}\t{ends}")
    return "\n".join(lines)


def as_ids(schema: Schema) -> str:
    """Return the parts each kind of id is made of."""
    return "\n".join(f"{kind}\t{parts}" for kind, parts in ID_PARTS.items())


def as_json_schema(schema: Schema) -> str:
    """Return a JSON Schema (2020-12) that every line of ``planatlas extract`` satisfies."""
    text, number, nullable = {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"]}
    value = {"type": ["number", "null"]}
    fields = {"text": text, "start": number, "end": number}
    document = {
        **dict.fromkeys(("schema_version", "text", "sha256", "text_sha256"), text),
        **dict.fromkeys(("title", "period_start", "period_end", "region", "issuer", "encoding"), nullable),
        "year": {"type": ["integer", "null"]},
        "metadata": {"type": "object"},
        "warnings": {"type": "array", "items": text},
    }
    mention = {"node_id": text, "label": {"enum": list(schema.labels)}, "block_id": text, **fields}
    target = {
        **{"node_id": text, "indicator": text, "comparator": {"enum": _COMPARATORS}},
        **{"value": value, "value_max": value, "unit": nullable, "unit_text": nullable, **fields},
    }
    records = [
        _record("document", document),
        *(
            _record("node", {"id": text, "label": {"const": label.name}, "name": {"type": "string", "minLength": 1},
                             "properties": _properties(label.properties)})
            for label in schema.labels.values()
        ),
        *(
            _record("relation", {"id": text, "type": {"const": kind.name}, "start_id": text, "end_id": text,
                                 "properties": _properties(schema.relation_properties | kind.properties)})
            for kind in schema.relations.values()
        ),
        _record("mention", mention),
        _record("target", target),
    ]  # fmt: skip
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"PlanAtlas lines, schema {schema.version}",
    }
    return json.dumps({**head, "oneOf": records}, ensure_ascii=False, indent=1)


def as_json_ld(schema: Schema) -> str:
    """Return a JSON-LD context for the labels, relations and properties."""
    names = [*schema.labels, *schema.relations, *schema.node_properties, *schema.relation_properties]
    names += [name for label in schema.labels.values() for name in label.properties]
    context: dict[str, Any] = {name: f"{_VOCABULARY}{name}" for name in dict.fromkeys(names)}
    for kind in schema.relations:
        context[kind] = {"@id": f"{_VOCABULARY}{kind}", "@type": "@id"}
    return json.dumps({"@context": {"id": "@id", "label": "@type", **context}}, ensure_ascii=False, indent=1)


def as_diagram(schema: Schema) -> str:
    """Return a Mermaid diagram of labels and relations."""
    lines = ["flowchart LR"]
    lines += [
        f'  {label.name}["{label.glyph} {label.title.zh} {label.name}"]' for label in schema.labels.values()
    ]
    for kind in schema.relations.values():
        lines += [f"  {start} -- {kind.name} --> {end}" for start in kind.start for end in kind.end
                  if not kind.same_label or start == end]  # fmt: skip
    return "\n".join(lines)


FORMATS = {
    "table": as_table,
    "ids": as_ids,
    "jsonschema": as_json_schema,
    "jsonld": as_json_ld,
    "diagram": as_diagram,
}


def render(form: str) -> str:
    """Return the schema in one of FORMATS."""
    return FORMATS[form](load_schema())


def _record(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    properties = {"kind": {"const": kind}, "document_id": {"type": "string"}, **fields}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _properties(known: dict[str, Property]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, fact in known.items():
        properties[name] = {"enum": list(fact.enum)} if fact.enum else _TYPES[fact.type]
    required = [name for name, fact in known.items() if fact.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
