"""Invented plans for the tests of the store: places, bodies and names that exist nowhere."""

from decimal import Decimal
from typing import Any

from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.ids import make_id

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


LAKE_TEXT = """镜湖区2026年工作计划
一、主要目标
地区生产总值增长6%以上，居民收入与经济增长同步。
二、重点任务
（一）建设数字园区
由区数据局牵头，会同青岚大学推进5G-A基站建设。依托星桥研究院，年内建成望湖创新谷一期，入库项目突破20个。
（二）美化湖岸环境
改造东堤步道3.5公里，区住建局配合。
（三）办好湖滨灯会
举办湖滨灯会。
"""

HILL_TEXT = """云梯区2026年工作计划
（一）联通镜湖
由镜湖区数据局与云梯区交通局联合推进跨区公交，地区生产总值增长5%。
"""


def lake_plan(text: str = LAKE_TEXT) -> PlanGraph:
    """A district's plan: six targets' worth of everything the queries ask for, small enough to check by eye."""
    it = PlanBuilder(text, title="镜湖区2026年工作计划", region="镜湖区")
    goals = it.part(
        "Section",
        it.id,
        "主要目标",
        "主要目标\n地区生产总值增长6%以上，居民收入与经济增长同步。",
        part="headline",
    )
    tasks = it.part("Section", it.id, "重点任务", text[text.index("重点任务") :].rstrip("\n"))
    digital_body = text[text.index("建设数字园区") : text.index("\n（二）")]
    digital = it.part("Task", tasks, "建设数字园区", digital_body, mark="（一）")
    network = it.part("Action", digital, "由区数据局牵头，会同青岚大学推进5G-A基站建设。")
    valley = it.part("Action", digital, "依托星桥研究院，年内建成望湖创新谷一期，入库项目突破20个。")
    shore = it.part(
        "Task", tasks, "美化湖岸环境", "美化湖岸环境\n改造东堤步道3.5公里，区住建局配合。", mark="（二）"
    )
    path = it.part("Action", shore, "改造东堤步道3.5公里，区住建局配合。")
    fair = it.part(
        "Task", tasks, "办好湖滨灯会", text[text.index("办好湖滨灯会") :].rstrip("\n"), mark="（三）"
    )
    show = it.part("Action", fair, "举办湖滨灯会。")

    data_bureau = it.entity("Institution", "镜湖区数据局", aliases=("区数据局",))
    university = it.entity("Institution", "青岚大学", scope=NATIONAL)
    institute = it.entity("Institution", "星桥研究院")
    housing = it.entity("Institution", "镜湖区住建局", aliases=("区住建局",))
    district = it.entity("Area", "镜湖区")
    valley_area = it.entity("Area", "望湖创新谷")
    station = it.entity("Project", "5G-A基站")
    phase_one = it.entity("Project", "望湖创新谷一期")
    walk = it.entity("Facility", "东堤步道")
    lantern = it.entity("Event", "湖滨灯会")

    it.relate("COVERS", it.id, district, "镜湖区")
    it.relate("LOCATED_IN", phase_one, valley_area, "望湖创新谷一期")
    it.relate("PART_OF", valley_area, district, None)
    clause = "由区数据局牵头"
    it.relate("ASSIGNED_TO", network, data_bureau, clause, role="lead", deadline="2026-06-30")
    it.relate("MENTIONS", network, data_bureau, "区数据局")
    it.relate("ASSIGNED_TO", network, university, "会同青岚大学推进5G-A基站建设", role="support")
    it.relate("MENTIONS", network, university, "青岚大学")
    it.relate("MENTIONS", network, station, "5G-A基站")
    it.relate("ADVANCES", network, station, "会同青岚大学推进5G-A基站建设", stage="ongoing", trigger="推进")
    it.relate("INVOLVES", valley, institute, "依托星桥研究院", role="relies_on", trigger="依托")
    it.relate("MENTIONS", valley, institute, "星桥研究院")
    it.relate("ADVANCES", valley, phase_one, "年内建成望湖创新谷一期", stage="completed", trigger="建成")
    it.relate("MENTIONS", valley, phase_one, "望湖创新谷一期")
    it.relate("ASSIGNED_TO", path, housing, "区住建局配合", role="support")
    it.relate("MENTIONS", path, housing, "区住建局")
    it.relate("ADVANCES", path, walk, "改造东堤步道3.5公里", stage="ongoing", trigger="改造")
    it.relate("MENTIONS", path, walk, "东堤步道")
    it.relate("ADVANCES", show, lantern, "举办湖滨灯会", stage="held", trigger="举办")
    it.relate("MENTIONS", fair, lantern, "湖滨灯会")
    it.relate("MENTIONS", show, lantern, "湖滨灯会", after=text.index("举办湖滨灯会"))

    period: dict[str, Any] = {
        "period_start": "2026-01-01",
        "period_end": "2026-12-31",
        "period_stated": False,
    }
    it.target(
        goals,
        "地区生产总值增长6%以上",
        "地区生产总值增长",
        "6",
        comparator=">=",
        unit="%",
        unit_text="%",
        headline=True,
        **period,
    )
    it.target(goals, "居民收入与经济增长同步", "居民收入", headline=True, **period)
    it.target(
        valley, "入库项目突破20个", "入库项目", "20", comparator=">", unit="个", unit_text="个", **period
    )
    it.target(
        path,
        "改造东堤步道3.5公里",
        "改造东堤步道",
        "3.5",
        comparator="=",
        unit="公里",
        unit_text="公里",
        **period,
    )
    return it.plan


def hill_plan() -> PlanGraph:
    """The neighbour's plan, which needs the lake district's data bureau and an indicator, too."""
    it = PlanBuilder(HILL_TEXT, title="云梯区2026年工作计划", region="云梯区")
    task = it.part("Task", it.id, "联通镜湖", HILL_TEXT[HILL_TEXT.index("联通镜湖") :].rstrip("\n"))
    action = it.part("Action", task, "由镜湖区数据局与云梯区交通局联合推进跨区公交，地区生产总值增长5%。")
    data_bureau = it.entity("Institution", "镜湖区数据局", scope="镜湖区", aliases=("镜湖数据局",))
    transport = it.entity("Institution", "云梯区交通局")
    bus = it.entity("Project", "跨区公交")
    clause = "由镜湖区数据局与云梯区交通局联合推进跨区公交"
    it.relate("ASSIGNED_TO", action, data_bureau, clause, role="responsible")
    it.relate("ASSIGNED_TO", action, transport, clause, role="responsible")
    it.relate("MENTIONS", action, data_bureau, "镜湖区数据局")
    it.relate("MENTIONS", action, transport, "云梯区交通局")
    it.relate("ADVANCES", action, bus, clause, stage="ongoing", trigger="推进")
    it.relate("MENTIONS", action, bus, "跨区公交")
    it.target(action, "地区生产总值增长5%", "地区生产总值增长", "5", comparator="=", unit="%", unit_text="%")
    return it.plan
