"""Turns what the components found into a PlanGraph: nodes, and relations that carry their evidence."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from graph_builder.documents.document import Document, MetadataField
from graph_builder.documents.view import View
from graph_builder.extraction.spans import Assignment, EntityRelation, Mention, TargetSpan
from graph_builder.graph import Node, PlanGraph, Properties, Relation
from graph_builder.ids import NATIONAL, entity_id, make_id, normalise_name, relation_id
from graph_builder.schema import load_schema

#: How much what the number grammar found is trusted.
TARGET_CONFIDENCE = 0.9
_ACTION_NAME_LENGTH = 40
_MULTIPLIERS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Assembler:
    """Builds one plan's graph, step by step; every step adds nodes and relations of one kind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        title = document.title.value if document.title else None
        period = (
            f"{document.period_start or ''}/{document.period_end or ''}" if document.period_start else None
        )
        parts = (document.region, normalise_name(title) if title else None, period)
        self.plan_id = make_id("Plan", *parts) if title else make_id("Plan", document.text_sha256)
        self.plan = PlanGraph(_document_record(document, self.plan_id))
        self.items = [
            make_id(item.kind, self.plan_id, ".".join(item.path)) for item in document.outline.items
        ]
        self.entities: dict[tuple[int, int], str] = {}
        self.targets: list[str] = []

    def run(
        self,
        mentions: Iterable[Mention],
        targets: Iterable[TargetSpan],
        assignments: Iterable[Assignment],
        relations: Iterable[EntityRelation],
    ) -> PlanGraph:
        """Return the graph of one plan."""
        self._add_plan()
        self._add_outline()
        for mention in mentions:
            self._add_mention(mention)
        self._add_targets(list(targets))
        for assignment in assignments:
            self._add_assignment(assignment)
        for relation in relations:
            self._add_entity_relation(relation)
        return self.plan

    def relate(
        self,
        kind: str,
        start_id: str,
        end_id: str,
        span: tuple[int, int] | None,
        *,
        source: str = "text",
        confidence: float = 1.0,
        qualifier: str | None = None,
        **properties: Any,
    ) -> None:
        """Add a relation whose evidence is ``text[span]``; without a span it has none (source gazetteer)."""
        facts: Properties = {"plan_id": self.plan_id, "source": source, "confidence": round(confidence, 3)}
        start, end = span if span else (None, None)
        if span:
            facts |= {"start": start, "end": end, "evidence": self.text[span[0] : span[1]]}
        facts |= {key: value for key, value in properties.items() if value is not None}
        identity = relation_id(kind, self.plan_id, (start, end), start_id, end_id, qualifier)
        self.plan.add_relation(Relation(identity, kind, start_id, end_id, facts))

    def _add_plan(self) -> None:
        document = self.document
        name = document.title.value if document.title else (document.name or "未命名文本")
        properties: Properties = {
            key: self.plan.document[key]
            for key in ("year", "period_start", "period_end", "region", "sha256", "text_sha256", "encoding")
        }
        properties["issuer"] = document.issuer.value if document.issuer else None
        for key, field in (
            ("document_number", "文号"),
            ("index_number", "索引号"),
            ("published", "公开日期"),
        ):
            value = document.metadata.get(field)
            properties[key] = value.value if value else None
        self.plan.add_node(Node(self.plan_id, "Plan", name, _present(properties)))
        if document.issuer:
            self._add_issuer(document.issuer)
        if document.region:
            self._add_region(document.region, document.title)

    def _add_issuer(self, issuer: MetadataField) -> None:
        node_id = self._add_entity("Institution", issuer.value)
        span = _span(issuer)
        self.relate("ISSUED_BY", self.plan_id, node_id, span, source="metadata")
        if span:
            self.entities[span] = node_id
            self.relate("MENTIONS", self.plan_id, node_id, span, source="metadata")

    def _add_region(self, region: str, title: MetadataField | None) -> None:
        node_id = self._add_entity("Area", region, scope=region)
        found = title.value.find(region) if title else -1
        if title and title.start is not None and self.text.startswith(region, title.start + max(found, 0)):
            start = title.start + max(found, 0)
            self.relate("COVERS", self.plan_id, node_id, (start, start + len(region)))
        else:
            self.relate("COVERS", self.plan_id, node_id, None, source="metadata")

    def _add_outline(self) -> None:
        for index, item in enumerate(self.document.outline.items):
            end = item.end if item.kind == "Action" else item.title_end
            name = View.of(self.text, item.start, end).text.strip()  # a title may be broken over lines
            if item.kind == "Action":
                name = name[:_ACTION_NAME_LENGTH]
            properties = _present(
                {
                    "start": item.start,
                    "end": item.end,
                    "order": item.order,
                    "title_end": item.title_end if item.kind != "Action" else None,
                    "mark": item.mark or None,
                    "part": item.part if item.kind != "Action" else None,
                    "level": len(item.path) if item.kind == "Section" else None,
                }
            )
            node_id = self.items[index]
            self.plan.add_node(Node(node_id, item.kind, name or item.kind, properties))
            parent = self.plan_id if item.parent is None else self.items[item.parent]
            self.relate(
                f"HAS_{item.kind.upper()}",
                parent,
                node_id,
                (item.start, item.title_end),
                order=item.order,
            )

    def _add_entity(self, label: str, name: str, scope: str | None = None, **properties: Any) -> str:
        """Add an entity under its own name; resolution gives it its canonical name and scope afterwards."""
        scope = scope or self.document.region or self.plan_id
        node_id = entity_id(label, scope, name)
        self.plan.add_node(Node(node_id, label, name, _present({"scope": scope, **properties})))
        return node_id

    def _add_mention(self, mention: Mention) -> None:
        title = _span(self.document.title) if self.document.title else None
        if title and title[0] <= mention.start and mention.end <= title[1]:
            return  # the plan's own title names the plan and its place, not an initiative of its own
        # A name that a file writes with look-alikes (⾼新区) or broken over lines is the one that people search for.
        name = mention.canonical or View.of(self.text, mention.start, mention.end).text.strip()
        node_id = self._add_entity(mention.label, name, collective=mention.collective or None)
        self.entities[mention.start, mention.end] = node_id
        block = self._block(mention.start, mention.end)
        span = (mention.start, mention.end)
        self.relate("MENTIONS", block, node_id, span, confidence=mention.score)

    def _add_targets(self, targets: list[TargetSpan]) -> None:
        for target in targets:
            block = self._block(target.start, target.end)
            node_id = make_id(
                "Target", self.plan_id, "Target", target.start, target.end, block, target.indicator
            )
            self.targets.append(node_id)
            if target.value is not None and target.unit is None:
                words = self.text[target.start : target.end]
                self.plan.document["warnings"].append(f"“{words}”没有写明单位，按原样存入。")
            self.plan.add_node(Node(node_id, "Target", _target_name(target), self._target_properties(target)))
            span = (target.start, target.end)
            self.relate("SETS", block, node_id, span, confidence=TARGET_CONFIDENCE)
            if target.headline:
                self.relate("SETS", self.plan_id, node_id, span, confidence=TARGET_CONFIDENCE, headline=True)
            name = target.canonical_indicator or target.indicator
            indicator = entity_id("Indicator", NATIONAL, name)
            aliases = (
                [target.indicator] if target.canonical_indicator not in (None, target.indicator) else None
            )
            properties = _present({"scope": NATIONAL, "aliases": aliases})
            self.plan.add_node(Node(indicator, "Indicator", name, properties))
            self.relate("MEASURES", node_id, indicator, span, confidence=TARGET_CONFIDENCE)
            if target.about and (about := self.entities.get(target.about)):
                self.relate("ABOUT", node_id, about, span, confidence=TARGET_CONFIDENCE)
        for target, node_id in zip(targets, self.targets, strict=True):
            if target.part_of is not None:
                self.relate("PART_OF", node_id, self.targets[target.part_of], (target.start, target.end))

    def _target_properties(self, target: TargetSpan) -> Properties:
        stated = bool(target.period_start or target.period_end)
        return _present(
            {
                "start": target.start,
                "end": target.end,
                "text": self.text[target.start : target.end],
                "indicator": target.indicator,
                "comparator": target.comparator,
                "value": target.value,
                "value_max": target.value_max,
                "unit": target.unit,
                "unit_text": target.unit_text,
                "baseline": target.baseline,
                "basis": target.basis,
                "modality": target.modality,
                "period_start": target.period_start if stated else self.document.period_start,
                "period_end": target.period_end if stated else self.document.period_end,
                "period_stated": stated,
                "headline": target.headline or None,
            }
        )

    def _add_assignment(self, assignment: Assignment) -> None:
        body = self.entities.get((assignment.mention_start, assignment.mention_end))
        if body is None or not body.startswith("Institution-"):
            return
        self.relate(
            "ASSIGNED_TO",
            self.items[assignment.item],
            body,
            (assignment.clause_start, assignment.clause_end),
            confidence=assignment.confidence,
            qualifier=assignment.role,
            role=assignment.role,
            inherited=assignment.inherited or None,
            deadline=assignment.deadline,
        )

    def _add_entity_relation(self, relation: EntityRelation) -> None:
        entity = self.entities.get((relation.mention_start, relation.mention_end))
        start_id = (
            self.entities.get(relation.source)
            if relation.source
            else self._block(relation.clause_start, relation.clause_end)
        )
        if entity is None or start_id is None or start_id == entity:
            return
        labels = (self.plan.node(start_id).label, self.plan.node(entity).label)
        if not load_schema().allows(relation.type, *labels):
            return
        self.relate(
            relation.type,
            start_id,
            entity,
            (relation.clause_start, relation.clause_end),
            confidence=relation.confidence,
            qualifier=relation.stage or relation.role,
            stage=relation.stage,
            role=relation.role,
            trigger=relation.trigger,
        )

    def _block(self, start: int, end: int) -> str:
        """Return the id of the smallest Section, Task or Action that holds the span, else of the Plan."""
        index = self.document.outline.block_at(start, end)
        return self.plan_id if index is None else self.items[index]


def _document_record(document: Document, plan_id: str) -> Properties:
    title, issuer = document.title, document.issuer
    return {
        "document_id": plan_id,
        "schema_version": load_schema().version,
        "text": document.text,
        "title": title.value if title else None,
        "year": document.year,
        "period_start": document.period_start,
        "period_end": document.period_end,
        "region": document.region,
        "issuer": issuer.value if issuer else None,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "encoding": document.encoding,
        "metadata": {
            key: {"value": field.value, "start": field.start, "end": field.end}
            for key, field in document.metadata.items()
        },
        "warnings": list(document.warnings),
    }


def _target_name(target: TargetSpan) -> str:
    """Return indicator, comparator, value and unit as the text has them: 技术合同成交额 120亿元."""
    if target.value is None:
        return target.indicator
    value = _written(target.value, target.unit_text)
    if target.value_max is not None:
        value += f"–{_written(target.value_max, target.unit_text)}"
    comparator = "" if target.comparator in ("=", "range", None) else target.comparator
    return f"{target.indicator} {comparator}{value}{target.unit_text or ''}"


def _written(value: Decimal, unit_text: str | None) -> str:
    """Return the digits that stand before ``unit_text``: 12000000000 before 亿元 is 120."""
    for character in unit_text or "":
        if character not in _MULTIPLIERS:
            break
        value /= _MULTIPLIERS[character]
    return f"{value.normalize():f}"


def _span(field: MetadataField) -> tuple[int, int] | None:
    return None if field.start is None or field.end is None else (field.start, field.end)


def _present(properties: Properties) -> Properties:
    return {key: value for key, value in properties.items() if value is not None}
