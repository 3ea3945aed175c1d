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
