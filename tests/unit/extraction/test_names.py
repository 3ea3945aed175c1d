"""Names put right by rules. ``found`` is what a recogniser might have said: (name, label); places and bodies are invented."""

from itertools import pairwise

import pytest

from graph_builder.documents.document import Span
from graph_builder.extraction.names import refine_names
from graph_builder.extraction.spans import Mention


def refine(text: str, *found: tuple[str, str], body: tuple[Span, ...] = ()) -> list[Mention]:
    raw = [(text.index(name), text.index(name) + len(name), label, 0.9) for name, label in found]
    return refine_names(text, raw, body)


def names(text: str, *found: tuple[str, str]) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in refine(text, *found)]


def canonical(text: str, *found: tuple[str, str]) -> dict[str, str | None]:
    return {text[m.start : m.end]: m.canonical for m in refine(text, *found)}


def test_bodies_in_notes_are_found_without_a_recogniser() -> None:
    text = "建设云台路。（牵头单位：市委统战部（侨办）、市交通局；配合单位：各区县政府，等相关部门）"
    found = refine(text)
    assert [(text[m.start : m.end], m.label, m.collective) for m in found] == [
        ("市委统战部（侨办）", "Institution", False),
        ("市交通局", "Institution", False),
        ("各区县政府", "Institution", True),
    ]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("实施“满屋”工程。", ("满屋", "Initiative"), ("“满屋”工程", "Initiative")),
        ("实施“望云楼计划”。", ("“望云楼计划”", "Initiative"), ("望云楼计划", "Initiative")),
        ("推进新一轮找矿行动。", ("新一轮找矿行动", "Initiative"), ("找矿行动", "Initiative")),
        ("打造临湖数创走廊楼宇集群。", ("临湖数创走廊楼宇集群", "Area"), ("临湖数创走廊", "Area")),
        ("加快云台新区建设。", ("云台新区建设", "Area"), ("云台新区", "Area")),
        ("启动武闸3座变电站。", ("武闸3座变电站", "Project"), ("武闸", "Project")),
        ("建成临湖小学。", ("临湖小学", "Project"), ("临湖小学", "Facility")),
        ("依托青江大学。", ("青江大学", "Facility"), ("青江大学", "Institution")),
        ("办好青江论坛。", ("青江论坛", "Initiative"), ("青江论坛", "Event")),
        (
            "建设市九医院（公卫中心）新院区。",
            ("市九医院（公卫中心", "Facility"),
            ("市九医院（公卫中心）", "Facility"),
        ),
    ],
)
def test_borders_and_labels_are_put_right(
    text: str, found: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert names(text, found) == [expected]


def test_quoted_names_side_by_side_are_two() -> None:
    text = "开展“育苗”“壮苗”行动。"
    assert names(text, ("“育苗”“壮苗”行动", "Initiative")) == [
        ("育苗", "Initiative"),
        ("“壮苗”行动", "Initiative"),
    ]
    assert canonical(text, ("“育苗”“壮苗”行动", "Initiative"))["育苗"] == "“育苗”行动"


def test_a_quoted_phrase_is_a_name_by_its_class_noun_or_its_verb() -> None:
    assert names("建立“民呼我应”工作机制。") == [("“民呼我应”工作机制", "Platform")]
    assert names("推行“一窗通办”，坚持“以人为本”。") == [("一窗通办", "Initiative")]


def test_a_list_that_is_one_name() -> None:
    assert names("深入推进蓝天、碧水、净土保卫战。", ("净土保卫战", "Initiative")) == [
        ("蓝天、碧水、净土保卫战", "Initiative")
    ]


def test_the_body_that_leads_the_way_is_a_name() -> None:
    assert names("以云台碳清所为引领，以数字化为支撑。", ("云台", "Area")) == [("云台碳清所", "Institution")]


@pytest.mark.parametrize(
    ("text", "label", "parts", "expected"),
    [
        (
            "启动星湾、麒山、文闸3座变电站建设。",
            "Project",
            ("星湾", "麒山", "文闸"),
            ("星湾变电站", "麒山变电站", "文闸变电站"),
        ),
        ("推进东康、东十高铁建设。", "Project", ("东康", "东十高铁"), ("东康高铁", None)),
        (
            "建设羊平镇、文德镇污水处理厂。",
            "Project",
            ("羊平镇", "文德镇污水处理厂"),
            ("羊平镇污水处理厂", None),
        ),
        ("完善巡河和西沙2个流域的管网。", "Area", ("巡河", "西沙"), ("巡河流域", "西沙流域")),
        ("推进铁九院一期、望月桥扩建等项目。", "Project", ("铁九院一期", "望月桥扩建"), (None, None)),
        ("支持铁九院、东南设计院发展。", "Institution", ("铁九院", "东南设计院"), (None, None)),
        (
            "由省科技厅、工业和信息化厅推进。",
            "Institution",
            ("省科技厅", "工业和信息化厅"),
            (None, "省工业和信息化厅"),
        ),
    ],
)
def test_elided_parts_keep_their_spans_and_get_their_full_names(
    text: str, label: str, parts: tuple[str, ...], expected: tuple[str | None, ...]
) -> None:
    found = canonical(text, *((part, label) for part in parts))
    assert tuple(found[part] for part in parts) == expected


def test_an_alias_stands_for_the_full_name_wherever_it_occurs() -> None:
    text = "由市发展和改革委员会（以下简称市发改委）牵头。市发改委要抓好落实。"
    found = refine(text, ("市发展和改革委员会", "Institution"))
    assert [(text[m.start : m.end], m.canonical) for m in found] == [
        ("市发展和改革委员会", None),
        ("市发改委", "市发展和改革委员会"),
        ("市发改委", "市发展和改革委员会"),
    ]


def test_an_abbreviated_term_is_no_alias_and_a_longer_name_stays_whole() -> None:
    text = "发展一人公司（以下简称OPC）。建设OPC社区。"
    assert len(refine(text, ("一人公司", "Industry"))) == 1
    text = "由云台管委会（以下简称管委会）牵头，云台管委会办公室配合。"
    found = refine(text, ("云台管委会", "Institution"), ("云台管委会办公室", "Institution"))
    assert text[found[-1].start : found[-1].end] == "云台管委会办公室"


def test_a_name_found_once_counts_wherever_it_stands() -> None:
    text = "建设云台融资服务平台。推广云台融资服务平台的应用。"
    assert len(refine(text, ("云台融资服务平台", "Platform"))) == 2


def test_a_repeated_name_must_begin_and_end_with_words() -> None:
    text = "建设云台大厦。修缮云台大厦东路。"
    start = text.index("云台大厦")
    borders = frozenset({start, start + 4, text.index("云台大厦东路"), text.index("云台大厦东路") + 6})
    found = refine_names(text, [(start, start + 4, "Facility", 0.9)], (), borders)
    assert [(m.start, m.end) for m in found] == [(start, start + 4)]


def test_page_chrome_gives_no_names_and_none_overlap() -> None:
    text = "青江市人民政府门户网站\n由市交通局牵头建设云台路，市交通局云台分局配合。"
    body = (Span(text.index("由"), len(text)),)
    found = refine(text, ("青江市人民政府", "Institution"), ("市交通局", "Institution"), body=body)
    assert all(m.start >= body[0].start for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_plans_own_region_is_rhetoric_where_it_stands_alone() -> None:
    text = "在云台安居乐业，推进云台新区建设。"
    raw = [(1, 3, "Area", 0.9), (text.index("云台新区"), text.index("云台新区") + 4, "Area", 0.9)]
    assert [text[m.start : m.end] for m in refine_names(text, raw, region="云台区")] == ["云台新区"]


def test_a_straight_quotation_mark_is_taken_in_or_left_out() -> None:
    assert names('依托"云创通"服务平台。', ('云创通"服务平台', "Platform")) == [
        ('"云创通"服务平台', "Platform")
    ]


def test_words_by_which_a_plan_means_itself_are_no_name() -> None:
    assert names("国民经济和社会发展计划执行情况良好。", ("国民经济和社会发展计划", "Initiative")) == []


@pytest.mark.parametrize(
    ("text", "found", "label", "full"),
    [
        # The recogniser takes the first parts for places of their own; the list says what they are.
        (
            "加快云湾、唐溪、青坪等煤矿建设。",
            (("云湾", "Area"), ("唐溪", "Area"), ("青坪", "Project")),
            "Project",
            "云湾煤矿",
        ),
        (
            "推进桂林、北海、梧州新材料制造基地建设。",
            (("桂林", "Area"), ("北海", "Area"), ("梧州新材料制造基地", "Project")),
            "Project",
            "桂林新材料制造基地",
        ),
        # Neighbours that are places in their own right stay.
        ("开发云湾、桂林机场。", (("云湾", "Area"), ("桂林机场", "Facility")), "Area", None),
        ("桂林、梧州市人民政府负责。", (("桂林", "Area"), ("梧州市人民政府", "Institution")), "Area", None),
    ],
)
def test_a_part_of_a_list_is_what_the_list_is_about(
    text: str, found: tuple[tuple[str, str], ...], label: str, full: str | None
) -> None:
    first = refine(text, *found)[0]
    assert (first.label, first.canonical) == (label, full)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("建设平安桂林，推进健康中国行动。", (("平安桂林", "Initiative"),), []),
        ("实施零基预算改革2.0版。", (("零基预算改革", "Initiative"),), [("零基预算改革2.0版", "Initiative")]),
        ("用好“云台”专项资金。", (("云台", "Initiative"),), [("“云台”专项资金", "Platform")]),
        ("依托青湖大厦办公。", (("青湖大厦", "Area"),), [("青湖大厦", "Facility")]),
    ],
)
def test_slogans_versions_funds_and_buildings(
    text: str, found: tuple[tuple[str, str], ...], expected: list[tuple[str, str]]
) -> None:
    assert names(text, *found) == expected


def test_the_plans_own_place_is_no_part_of_its_sectors() -> None:
    text = "壮大云台软件产业，发展云台茶。"
    raw = [(2, 8, "Industry", 0.9), (11, 14, "Industry", 0.9)]
    found = refine_names(text, raw, region="云台区")
    assert [text[m.start : m.end] for m in found] == ["软件产业", "云台茶"]


def test_an_area_called_by_the_plans_own_place_is_found_without_a_recogniser() -> None:
    text = "深挖云台古城资源，云台区高新区扩容，云台发展。"
    found = refine_names(text, [], region="云台区")
    assert [(text[m.start : m.end], m.label) for m in found] == [
        ("云台古城", "Area"),
        ("云台区高新区", "Area"),
    ]


def test_parts_of_a_list_of_plots_are_areas_whatever_they_look_like() -> None:
    text = "做好农行学院南、云台核心区C4等地块土地出让。"
    found = refine(text, ("农行学院南", "Facility"), ("云台核心区C4", "Project"))
    assert [(m.label, m.canonical) for m in found] == [
        ("Area", "农行学院南地块"),
        ("Area", "云台核心区C4地块"),
    ]
