"""What is extracted from plans of every build can be stored: the schema knows all of it."""

import pytest

from graph_builder.documents import read_bytes
from graph_builder.extraction import extract
from graph_builder.schema import load_schema

PLANS = {
    "marks inside a task": """云台区2026年重点工作任务
一、产业
1.做强数字经济。(1)新建数字产业园2个。(2)培育企业30家以上；①引进龙头企业5家。②建设云台数据中心。
2.优化环境。一是推进政务服务改革。二是开展“暖企行动”，服务企业100家。
""",
    "who answers, in brackets and by a rule": """云台区2026年工作要点
一、教育
1.新建云台小学等学校3所。（责任单位：区教育局、区住建局，列第一位者为牵头单位，下同）
2.办好云台读书节。（责任单位：区文旅局；配合单位：各街道办事处）
""",
    "last year, glossary and annex": """云台市2026年政府工作报告
一、2025年工作回顾
过去一年，建成云台大桥，新增就业2万人。
二、2026年工作安排
（一）扩大投资。推进临湖新区建设，力争完成投资100亿元以上。
（二）改善民生。支持云台大学发展，城镇调查失业率控制在5.5%以内。
名词解释
1.“双碳”：指碳达峰、碳中和。
""",
    "no outline": "今年新建公园3个。\n推进滨湖路改造。\n",
    "one word": "规划",
    "other scripts": "云台区２０２６年计划\n一、重点任务\n（一）⾼质量发展🙂。新增绿地１２万㎡，改造６％…完成½。R&D投入增长5%。\n",
}


@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS)
def test_the_schema_knows_all_that_is_extracted(text: str) -> None:
    plan = extract(read_bytes(text.encode(), "plan.txt"))
    load_schema().validate_plan(plan)
    for relation in plan.relations():
        facts = relation.properties
        if "start" in facts:
            assert plan.document["text"][facts["start"] : facts["end"]] == facts["evidence"]


def test_last_year_promises_and_advances_nothing() -> None:
    plan = extract(read_bytes(PLANS["last year, glossary and annex"].encode(), "plan.txt"))
    assert sorted(float(node.properties["value"]) for node in plan.nodes("Target")) == [5.5, 1e10]
    assert "云台大桥" not in {plan.node(relation.end_id).name for relation in plan.relations("ADVANCES")}


def test_the_first_named_leads_where_the_plan_says_so() -> None:
    plan = extract(read_bytes(PLANS["who answers, in brackets and by a rule"].encode(), "plan.txt"))
    roles = {
        (plan.node(r.start_id).name, plan.node(r.end_id).name, r.properties["role"])
        for r in plan.relations("ASSIGNED_TO")
    }
    assert ("新建云台小学等学校3所", "云台区教育局", "lead") in roles
    assert ("新建云台小学等学校3所", "云台区住房和城乡建设局", "responsible") in roles
    assert ("办好云台读书节", "云台区文化和旅游局", "responsible") in roles
    assert not any("牵头" in name or name == "下同" for _, name, _ in roles)
    assert any(name == "各街道办事处" and role == "support" for _, name, role in roles)
