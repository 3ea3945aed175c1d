"""Tables of indicators: as cells of a document that has tables, or as lines whose words are the cells."""

from decimal import Decimal

from graph_builder.documents.document import Block
from graph_builder.extraction.targets import find_targets

LINES = """主要指标
序号 指标 单位 属性 2025年 年均
1 全市生产总值年均增长率 % 预期性 - 5左右
2 技术合同成交额 万亿元 预期性 2.8以上 -
3 跨国公司总部数量 家 预期性 - [1000]
4 居民人均可支配收入增长 % 预期性 - 与经济增长基本同步
5 森林覆盖率（%） 约束性 42
"""


def test_lines_whose_words_are_cells() -> None:
    found = find_targets(LINES)
    assert [(t.indicator, t.comparator, t.value, t.unit, t.basis, t.modality) for t in found] == [
        ("全市生产总值年均增长率", "≈", 5, "%", "growth", "预期性"),
        ("技术合同成交额", ">=", Decimal("2800000000000"), "元", "level", "预期性"),
        ("跨国公司总部数量", "=", 1000, "家", "cumulative", "预期性"),
        ("居民人均可支配收入增长", None, None, None, "growth", "预期性"),
        ("森林覆盖率", "=", 42, "%", "share", "约束性"),
    ]
    assert LINES[found[1].start : found[1].end] == "技术合同成交额 万亿元 预期性 2.8以上"
    assert found[0].canonical_indicator == "GDP增速"


def test_cells_take_the_planned_column() -> None:
    rows = [
        ["指标", "单位", "2020年", "2025年目标", "属性"],
        ["常住人口城镇化率", "%", "66.1", "70左右", "预期性"],
        ["耕地保有量", "万亩", "21", "21.5", "约束性"],
    ]
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            blocks.append(Block(len(text), len(text) + len(cell), "cell", table=(1, row, column, 1, 1)))
            text += cell + "\n"
    found = find_targets(text, blocks=blocks)
    assert [(t.indicator, t.comparator, t.value, t.unit) for t in found] == [
        ("常住人口城镇化率", "≈", 70, "%"),
        ("耕地保有量", "=", 215000, "亩"),
    ]


def test_a_sentence_about_indicators_is_no_table() -> None:
    assert find_targets("强化 约束性 指标 管理 工作。") == []
