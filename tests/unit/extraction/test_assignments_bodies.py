"""Lists of bodies, split as a reader would. Names are invented."""

import pytest

from graph_builder.extraction.assignments_bodies import split_bodies


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("市经信局、市发改委，市财政局", ["市经信局", "市发改委", "市财政局"]),
        ("市发展和改革局和市教育局", ["市发展和改革局", "市教育局"]),
        ("市自然资源和规划局", ["市自然资源和规划局"]),
        ("市委统战部（侨办）、市科技局", ["市委统战部（侨办）", "市科技局"]),
        (
            "市委组织部（市委人才办）、市经信局市新经济委",
            ["市委组织部（市委人才办）", "市经信局", "市新经济委"],
        ),
        ("市委市政府", ["市委", "市政府"]),
        ("云台、青湖市政府，滨江合作区执委会", ["云台", "青湖市政府", "滨江合作区执委会"]),
        ("省科技厅、工业和信息化厅等部门按职责分工", ["省科技厅", "工业和信息化厅"]),
        ("市政务局等有关部门", ["市政务局"]),
        ("市残疾人联合会、市教育局按职责分工", ["市残疾人联合会", "市教育局"]),
        ("相关部门、有关单位", []),
        ("青江省相关部门", []),
        ("国家卫生健康委等相关部门及各地区", ["国家卫生健康委", "各地区"]),
    ],
)
def test_lists_are_split(words: str, expected: list[str]) -> None:
    assert [words[b.start : b.end] for b in split_bodies(words, 0, len(words))] == expected


@pytest.mark.parametrize(
    "words",
    [
        "各区县政府",
        "各县〔市、区〕政府",
        "各县（市、区）人民政府",
        "各区、县（市）政府",
        "有关区、市政府",
        "各地级以上市人民政府",
        "各街道(乡镇)",
        "有关区县",
        "市政府各部门",
        "功能区管委会",
        "16区",
        "各区政务服务局",
    ],
)
def test_a_group_of_bodies_is_one_collective(words: str) -> None:
    found = split_bodies(f"市财政局、{words}", 0, 5 + len(words))
    assert [(b.start, b.end, b.collective) for b in found] == [(0, 4, False), (5, 5 + len(words), True)]
