"""What a target says beside its number: period, modality, basis, subject, part, headline, the statistician's name."""

import pytest

from graph_builder.documents.document import Outline, OutlineItem, Span
from graph_builder.extraction.spans import Mention, TargetSpan
from graph_builder.extraction.targets import find_targets

YEAR = ("2025-01-01", "2025-12-31")


def one(text: str, **context: object) -> TargetSpan:
    (target,) = find_targets(text, **context)  # type: ignore[arg-type]
    return target


def section(text: str, part: str) -> Outline:
    return Outline((OutlineItem("Section", 0, 2, len(text), None, 1, ("Section:1",), "一、", part),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("到2027年底，培育企业60家。", (None, "2027-12-31")),
        ("2026年新建学校5所。", ("2026-01-01", "2026-12-31")),
        ("2026年上半年新建学校5所。", ("2026-01-01", "2026-06-30")),
        ("“十五五”期间新建学校5所。", ("2026-01-01", "2030-12-31")),
        ("全年新增企业20家。", YEAR),
        ("上半年新增企业20家。", ("2025-01-01", "2025-06-30")),
        ("6月底前新增企业20家。", (None, "2025-06-30")),
        ("三年内新增企业20家。", ("2025-01-01", "2027-12-31")),
        ("新增企业20家。", (None, None)),
    ],
)
def test_period(text: str, period: tuple[str | None, str | None]) -> None:
    target = one(text, plan_period=YEAR)
    assert (target.period_start, target.period_end) == period


def test_a_relative_period_needs_the_plans_own() -> None:
    assert one("全年新增企业20家。").period_end is None


def test_a_deadline_that_opens_the_sentence_holds_for_all_of_it() -> None:
    ends = {t.period_end for t in find_targets("到2028年，新增企业1000家、集聚人才超1万名，建成园区3个。")}
    assert ends == {"2028-12-31"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("力争新增企业20家。", "力争"),
        ("产业项目到位资金预期实现300亿元。", "预期性"),
        ("单位能耗下降3.5%（约束性）。", "约束性"),
        ("新增企业20家。", None),
    ],
)
def test_modality(text: str, modality: str | None) -> None:
    assert one(text).modality == modality


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("地区生产总值增长6%。", "growth"),
        ("森林覆盖率达到42%。", "share"),
        ("新增停车泊位800个。", "increment"),
        ("累计培育企业60家。", "cumulative"),
        ("技术合同成交额达到90亿元。", "level"),
        ("青溪河水质达到Ⅲ类。", "grade"),
        ("费用比率下降0.3个百分点。", "increment"),
    ],
)
def test_basis(text: str, basis: str) -> None:
    assert one(text).basis == basis


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("地区生产总值增长6%左右。", "GDP增速"),
        ("地方一般公共预算收入增长5%。", "一般公共预算收入增速"),
        ("全社会固定资产投资增长8%以上。", "固定资产投资增速"),
        ("社会消费品零售总额增长7%。", "社会消费品零售总额增速"),
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率"),
        ("居民消费价格涨幅2%左右。", "CPI涨幅"),
        ("城镇新增就业2300人。", "城镇新增就业人数"),
        ("研发经费投入强度达到3.2%。", "R&D经费投入强度"),
        ("森林覆盖率达到42%。", "森林覆盖率"),
        ("新建智慧书屋20座。", None),
    ],
)
def test_the_statisticians_name(text: str, name: str | None) -> None:
    assert one(text).canonical_indicator == name


def test_about_is_the_name_the_number_is_said_of() -> None:
    text = "实现云岭气候投融资平台入库项目突破200个，投资需求突破1000亿。"
    platform = Mention(2, 11, "Platform")
    first, second = find_targets(text, mentions=[platform])
    assert first.about == (2, 11)
    assert second.about is None


def test_one_name_of_a_list_is_not_what_is_counted() -> None:
    text = "推进青岚小学、白石中学等5所学校建设。"
    assert one(text, mentions=[Mention(2, 6, "Facility"), Mention(7, 11, "Facility")]).about is None


def test_digits_inside_a_name_count_nothing() -> None:
    text = "办好云岭杯2035届100人围棋赛。"
    assert find_targets(text, mentions=[Mention(2, 17, "Event")]) == []


def test_the_plans_own_goals_are_headline_with_or_without_an_outline() -> None:
    text = "主要预期目标是：地区生产总值增长6%左右，居民收入增长与经济增长基本同步。"
    for outline in (None, section(text, "headline")):
        number, goal = find_targets(text, outline)
        assert number.headline
        assert goal.headline
        assert (goal.indicator, goal.comparator, goal.value) == ("居民收入增长", None, None)


def test_a_goal_without_a_number_is_made_of_headline_lines_only() -> None:
    assert find_targets("推动居民收入增长与经济增长基本同步。") == []


def test_review_and_glossary_of_the_outline_promise_nothing() -> None:
    text = "新增企业20家，建成园区3个。"
    assert find_targets(text, section(text, "review")) == []
    assert find_targets(text, section(text, "glossary")) == []
    assert len(find_targets(text, section(text, "annex"))) == 2


def test_page_chrome_promises_nothing() -> None:
    text = "相关阅读：新增企业20家。\n新建学校5所。"
    assert [t.indicator for t in find_targets(text, body=[Span(14, len(text))])] == ["新建学校"]


def test_blanks_before_the_body_do_not_make_a_line_chrome() -> None:
    text = "\u3000\u3000新建学校5所。"
    assert len(find_targets(text, body=[Span(2, len(text))])) == 1


def test_parts_are_counted_within_the_sentence() -> None:
    text = "全年安排民生支出57亿元，其中，教育支出15亿元，卫生支出6亿元。新增学位500个。"
    assert [t.part_of for t in find_targets(text)] == [None, 0, 0, None]
