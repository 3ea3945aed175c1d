"""Invented plans for the tests of the store: places, bodies and names that exist nowhere."""

from decimal import Decimal
from typing import Any

from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.ids import make_id
from graph_builder.records import read_lines
from graph_builder.resources import resource

NATIONAL = "全国"


class PlanBuilder:
    """Builds a PlanGraph over a text; every span is found by quoting the text, so that evidence is never wrong."""

    def __init__(
        self, text: str, *, title: str, region: str, year: int = 2026, plan_id: str | None = None
    ) -> None:
        self.text, self.region = text, region
        self.id = plan_id or make_id("Plan", region, title, year)
        document = {"document_id": self.id, "text": text, "title": title, "text_sha256": "0" * 64}
        self.plan = PlanGraph(document)
        facts = {"year": year, "region": region, "text_sha256": "0" * 64}
        self.plan.add_node(Node(self.id, "Plan", title, facts))
        self._orders = 0

    def span(self, quote: str, after: int = 0) -> tuple[int, int]:
        start = self.text.index(quote, after)
        return start, start + len(quote)

    def part(self, label: str, parent: str, quote: str, body: str | None = None, **facts: Any) -> str:
        """Add a Section, Task or Action named ``quote`` whose words are ``body`` (else the quote)."""
        start, title_end = self.span(quote)
        _, end = self.span(body, start) if body else (start, title_end)
        self._orders += 1
        node = make_id(label, self.id, self._orders)
        self.plan.add_node(Node(node, label, quote, {"start": start, "end": end, **facts}))
        self.relate(f"HAS_{label.upper()}", parent, node, quote, order=self._orders)
        return node

    def entity(
        self, label: str, name: str, *, scope: str | None = None, aliases: tuple[str, ...] = (), **facts: Any
    ) -> str:
        scope = scope or self.region
        node = make_id(label, label, scope, name)
        if aliases:
            facts["aliases"] = list(aliases)
        self.plan.add_node(Node(node, label, name, {"scope": scope, **facts}))
        return node

    def target(self, block: str, quote: str, indicator: str, value: str | None = None, **facts: Any) -> str:
        start, end = self.span(quote)
        node = make_id("Target", self.id, start, end, indicator)
        number = None if value is None else Decimal(value)
        own = {"start": start, "end": end, "text": quote, "indicator": indicator, "value": number, **facts}
        self.plan.add_node(Node(node, "Target", quote, own))
        self.relate("SETS", block, node, quote)
        if facts.get("headline"):
            self.relate("SETS", self.id, node, quote, headline=True)
        measured = make_id("Indicator", "Indicator", NATIONAL, indicator)
        self.plan.add_node(Node(measured, "Indicator", indicator, {"scope": NATIONAL}))
        self.relate("MEASURES", node, measured, quote)
        return node

    def relate(self, kind: str, start: str, end: str, quote: str | None, after: int = 0, **facts: Any) -> str:
        properties: dict[str, Any] = {"plan_id": self.id, "source": "text", "confidence": 1.0, **facts}
        if quote is None:
            properties["source"] = "gazetteer"
        else:
            span = self.span(quote, after)
            properties |= {"start": span[0], "end": span[1], "evidence": quote}
        identity = make_id(
            kind, self.id, kind, properties.get("start"), start, end, facts.get("role"), facts.get("stage")
        )
        self.plan.add_relation(Relation(identity, kind, start, end, properties))
        return identity


def lake_plan() -> PlanGraph:
    """A district's plan: something for each saved query, small enough to check by eye."""
    return _plans()[0]


def hill_plan() -> PlanGraph:
    """The neighbour's plan, which needs the lake district's data bureau and an indicator, too."""
    return _plans()[1]


def _plans() -> list[PlanGraph]:
    """The plans that the saved queries' expected answers are of, anew each time: tests change them."""
    path = resource("queries", "expected", "plans.jsonl")
    return list(read_lines(path.read_text(encoding="utf-8").splitlines(), path.name))


LAKE_TEXT: str = lake_plan().document["text"]
