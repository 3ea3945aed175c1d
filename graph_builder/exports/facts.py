"""Part of a graph as a table: a row a relation with both ends and its words; a node without relations has its own."""

from collections.abc import Sequence
from typing import Any

from graph_builder.exports.answer import Answer, Field, Language
from graph_builder.graph import Node, Relation
from graph_builder.schema import load_schema

_TITLES = {
    "from_label": ("起点类别", "Label of from"),
    "from": ("起点", "From"),
    "relation": ("关系", "Relation"),
    "role": ("角色或阶段", "Role or stage"),
    "to_label": ("终点类别", "Label of to"),
    "to": ("终点", "To"),
    "evidence": ("原文", "Evidence"),
    "start": ("起", "Start"),
    "end": ("止", "End"),
    "source": ("来源", "Source"),
    "confidence": ("置信度", "Confidence"),
    "plan": ("规划", "Plan"),
    "id": ("编号", "Id"),
}


def facts(
    nodes: Sequence[Node], relations: Sequence[Relation], plans: dict[str, str], language: Language
) -> Answer:
    """Return the table with the schema's words in ``language``; ``plans`` are the plans' names by id."""
    english = language == "en"
    labels, kinds = load_schema().labels, load_schema().relations
    by_id = {node.id: node for node in nodes}

    def ends(side: str, node: Node) -> dict[str, Any]:
        title = labels[node.label].title
        return {f"{side}_label": title.en if english else title.zh, side: node.name}

    records: list[dict[str, Any]] = []
    for relation in relations:
        own, kind = relation.properties, kinds[relation.type].title
        known = {name: own.get(name) for name in ("evidence", "start", "end", "source", "confidence")}
        records.append(
            known
            | ends("from", by_id[relation.start_id])
            | ends("to", by_id[relation.end_id])
            | {"relation": kind.en if english else kind.zh, "role": _variant(relation, english)}
            | {"plan": plans.get(str(own.get("plan_id"))), "id": relation.id}
        )
    joined = {end for relation in relations for end in (relation.start_id, relation.end_id)}
    records += [ends("from", node) | {"id": node.id} for node in nodes if node.id not in joined]
    fields = [Field(name, titles[english]) for name, titles in _TITLES.items()]
    blank = dict.fromkeys(_TITLES)
    return Answer(fields, [blank | record for record in records], None, language)


def _variant(relation: Relation, english: bool) -> str | None:
    value = relation.properties.get("role") or relation.properties.get("stage")
    if english or value is None:
        return value
    kind = load_schema().relation(relation.type)
    return next((each.titles[value] for each in kind.properties.values() if value in each.titles), value)
