"""Targets in sentences of invented plans: values, comparators, units, spans; what is no target."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.extraction.spans import TargetSpan
from graph_builder.extraction.targets import find_targets


def read(text: str) -> list[tuple[str, str | None, Decimal | None, Decimal | None, str | None]]:
    return [(t.indicator, t.comparator, t.value, t.value_max, t.unit) for t in find_targets(text)]


def one(text: str) -> TargetSpan:
    (target,) = find_targets(text)
    return target


@pytest.mark.parametrize(
    ("text", "comparator", "value", "value_max", "unit"),
    [
        ("失业率控制在百分之五点五以内。", "<=", "5.5", None, "%"),
        ("城镇调查失业率控制在5.5%左右。", "≈", "5.5", None, "%"),
        ("完成投资1,100.9亿元以上。", ">=", "110090000000", None, "元"),
        ("惠及群众一百九十万零三千人次。", "=", "1903000", None, "人次"),
        ("培育上百家企业。", ">", "100", None, "家"),
        ("新增企业500多家。", ">", "500", None, "家"),
        ("入库项目突破200个。", ">", "200", None, "个"),
        ("投资需求突破1000亿。", ">", "100000000000", None, "元"),
        ("每个镇至少打造2座书屋。", ">=", "2", None, "座"),
        ("打造1-2个特色产业园。", "range", "1", "2", "个"),
        ("新增两三个示范社区。", "range", "2", "3", "个"),
        ("引进3至5家总部。", "range", "3", "5", "家"),
        ("工业增加值增长５％—６％。", "range", "5", "6", "%"),
        ("培训农民10-12万人。", "range", "100000", "120000", "人"),
        ("费用比率下降0.3个百分点。", "=", "0.3", None, "百分点"),
        ("新增绿地12万㎡。", "=", "120000", None, "平方米"),
        ("引进金融企业(机构)不少于10,新增银行。", ">=", "10", None, None),
        ("推荐人才项目不少于10人(家)。", ">=", "10", None, "人(家)"),
        ("营商环境进入全省前5位。", "<=", "5", None, "位"),
        ("登记失业率控制在2.2%。", "<=", "2.2", None, "%"),
        ("云溪河水质稳定在Ⅱ类及以上。", ">=", "2", None, "类"),
        ("特困人员标准提高至1061元/月。", "=", "1061", None, "元/月"),
        ("筹建三所分校。", "=", "3", None, "所"),
    ],
)
def test_number(text: str, comparator: str, value: str, value_max: str | None, unit: str | None) -> None:
    target = one(text)
    upper = None if value_max is None else Decimal(value_max)
    assert (target.comparator, target.value, target.value_max, target.unit) == (
        comparator, Decimal(value), upper, unit,
    )  # fmt: skip


def test_several_amounts_in_one_clause_are_exact() -> None:
    values = [t.value for t in find_targets("投资16.4亿元、技改2.3亿元、贷款1.005万亿元。")]
    assert values == [1640000000, 230000000, 1005000000000]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # A measure with a verb of its own, and 新 before a verb, need none of the list's.
        ("力争新增智能车间80家、无人船产量突破5000艘。", ["新增智能车间", "无人船产量"]),
        ("攻克关键技术105项以上、新转化成果40个以上。", ["攻克关键技术", "新转化成果"]),
        ("新建小学5所、幼儿园超过9所。", ["新建小学", "新建幼儿园"]),
        # Where it is done is no part of what is counted.
        ("在交通、医疗、消费等领域应用落地300个以上。", ["应用落地"]),
    ],
)
def test_a_list_says_its_verb_once_for_those_without_one(text: str, indicators: list[str]) -> None:
    assert [target.indicator for target in find_targets(text)] == indicators


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("统一调度、一体推进，失业率控制在百分之五点五以内。", "失业率控制在百分之五点五以内"),
        ("力争全市完成投资1,100.9亿元以上，再上台阶。", "投资1,100.9亿元以上"),
        ("完成3处微光小景观，再接再厉。", "3处微光小景观"),
        ("全年新增2栋数字经济专业楼宇。", "新增2栋数字经济专业楼宇"),
        ("加快建设云峰二期等7个公共住房项目。", "建设云峰二期等7个公共住房项目"),
    ],
)
def test_span_holds_indicator_and_number(text: str, words: str) -> None:
    target = one(text)
    assert text[target.start : target.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "统一调度、一体推进，两手抓、两手硬。",
        "举办数十场活动。",
        "覆盖三分之二以上社区，能耗下降十分之一。",
        "推进第3期建设，办好第22届博览会。",
        "落实发改〔2024〕12号文件。",
        "推广“3615”体系，提供7×24小时服务。",
        "加快5G网络建设，治理PM2.5。",
        "重点支持亿元以上项目。",
        "支持12个产粮县，壮大8个产业集群。",
        "对获评企业给予最高100万元奖励。",
        "对经营满3年的企业，按照投资额的15%予以补助。",
        "建设东港110千伏变电站。",
        "打造15分钟生活圈。",
        "推进三个示范工程，抓好十个方面工作。",
        "面向世界500强开展招商。",
        "改造3号线，开通12路公交。",
    ],
)
def test_no_target(text: str) -> None:
    assert find_targets(text) == []


def test_a_size_class_stays_in_the_name() -> None:
    assert read("实施亿元以上重大项目220个，其中新开工项目不少于50个。") == [
        ("亿元以上重大项目", "=", 220, None, "个"),
        ("新开工项目", ">=", 50, None, "个"),
    ]
    assert find_targets("实施亿元以上重大项目220个，其中新开工项目不少于50个。")[1].part_of == 0


def test_an_old_value_is_the_baseline() -> None:
    target = one("门诊补助由5元提高到10元。")
    assert (target.indicator, target.value, target.baseline) == ("门诊补助", 10, 5)


def test_each_its_own_number() -> None:
    assert read("原煤、原油产量分别稳定在120万吨和340万吨。") == [
        ("原煤产量", "=", 1200000, None, "吨"),
        ("原油产量", "=", 3400000, None, "吨"),
    ]
    assert read("城乡居民人均可支配收入分别增长6.5%、7.5%左右。") == [
        ("城镇居民人均可支配收入增长", "≈", Decimal("6.5"), None, "%"),
        ("农村居民人均可支配收入增长", "≈", Decimal("7.5"), None, "%"),
    ]


def test_each_the_same_number() -> None:
    assert read("新增百亿级和五十亿级企业各10家以上。") == [
        ("新增百亿级企业", ">=", 10, None, "家"),
        ("新增五十亿级企业", ">=", 10, None, "家"),
    ]


def test_a_verb_said_once_holds_for_the_list() -> None:
    assert [t.indicator for t in find_targets("改造棚户区300套、老旧小区13个。")] == [
        "改造棚户区",
        "改造老旧小区",
    ]


def test_an_elided_head_is_restored() -> None:
    assert [t.indicator for t in find_targets("教育支出15.26亿元，增长34.2%。")] == [
        "教育支出",
        "教育支出增长",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "过去五年，我们新建学校38所，新增学位2.7万个，城乡面貌显著改善，成绩来之不易。",
        "2024年完成了技改投资35亿元，培育了专精特新企业60家，获评全国示范城市，成效明显。",
        "3.“两高”：指年综合能耗5万吨标准煤以上的高耗能、高排放项目12个。",
    ],
)
def test_results_and_explanations_promise_nothing(text: str) -> None:
    assert find_targets(text) == []


def test_the_same_words_without_a_past_are_promises() -> None:
    assert len(find_targets("今年，力争新建学校38所，确保新增学位2.7万个，加快改善城乡面貌。")) == 2


@given(
    st.text(
        alphabet=st.sampled_from("完成新增投资12，,.％%①㎡⾼０５亿万元个以上左右 \n“”（）由到分别各百三点、"),
        max_size=60,
    )
)
def test_offsets_hold_for_any_text(text: str) -> None:
    for target in find_targets(text):
        assert 0 <= target.clause_start <= target.start < target.end <= target.clause_end <= len(text)
        assert target.value is None or target.value >= 0
        assert target.value_max is None or (target.value is not None and target.value < target.value_max)


@given(st.text(alphabet="甲乙丙丁，。\n㎡①½…⾼　 ", max_size=30))
def test_what_stands_before_moves_the_target_and_nothing_else(before: str) -> None:
    sentence = "新增停车泊位1万个。"
    text = f"{before}\n{sentence}"
    found = [text[t.start : t.end] for t in find_targets(text)]
    assert found == ["新增停车泊位1万个"]


def test_look_alikes_and_wide_signs_keep_the_sources_offsets() -> None:
    text = "⾼新区：新增绿地１２万㎡…改造６％的管网，建成½，新建⽂化站３座。"
    spans = [text[t.start : t.end] for t in find_targets(text)]
    assert spans[0] == "新增绿地１２万㎡"
    assert spans[-1] == "新建⽂化站３座"


@pytest.mark.timeout(60)
def test_a_table_run_together_takes_no_longer_than_its_length() -> None:
    text = "力争" + "新建甲12个、" * 4000
    assert len(find_targets(text)) == 4000
