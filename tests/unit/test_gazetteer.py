"""The table of divisions answers what lies in what."""

import pytest

from graph_builder.gazetteer import load_regions
from graph_builder.resolution.names import national_bodies
from graph_builder.resources import data_path


def test_a_district_lies_in_its_city_and_province() -> None:
    regions = load_regions()
    (wuchang,) = regions.find("武昌区")
    assert [region.name for region in regions.parents(wuchang)] == ["武汉市", "湖北省"]
    assert regions.find("武昌") == [wuchang]


def test_a_name_that_repeats_is_told_apart_by_where_it_lies() -> None:
    regions = load_regions()
    assert len(regions.find("鼓楼区")) > 2
    (nanjing,) = regions.find("南京市")
    (gulou,) = regions.find("鼓楼区", within=nanjing)
    assert regions.parents(gulou)[0] == nanjing


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("恩施", "恩施土家族苗族自治州"),
        ("新疆", "新疆维吾尔自治区"),
        ("双江", "双江拉祜族佤族布朗族傣族自治县"),
    ],
)
def test_short_names_of_autonomous_divisions(short: str, name: str) -> None:
    assert load_regions().find(short)[0].name == name


def test_the_longest_name_wins() -> None:
    regions = load_regions()
    found = regions.longest_match("围绕张家港市建设", 2)
    assert found is not None
    assert (found[0][0].name, found[1]) == ("张家港市", 6)
    assert regions.longest_match("围绕张家港市建设", 0) is None


def test_every_parent_is_in_the_table_and_higher() -> None:
    regions = load_regions()
    order = {"province": 0, "prefecture": 1, "county": 2}
    for region in regions:
        for parent in regions.parents(region)[:1]:
            assert order[parent.level] < order[region.level]


def test_a_national_body_has_one_line_and_no_two_share_a_name() -> None:
    lines = data_path("gazetteer/national_bodies.tsv").read_text(encoding="utf-8").splitlines()
    names = [name for line in lines if line and not line.startswith("#") for name in line.split("\t")]
    assert len(names) == len(set(names))
    assert national_bodies()["国家网信办"] == national_bodies()["中央网信办"]
    assert national_bodies()["质检总局"] != national_bodies()["市场监管总局"]
