"""A data vendor's watermark is told from the plan: nothing is read out of it, and every offset stays."""

import re

import pytest

from graph_builder.documents import read_bytes
from graph_builder.documents.watermarks import watermarks
from graph_builder.extraction import extract
from graph_builder.graph import PlanGraph

_MARK = re.compile("法宝|法律图书馆|yuntai|资讯网|来源|本文")

PLAN = (
    "云台市2026年重点工作计划",
    "一、产业发展",
    "（一）提升工业实力。推进云杉产业园建设，引进龙头企业5家以上。支持企业攻关关键技术。（牵头单位：市经信局）",
    "（二）做强现代商贸。启动老城步行街改造，社会消费品零售总额突破300亿元。（责任单位：市商务局）",
    "二、民生保障",
    "（一）办好人民教育。新建云杉小学，新增学位2400个，扩大普惠性幼儿园覆盖面。（责任单位：市教育局）",
    "（二）完善医疗服务。建成市人民医院新院区，家庭医生签约率达到75%。（责任单位：市卫健委）",
)


def graph_of(lines: tuple[str, ...] | list[str]) -> PlanGraph:
    return extract(read_bytes("\n".join(lines).encode(), "计划.txt"))


def facts(graph: PlanGraph) -> list[tuple[str, str]]:
    """Return the names that rules read, and any name that holds a mark; what the model reads depends on the words around."""
    read = ("Section", "Task", "Action", "Target", "Indicator", "Institution")
    names = [(str(node["label"]), str(node["name"])) for _, node in graph.graph.nodes(data=True)]
    return sorted((label, name) for label, name in names if label in read or _MARK.search(name))


@pytest.mark.parametrize(
    "mark",
    [
        "北大法宝",
        "来源：北大法宝 www.pkulaw.com",
        "法律图书馆",
        "【法律图书馆 www.law-lib.com】",
        "http://www.yuntai-zixun.com/",
        "云台资讯网",
    ],
)
def test_lines_of_a_vendor_between_the_plans_are_no_text_of_it(mark: str) -> None:
    marked = [line for one in PLAN for line in (one, mark)]
    assert facts(graph_of(marked)) == facts(graph_of(PLAN))


@pytest.mark.parametrize(
    "mark", ["北大法宝", "（来源：北大法宝）", "法律图书馆www.law-lib.com", "www.yuntai-zixun.com"]
)
def test_runs_of_a_vendor_inside_the_plans_lines_are_no_text_of_it(mark: str) -> None:
    marked = [
        mark + PLAN[0],
        PLAN[1] + mark,
        PLAN[2].replace("引进", mark + "引进").replace("支持", mark + "支持") + mark,
        mark + PLAN[3],
        PLAN[4],
        PLAN[5].replace("，扩大", "，" + mark + "扩大"),
        PLAN[6],
    ]
    assert facts(graph_of(marked)) == facts(graph_of(PLAN))


def test_a_sentence_of_a_vendor_is_no_action() -> None:
    marked = [line.replace("。（", "。本文来自北大法宝。（") for line in PLAN]
    assert facts(graph_of(marked)) == facts(graph_of(PLAN))


def test_offsets_stay_and_no_mention_touches_a_mark() -> None:
    text = "\n".join(line.replace("，", "，北大法宝") for line in PLAN)
    document = read_bytes(text.encode(), "计划.txt")
    assert document.text == text
    graph = extract(document)
    assert all("法宝" not in name for _, name in facts(graph))
    edges = [edge for *_, edge in graph.graph.edges(data=True) if edge["type"] == "MENTIONS"]
    assert len(edges) > 5
    for edge in edges:
        said = text[edge["properties"]["start"] : edge["properties"]["end"]]
        assert said == edge["properties"]["evidence"]
        assert "法宝" not in said


def test_a_line_that_a_mark_has_cut_is_one_paragraph() -> None:
    start = "推进云杉产业园建设，引进龙头企业，支持云台理工大学组建新材料研究院，打造中部一流的新材料"
    document = read_bytes(f"{start}\n北大法宝\n创新高地，带动上下游企业集聚。".encode(), "段.txt")
    assert [item.kind for item in document.outline.items].count("Task") == 1


def test_a_plan_that_names_a_site_itself_is_kept() -> None:
    text = "接入北大法宝数据库。登录www.yuntai.gov.cn申报，登录www.yuntai.gov.cn查询，登录www.yuntai.gov.cn下载。"
    assert watermarks(text) == ()


def test_the_imprint_at_the_foot_of_every_page_is_a_mark_whatever_else_it_says() -> None:
    imprint = "？四94-2016 Yuntai House. All rights reserved. http://www.yuntai-kan.com"
    text = f"建设大桥。\n{imprint}\n修复古塔。\n{imprint}\n整治河道。\n{imprint}\n"
    assert [text[mark.start : mark.end] for mark in watermarks(text)] == [imprint] * 3
