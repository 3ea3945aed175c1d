"""Clauses and sentences are where a reader would put them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from graph_builder.documents.clauses import clause_at, clauses, sentences
from graph_builder.documents.document import Span


def said(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_clauses_end_at_commas_but_not_inside_quotes_brackets_and_numbers() -> None:
    text = "开展“扫街,上楼”行动,完成投资1,100亿元(其中,新开工50个);推动云台、江口两地协同。"
    assert said(text, clauses(text)) == [
        "开展“扫街,上楼”行动",
        "完成投资1,100亿元(其中,新开工50个)",
        "推动云台、江口两地协同",
    ]


def test_a_sentence_keeps_its_mark_and_ends_with_the_line() -> None:
    text = "第一句。第二句！\n没有句号的一行\n\n（括号里。不断）第三句？"
    assert said(text, sentences(text)) == [
        "第一句。",
        "第二句！",
        "没有句号的一行",
        "（括号里。不断）第三句？",
    ]


def test_a_bracket_never_closed_does_not_swallow_the_rest_of_the_text() -> None:
    text = "建设（一期项目，改造二期。\n第二段，第三句。" + "“" + "长" * 300 + "，完。"
    assert said(text, clauses(text))[:4] == ["建设（一期项目", "改造二期", "第二段", "第三句"]
    assert said(text, clauses(text))[-1] == "完"


def test_a_line_broken_inside_a_sentence_breaks_no_clause() -> None:
    text = "推动云台区、\n江口区协同，建设大桥。"
    assert said(text, clauses(text)) == ["推动云台区、\n江口区协同", "建设大桥"]


def test_the_clause_at_a_place() -> None:
    text = "启动大桥建设，建成两所学校。"
    span = clause_at(text, text.index("学校"))
    assert text[span.start : span.end] == "建成两所学校"
    border = clause_at(text, text.index("，"))
    assert text[border.start : border.end] == "启动大桥建设"


@given(st.text(alphabet='建设，。；、：“”（）("《》\n 1,0', max_size=80))
def test_clauses_come_in_order_and_lose_nothing_but_borders(text: str) -> None:
    found = clauses(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    kept = "".join(text[span.start : span.end] for span in found)
    assert [c for c in text if c in "建设"] == [c for c in kept if c in "建设"]


@given(st.text(alphabet="建设，。！\n ", max_size=80))
def test_sentences_hold_every_clause(text: str) -> None:
    whole = sentences(text)
    for clause in clauses(text):
        assert any(sentence.holds(clause.start, clause.end) for sentence in whole)
