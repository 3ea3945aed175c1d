"""One body under several wordings is one node, and the node says why."""

from typing import Any

import pytest

from graph_builder.documents import read_bytes
from graph_builder.extraction import extract


def bodies(text: str) -> dict[str, dict[str, Any]]:
    plan = extract(read_bytes(text.encode(), "plan.txt"))
    return {node.name: node.properties for node in plan.nodes("Institution")}


def test_a_definition_and_its_short_form_are_one_body() -> None:
    found = bodies(
        "云台市2026年工作要点\n一、改革\n由市发展和改革委员会（以下简称市发改委）牵头，市发改委会同市教育局推进改革。\n"
    )
    assert set(found) == {"云台市发展和改革委员会", "云台市教育局"}
    assert "市发改委" in found["云台市发展和改革委员会"]["aliases"]


def test_a_short_form_meets_its_full_form_and_the_node_says_why() -> None:
    found = bodies(
        "武昌区2026年工作要点\n一、教育\n1.新建学校3所。（责任单位：区教育局、区住建局）\n"
        "2.改造校舍5处。（责任单位：武昌区住房和城乡建设局）\n"
    )
    assert set(found) == {"武昌区教育局", "武昌区住房和城乡建设局"}
    [reason] = found["武昌区住房和城乡建设局"]["alias_reasons"]
    assert reason == "区住建局：本地区加机构类别（0.95）"


@pytest.mark.parametrize("other", ["海河区", "云溪县"])
def test_bodies_of_the_same_words_in_two_places_stay_two(other: str) -> None:
    texts = [
        f"{place}2026年工作要点\n一、教育\n新建学校3所。（责任单位：教育局）\n" for place in ("云台区", other)
    ]
    plans = [extract(read_bytes(text.encode(), "plan.txt")) for text in texts]
    first, second = ({node.id for node in plan.nodes("Institution")} for plan in plans)
    assert first
    assert second
    assert not first & second


def test_three_wordings_of_a_hospital_are_one_body() -> None:
    found = bodies(
        "江城市2026年国民经济和社会发展计划\n一、改善医疗\n支持市第七医院创建三甲，推动江城市第七医院信息化。\n"
        "扩建门诊。（责任单位：市七医院）\n"
    )
    assert set(found) == {"江城市第七医院"}
    assert "市七医院" in found["江城市第七医院"]["aliases"]


def test_names_whose_words_were_lost_are_none_and_the_loss_is_told() -> None:
    text = "云台区2026年工作要点\n一、推进建设\n推进“”工程，完善“ ”平台，改造????公园。\n"
    plan = extract(read_bytes(text.encode(), "plan.txt"))
    assert not list(plan.nodes("Initiative", "Platform"))
    [warning] = [w for w in plan.document["warnings"] if "丢失" in w]
    assert f"第 {text.index('“”')} 字处““””" in warning
    assert f"第 {text.index('????')} 字处“????”" in warning


def test_a_verb_and_its_object_are_no_body() -> None:
    assert not bodies("云台区2026年工作要点\n一、优化服务\n依法公开政府信息，为经营者所认可。\n")


@pytest.mark.parametrize(
    ("one", "other", "proposed"),
    [
        ("市交通局", "市交通运输局", True),
        ("市政府采购中心", "采购中心", True),
        ("云台供电局", "供电局", True),
        ("青江日报社", "青江经济日报社", False),
        ("青江日报", "青江经济日报", False),
        ("市教育局", "市体育局", False),
        ("云台建设集团有限公司", "云台旅游集团有限公司", False),  # only the tail is shared
        ("江北大学", "江北理工大学", False),
    ],
)
def test_two_wordings_that_may_be_one_body_are_proposed_with_a_score(
    one: str, other: str, proposed: bool
) -> None:
    text = f"云台市2026年工作要点\n一、建设\n1.修路。（责任单位：{one}）\n2.建桥。（责任单位：{other}）\n"
    plan = extract(read_bytes(text.encode(), "plan.txt"))
    assert len(list(plan.nodes("Institution"))) == 2
    told = [warning for warning in plan.document["warnings"] if "可能是同一机构" in warning]
    assert len(told) == proposed
    assert all("（把握 0." in warning for warning in told)


@pytest.mark.parametrize(
    ("place", "notes", "expected"),
    [
        (
            "云台区",
            ["区发改局、住建局、云台供电局", "区住建局"],
            {"云台区发展和改革局", "云台区住房和城乡建设局", "云台供电局"},
        ),
        ("云岭省", ["科技厅、省教育厅", "省科技厅"], {"云岭省科学技术厅", "云岭省教育厅"}),
        ("云台市", ["市民政局、教育局", "市教育局"], {"云台市民政局", "云台市教育局"}),
        ("云台市", ["市发展和改革委", "市发展改革委"], {"云台市发展和改革委员会"}),
        ("云台区", ["区发改局、文体工务局", "区文体工务局"], {"云台区发展和改革局", "云台区文体工务局"}),
        ("云台市", ["各区教育局、住建局"], {"各区教育局", "各区住建局"}),
    ],
)
def test_a_department_without_a_level_is_that_of_its_list_or_its_plan(
    place: str, notes: list[str], expected: set[str]
) -> None:
    items = "".join(f"{n}.推进改革。（责任单位：{note}）\n" for n, note in enumerate(notes, 1))
    found = bodies(f"{place}2026年工作要点\n一、改革\n{items}")
    assert set(found) == expected
    assert all(props.get("collective", False) == name.startswith("各") for name, props in found.items())


def test_a_text_of_the_state_means_the_states_bodies() -> None:
    found = bodies(
        "一、基础\n1.建设网络。（发展改革委、工业和信息化部、财政部、国资委负责）\n2.制定标准。（国家发展改革委负责）\n"
    )
    assert set(found) == {
        "国家发展和改革委员会",
        "工业和信息化部",
        "财政部",
        "国务院国有资产监督管理委员会",
    }
