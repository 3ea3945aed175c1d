"""The view reads clean and never loses its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.documents.view import View

AWKWARD = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("⾼⻘㎡６％ 0123年。，、\n 第—（《km²㏊規"))
)


@given(AWKWARD, st.data())
def test_every_character_leads_back_to_where_it_came_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    view = View.of(text, start, end)
    spans = [view.to_source(at, at + 1) for at in range(len(view.text))]
    for at, (first, until) in enumerate(spans):
        assert start <= first < until <= end
        assert until - first == 1 or text[first:until] != view.text[at]
    for (_, before), (after, _) in zip(dict.fromkeys(spans), list(dict.fromkeys(spans))[1:], strict=False):
        assert before <= after
    covered = {at for first, until in spans for at in range(first, until)}
    left_out = "".join(text[at] for at in range(start, end) if at not in covered)
    assert re.fullmatch(r"(\s|[—－–-]\s?\d{1,4}\s?[—－–-])*", left_out)


@given(AWKWARD, st.data())
def test_a_span_leads_back_to_the_ends_of_its_characters(text: str, data: st.DataObject) -> None:
    view = View.of(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    first, until = view.to_source(start, end)
    if start == end:
        assert first == until
    else:
        assert (first, until) == (view.to_source(start, start + 1)[0], view.to_source(end - 1, end)[1])


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("⾼新区⽂旅局⽴项⼀批项⽬", "高新区文旅局立项一批项目"),
        ("⻘山区", "青山区"),
        ("新增绿地12万㎡", "新增绿地12万m2"),
        ("增长６．５％左右", "增长6.5%左右"),
        ("2 0 0 5年", "2005年"),
        ("企业 60 家，增长 6 %", "企业 60家，增长 6%"),
        ("1 2 3\n4", "1 2 3\n4"),
        ("改造½（一期）①…", "改造½（一期）①…"),
    ],
)
def test_reads_clean(source: str, clean: str) -> None:
    assert View.of(source).text == clean


def test_a_name_found_in_the_view_is_exact_in_the_source_after_lengths_changed() -> None:
    source = "新增绿地12万㎡…建成½，改造６％（一期）①，由⻘石区⽂旅局牵头"
    view = View.of(source)
    at = view.text.index("青石区文旅局")
    start, end = view.to_source(at, at + len("青石区文旅局"))
    assert source[start:end] == "⻘石区⽂旅局"


def test_a_name_broken_over_two_lines_is_one_name() -> None:
    source = (
        "  为贯彻落实国家和省市关于数字经济发展的要求，全面推进云台\n"
        "区数字经济高质量发展，根据有关条例的规定和各项要求，结合本\n"
        "区实际情况，制定本措施。"
    )
    view = View.of(source)
    at = view.text.index("云台区")
    start, end = view.to_source(at, at + 3)
    assert source[start:end] == "云台\n区"
    assert "结合本区实际" in view.text


def test_a_heading_is_not_joined_to_its_body() -> None:
    source = "（一）坚持创新驱动，蓄力经济增长新动能\n聚力打造创新生态，培育企业60家，推动成果转化。"
    assert View.of(source).text == source
