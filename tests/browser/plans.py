"""Plans for the browser tests, written as marked text.

A line ``# mark title`` opens a Section, ``* title。sentence。sentence。`` is a Task with its Actions. Inside a line
``{Label|name}`` is a mention, ``{Label|name|TYPE}`` or ``{Label|name|TYPE:role or stage}`` also a relation of its Action, and
``{Target|words|indicator|comparator|value|unit|unit_text}`` a target.
"""

import re
from decimal import Decimal
from typing import Any

from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.ids import entity_id, make_id

MARKED = re.compile(r"\{(\w+)\|([^}]*)\}")


class PlanWriter:
    def __init__(
        self, title: str, region: str, year: int, issuer: str | None = None, **metadata: str
    ) -> None:
        self.text = ""
        self.plan = make_id("Plan", region, title, year)
        self.region = region
        self.order = 0
        self.graph = PlanGraph({"document_id": self.plan, "title": title})
        properties = {"year": year, "region": region, "text_sha256": "0" * 64, **metadata}
        if issuer:
            properties["issuer"] = issuer
        self.graph.add_node(Node(self.plan, "Plan", title, properties))
        self.section = self.task = ""

    def relate(self, kind: str, start: str, end: str, span: tuple[int, int], **own: Any) -> None:
        properties = {
            "plan_id": self.plan,
            "source": "text",
            "confidence": 1.0,
            "start": span[0],
            "end": span[1],
            "evidence": self.text[slice(*span)],
            **own,
        }
        self.graph.add_relation(
            Relation(make_id(kind, start, end, *span, *own.values()), kind, start, end, properties)
        )

    def part(self, label: str, parent: str, name: str, span: tuple[int, int], kind: str, **own: Any) -> str:
        self.order += 1
        node = make_id(label, self.plan, self.order)
        self.graph.add_node(Node(node, label, name, {"start": span[0], "end": span[1], **own}))
        title_end = own.get("title_end", min(span[1], span[0] + 10))
        self.relate(kind, parent, node, (span[0], title_end), order=self.order)
        return node

    def read(self, marked: str) -> PlanGraph:
        for line in marked.strip().splitlines():
            plain = MARKED.sub(lambda found: found[2].split("|")[0], line)
            if line.startswith("# "):
                mark, _, title = plain[2:].partition(" ")
                start = len(self.text) + len(mark)
                self.text += f"{mark}{title}\n\n"
                span = (start, start + len(title))
                self.section = self.part(
                    "Section",
                    self.plan,
                    title,
                    span,
                    "HAS_SECTION",
                    mark=mark,
                    title_end=span[1],
                    **self.role(title),
                )
            elif line.startswith("* "):
                self.read_task(line[2:], plain[2:])
            else:
                base = len(self.text)
                self.text += plain + "\n\n"
                self.read_marks(line, base, self.section or self.plan, (base, base + len(plain)))
        self.graph.document["text"] = self.text
        return self.graph

    def role(self, title: str) -> dict[str, str]:
        return {"part": "headline"} if "主要目标" in title else {}

    def read_task(self, line: str, plain: str) -> None:
        base = len(self.text)
        self.text += plain + "\n\n"
        title = re.split("[。,]", plain)[0]
        title_end = base + len(title)
        span = (base, base + len(plain))
        self.task = self.part("Task", self.section or self.plan, title, span, "HAS_TASK", title_end=title_end)
        at = base
        for number, sentence in enumerate(re.findall("[^。]+。", line)):
            length = len(MARKED.sub(lambda found: found[2].split("|")[0], sentence))
            if number:
                name = self.text[at : at + min(length, 40)]
                action = self.part("Action", self.task, name, (at, at + length), "HAS_ACTION")
                self.read_marks(sentence, at, action, (at, at + length))
            else:
                self.read_marks(sentence, at, self.task, (at, at + length))
            at += length

    def read_marks(self, marked: str, base: int, block: str, clause: tuple[int, int]) -> None:
        shift = 0
        for found in MARKED.finditer(marked):
            label, fields = found[1], found[2].split("|")
            start = base + found.start() - shift
            shift += len(found[0]) - len(fields[0])
            span = (start, start + len(fields[0]))
            if label == "Target":
                self.read_target(fields, span, block)
                continue
            node = entity_id(label, self.region, fields[0])
            self.graph.add_node(Node(node, label, fields[0], {"scope": self.region}))
            self.relate("MENTIONS", block, node, span)
            for kind in fields[1:]:
                name, _, value = kind.partition(":")
                own = {} if not value else {"stage" if name == "ADVANCES" else "role": value}
                if name == "ISSUED_BY":
                    self.relate(name, self.plan, node, span)
                else:
                    self.relate(name, block, node, clause, **own)

    def read_target(self, fields: list[str], span: tuple[int, int], block: str) -> None:
        words, indicator, comparator, value, unit, unit_text = fields
        node = make_id("Target", self.plan, *span)
        headline = block == self.section and bool(self.section) and not self.task
        properties = {
            "start": span[0],
            "end": span[1],
            "text": words,
            "indicator": indicator,
            "comparator": comparator or None,
            "value": Decimal(value) if value else None,
            "unit": unit or None,
            "unit_text": unit_text or None,
            "headline": headline,
            "period_start": "2024-01-01",
            "period_end": "2024-12-31",
            "basis": "level",
        }
        self.graph.add_node(
            Node(node, "Target", words, {k: v for k, v in properties.items() if v is not None})
        )
        self.relate("SETS", block, node, span)
        if headline:
            self.relate("SETS", self.plan, node, span, headline=True)
        measured = make_id("Indicator", "全国", indicator)
        self.graph.add_node(Node(measured, "Indicator", indicator, {"scope": "全国"}))
        self.relate("MEASURES", node, measured, span)


HOSTILE = """
# (一) <b>甲</b> [点我](javascript:alert(1))
* 推进<script>alert(1)</script>建设。支持{Institution|<img src=x onerror=alert(2)>|INVOLVES:supports}和{Institution|![图](http://names.invalid/b.png)|INVOLVES:relies_on}发展。由{Institution|__proto__|ASSIGNED_TO:lead}牵头,{Institution|R&D中心<一期>|ASSIGNED_TO:support}配合,{Institution|=cmd/c calc|ASSIGNED_TO:responsible}落实,{Project|老王's茶园|ADVANCES:ongoing}{Target|新增茶园3家以上|茶园|>=|3|家|家}。
"""
HOSTILE_TITLE = "<img src=x onerror=alert(3)>市2025年计划 ![](http://names.invalid/a.png)"
HOSTILE_NAMES = (
    "<img src=x onerror=alert(2)>",
    "![图](http://names.invalid/b.png)",
    "__proto__",
    "R&D中心<一期>",
    "=cmd/c calc",
)


def hostile_plan() -> PlanGraph:
    """An invented plan whose every name is an attack."""
    return PlanWriter(HOSTILE_TITLE, "喆山市", 2025, "<i>__proto__</i>", published="2025-01-02").read(HOSTILE)
