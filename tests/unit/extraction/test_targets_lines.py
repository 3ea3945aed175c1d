"""Which lines promise: reports of what was done, explanations of terms and rules are told apart without headings."""

import pytest

from graph_builder.extraction.targets import find_targets
from graph_builder.extraction.targets.glossary import explaining_lines
from graph_builder.extraction.targets.tense import reporting_lines

REPORT = "一年来，我们攻坚克难，新增企业320家，同比增长12%，获评全国先进，成绩来之不易。"
PROMISE = "力争新增企业400家以上，加快建设东港产业园，确保年内开工项目20个，进一步优化环境。"


def test_a_heading_tells_the_tense_of_what_follows() -> None:
    lines = ["一、2024年工作回顾", "新建学校12所，新增学位8000个，改造老旧小区35个，惠及居民2万户。"]
    assert reporting_lines(lines) == [True, True]
    assert reporting_lines(["二、2025年重点工作", lines[1]]) == [False, False]


def test_short_lines_take_the_tense_of_their_neighbours() -> None:
    assert reporting_lines([REPORT, "新建公园3个。", REPORT, PROMISE, "新建公园3个。", PROMISE]) == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_no_lines() -> None:
    assert reporting_lines([]) == []


def test_a_glossary_is_told_by_its_form() -> None:
    lines = [
        "1.“两重”：国家重大战略实施和重点领域安全能力建设。",
        "2.标准地：带着控制性指标出让的土地。",
        "加快建设标准地。",
    ]
    assert explaining_lines(lines) == [True, True, False]


def test_everything_under_a_glossary_heading_explains() -> None:
    assert explaining_lines(["名词解释", "飞地经济 两地合作的模式。"]) == [True, True]


def test_only_the_promises_of_a_mixed_text_are_targets() -> None:
    text = f"{REPORT}\n{REPORT}\n{PROMISE}\n{PROMISE}\n1.“四上”企业：是指年主营收入2000万元以上的企业等4类。"
    found = find_targets(text)
    assert {text[t.start : t.end] for t in found} == {"新增企业400家以上", "开工项目20个"}


@pytest.mark.parametrize(
    "text",
    [
        "每处建筑面积原则上不少于1000平方米。",
        "租金按照公共租赁住房租金标准的1.5倍计收。",
        "基本生活标准为每人每月2094.4元。",
        "本办法所称团队，是指青年占比达30%以上的团队。",
        "签约覆盖率=签约人数/常住人口*100%。",
        "年营业收入10亿元到50亿元之间的企业可申请认定。",
    ],
)
def test_a_rule_is_no_promise(text: str) -> None:
    assert find_targets(text) == []


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("推进11个煤层气、5个页岩气项目建设。", ["煤层气项目", "页岩气项目"]),
        ("累计培育专精特新企业60家，“新物种”企业35家。", ["累计培育专精特新企业", "累计培育“新物种”企业"]),
        ("储备项目突破2500个，总投资突破1.5万亿元。", ["储备项目", "储备项目总投资"]),
        ("打造星湾、月港、青塘3个文化站。", ["打造文化站"]),
        ("建成甲山医院、乙水医院等5家医院。", ["建成医院"]),
        ("拓展走廊布局全年新增2栋专业楼宇。", ["新增专业楼宇"]),
        ("白酒产业完成产值1600亿元。", ["白酒产业产值"]),
        ("建成4万个以上5G基站。", ["建成5G基站"]),
    ],
)
def test_indicator_words(text: str, indicators: list[str]) -> None:
    assert [t.indicator for t in find_targets(text)] == indicators
