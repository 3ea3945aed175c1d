"""The ontology as data: labels, relations, properties of ``schema/``, read once and checked by pydantic.

What may be stored, how it is drawn, and the database's constraints and indexes all come from here.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_builder.errors import SchemaError
from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.resources import resource

PropertyType = Literal["string", "strings", "integer", "number", "decimal", "boolean", "date"]
Found = TypeVar("Found")
Entry = TypeVar("Entry", "Label", "RelationType")
Kind = Literal["plan", "outline", "indicator", "target", "entity"]
#: Nodes of these kinds may be needed by many plans; the others belong to one.
SHARED_KINDS = ("entity", "indicator")
#: Ids are keys of unique indexes, which take at most some 8 kB.
MAX_ID_LENGTH = 256


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Model):
    """A title in both languages."""

    zh: str
    en: str


class Property(_Model):
    """A property of a node or relation. ``titles`` are the Chinese words of an enum's values."""

    type: PropertyType
    required: bool = False
    enum: tuple[str, ...] | None = None
    titles: dict[str, str] = Field(default_factory=dict)
    description: str = ""


class Colors(_Model):
    """Hex colours of one theme: node, bar and underline; ground of marked text; coloured text."""

    mark: str
    tint: str
    ink: str


class Themes(_Model):
    """A label's colours in both themes."""

    light: Colors
    dark: Colors


class Label(_Model):
    """A kind of node. ``shape`` is a cytoscape shape, ``order`` its place in legends."""

    name: str
    title: Title
    description: str
    kind: Kind
    order: int
    glyph: str
    shape: str
    colors: Themes
    properties: dict[str, Property]

    @property
    def shared(self) -> bool:
        """Whether several plans may need one node of this label."""
        return self.kind in SHARED_KINDS


class Stroke(_Model):
    """How a line is drawn. Width is in pixels; ``dash`` the lengths of dash and gap."""

    width: float | None = None
    style: Literal["solid", "dashed", "double"] = "solid"
    dash: tuple[int, int] | None = None


class Edge(Stroke):
    """How a relation is drawn. ``color`` is a label's mark or grey; ``by`` names what chooses a variant."""

    color: str
    by: str | None = None
    variants: dict[str, Stroke] = Field(default_factory=dict)
    label: bool = False
    arrow: str = "triangle"
    faint: bool = False


class RelationType(_Model):
    """A kind of relation. With ``same_label`` both ends have one label (PART_OF, SAME_AS)."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str
    title: Title
    description: str
    order: int
    start: tuple[str, ...] = Field(alias="from")
    end: tuple[str, ...] = Field(alias="to")
    same_label: bool
    properties: dict[str, Property]
    edge: Edge

    def allows(self, start_label: str, end_label: str) -> bool:
        """Tell whether the relation may lead from ``start_label`` to ``end_label``."""
        ends = start_label in self.start and end_label in self.end
        return ends and (start_label == end_label or not self.same_label)

    def starts_shared(self, labels: Mapping[str, Label]) -> bool:
        """Tell whether it may start at a node that plans share, so that a plan's own nodes do not lead to it."""
        return any(labels[name].shared for name in self.start)


class Schema(_Model):
    """Everything PlanAtlas may store; ``labels`` and ``relations`` by name, in the order of legends.

    ``stored_properties`` are the loader's own.
    """

    version: str
    node_properties: dict[str, Property]
    relation_properties: dict[str, Property]
    stored_properties: dict[str, Property]
    labels: dict[str, Label]
    relations: dict[str, RelationType]

    def label(self, name: str) -> Label:
        """Return a label by name. Raises SchemaError naming what is unknown and what is known."""
        try:
            return self.labels[name]
        except (KeyError, TypeError):
            raise SchemaError(f"unknown label {_quoted(name)}; known: {', '.join(self.labels)}") from None

    def relation(self, name: str) -> RelationType:
        """Return a relation by type. Raises SchemaError naming what is unknown and what is known."""
        try:
            return self.relations[name]
        except (KeyError, TypeError):
            known = ", ".join(self.relations)
            raise SchemaError(f"unknown relation type {_quoted(name)}; known: {known}") from None

    def allows(self, relation: str, start_label: str, end_label: str) -> bool:
        """Tell whether a relation may lead from one label to another. Raises SchemaError when unknown."""
        return self.relation(relation).allows(start_label, end_label)

    def validate_plan(self, plan: PlanGraph) -> None:
        """Raise SchemaError naming the first thing in ``plan`` that the schema does not know or allow."""
        plan_id = plan.document_id
        if plan_id not in plan.graph or plan.node(plan_id).label != "Plan":
            raise SchemaError(f"document {_quoted(plan_id)}: no Plan node has the document_id as its id")
        for node in plan.nodes():
            self.validate_node(node)
            if node.label == "Plan" and node.id != plan_id:
                raise SchemaError(f"document {_quoted(plan_id)}: a second Plan node {_quoted(node.id)}")
        known: set[str] = set()
        for relation in plan.relations():
            if relation.id in known:
                raise SchemaError(f"relation {_quoted(relation.id)}: two relations have this id")
            known.add(relation.id)
            start, end = plan.node(relation.start_id), plan.node(relation.end_id)
            self.validate_relation(relation, start.label, end.label, plan_id)

    def validate_node(self, node: Node) -> None:
        """Raise SchemaError naming what is wrong with a node: its label, id, name or a property."""
        where = f"node {_quoted(node.id)}"
        _check_id(where, node.id)
        label = _located(where, self.label, node.label)
        where = f"{label.name} {where}"
        if not isinstance(node.name, str) or not node.name.strip():
            raise SchemaError(f"{where}: the name is empty")
        _check_properties(where, {"name": node.name}, self.node_properties)
        _check_properties(where, node.properties, label.properties)

    def validate_relation(self, relation: Relation, start_label: str, end_label: str, plan_id: str) -> None:
        """Raise SchemaError naming what is wrong with a relation: its type, id, ends, plan or a property."""
        where = f"relation {_quoted(relation.id)}"
        _check_id(where, relation.id)
        kind = _located(where, self.relation, relation.type)
        where = f"{kind.name} {where}"
        if not kind.allows(start_label, end_label):
            raise SchemaError(f"{where}: {kind.name} cannot lead from {start_label} to {end_label}")
        _check_properties(where, relation.properties, self.relation_properties | kind.properties)
        if relation.properties["plan_id"] != plan_id:
            found = _quoted(relation.properties["plan_id"])
            raise SchemaError(f"{where}: plan_id is {found}, but the document is {_quoted(plan_id)}")


@cache
def load_schema() -> Schema:
    """Read ``schema/`` once. Raises SchemaError naming the file that is broken."""
    folder = resource("schema")
    common = _read(folder / "schema.yaml")
    labels = sorted(_entries(folder / "labels", Label.model_validate), key=lambda label: label.order)
    relations = sorted(
        _entries(folder / "relations", RelationType.model_validate), key=lambda kind: kind.order
    )
    schema = Schema.model_validate(
        common
        | {
            "labels": {label.name: label for label in labels},
            "relations": {kind.name: kind for kind in relations},
        }
    )
    for kind in schema.relations.values():
        for name in (*kind.start, *kind.end):
            _located(f"relation {kind.name}", schema.label, name)
    return schema


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _entries(folder: Path, validate: Callable[[Any], Entry]) -> Iterator[Entry]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield validate(_read(path))
        except (ValidationError, yaml.YAMLError) as error:
            raise SchemaError(f"{path}: {error}") from None


def _is_text(value: Any) -> bool:
    """Tell whether a value is text that UTF-8 can write (JSON may smuggle in half a surrogate pair)."""
    try:
        value.encode("utf-8")
    except (AttributeError, UnicodeEncodeError):
        return False
    return isinstance(value, str)


def _is_date(value: Any) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return isinstance(value, int) or Decimal(value).is_finite()


def _is_storable_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


_CHECKS: dict[PropertyType, Callable[[Any], bool]] = {
    "string": _is_text,
    "strings": lambda value: isinstance(value, list | tuple) and all(map(_is_text, value)),
    "integer": _is_storable_integer,
    "number": _is_number,
    "decimal": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "date": _is_date,
}


def _check_properties(where: str, properties: dict[str, Any], known: dict[str, Property]) -> None:
    for name, value in properties.items():
        if name not in known:
            raise SchemaError(f"{where}: unknown property {_quoted(name)}; known: {', '.join(known)}")
        declared = known[name]
        if value is None and not declared.required:
            continue
        if not _CHECKS[declared.type](value):
            raise SchemaError(f"{where}: {name} must be of type {declared.type}, not {_quoted(value)}")
        if declared.enum and value not in declared.enum:
            allowed = ", ".join(declared.enum)
            raise SchemaError(f"{where}: {name} is {_quoted(value)}; allowed: {allowed}")
    for name, declared in known.items():
        if declared.required and name not in properties:
            raise SchemaError(f"{where}: property {name} is missing")


def _check_id(where: str, identity: Any) -> None:
    if not isinstance(identity, str) or not identity.strip() or len(identity) > MAX_ID_LENGTH:
        raise SchemaError(f"{where}: an id is 1 to {MAX_ID_LENGTH} characters")


def _located(where: str, find: Callable[[str], Found], name: str) -> Found:
    """Return ``find(name)``, with ``where`` in front of the SchemaError's message."""
    try:
        return find(name)
    except SchemaError as error:
        raise SchemaError(f"{where}: {error}") from None


def _quoted(value: Any, limit: int = 80) -> str:
    """Return a value as one short line for a message, whatever is in it."""
    shown = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return shown if len(shown) <= limit else f"{shown[:limit]}…"
