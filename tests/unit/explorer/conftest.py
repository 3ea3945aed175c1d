"""An invented plan as the pages see it, without a database."""

import pytest

from explorer import data
from explorer.plan_view import Fact, Item, PlanView
from tests.browser.plans import PlanWriter

PLAN = """
#  2025年主要目标
——{Target|地区生产总值增长6%左右|地区生产总值增长|≈|6|%|%};{Target|固定资产投资120亿元以上|固定资产投资|>=|12000000000|元|亿元}。
# (一) 建设镜湖新城,提升承载能力
* 完善路网。由{Institution|镜湖区城建局|ASSIGNED_TO:lead}牵头,{Institution|垚河街道|ASSIGNED_TO:support}配合,推进{Project|环湖大道|ADVANCES:started}。{Institution|镜湖区城建局}负责督办。{Target|新建道路3条|道路|=|3|条|条}。
* 优化服务。提升办事效率。
"""


@pytest.fixture
def view() -> PlanView:
    graph = PlanWriter("镜湖区2025年工作要点", "镜湖区", 2025, "镜湖区发改局", published="2025-01-06").read(
        PLAN
    )
    items = {node.id: Item(node.id, node.label, node.name, node.properties) for node in graph.nodes()}
    items[graph.document_id].properties["text"] = graph.document["text"]
    facts = tuple(Fact(r.id, r.type, r.start_id, r.end_id, r.properties) for r in graph.relations())
    return PlanView(items[graph.document_id], items, facts)


@pytest.fixture
def stored(view: PlanView, monkeypatch: pytest.MonkeyPatch) -> PlanView:
    """The plan in the place of the database."""
    plan = view.plan
    monkeypatch.setattr(
        data, "plans", lambda: [{"id": plan.id, "name": plan.name, "region": "镜湖区", "year": 2025}]
    )
    monkeypatch.setattr(data, "plan_view", lambda plan_id: view if plan_id == plan.id else None)
    return view
