"""The queries page's own logic: who is offered what, what a chart can show, what the console takes."""

import pytest

from explorer.address import MAX_VALUE
from explorer.answers import chart_columns
from explorer.console import filled_in, href
from explorer.words import words
from graph_builder.exports.answer import answer
from graph_builder.saved_queries import find_query, load_queries
from graph_builder.stores.reader import Result


def test_every_user_of_a_saved_query_has_a_word() -> None:
    for who in {who for query in load_queries().values() for who in query.audience}:
        assert words(who, "zh") != words(who, "en")


@pytest.mark.parametrize(
    ("rows", "charted"),
    [
        ([("甲", 1), ("乙", 2.5)], True),
        ([("甲", 1), (None, None)], True),
        ([("甲", True)], False),
        ([("甲", "乙")], False),
        ([(1, 2)], False),
        ([], False),
    ],
)
def test_bars_need_just_one_text_and_one_number(rows: list[tuple[object, ...]], charted: bool) -> None:
    result = Result(["a.b", "n[0]"], rows, False, 10, 0.1)
    pair = chart_columns(answer(result, {}, "zh"))
    assert (pair is not None) == charted
    if pair:
        assert [field.name for field in pair] == ["a.b", "n[0]"]


def test_a_value_in_a_rewritten_query_stays_a_value() -> None:
    query = find_query("institution-tasks")
    cypher = filled_in(query, {"name": '铁"四\\院\n} RETURN 1 //'})
    assert '"铁\\"四\\\\院\\n} RETURN 1 //"' in cypher
    assert "$name" not in cypher


def test_a_text_too_long_for_an_address_gets_no_link() -> None:
    assert href("x" * (MAX_VALUE + 1)) is None
