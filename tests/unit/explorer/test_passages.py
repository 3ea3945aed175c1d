from hypothesis import given
from hypothesis import strategies as st

from explorer.passages import Mark, marked, pieces, sentence
from tests.unit.explorer.words_of import texts

TEXT = "聚焦数字经济,培育新兴动能。支持镜湖设计院等企业,新增特色楼宇2栋以上;强化服务。\n下一段"


@given(
    st.text(min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(("Institution", "Target")))),
)
def test_marks_change_no_character(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, start + length, label, str(at)) for at, (start, length, label) in enumerate(spans)]
    for linked in (False, True):
        assert "".join(map(texts, marked(text, 0, len(text), marks, linked))) == text


def test_a_name_inside_a_target_is_its_own_piece() -> None:
    target = Mark(0, 10, "Target", "t")
    name = Mark(3, 5, "Industry", "i")
    assert [(a, b, [mark.key for mark in over]) for a, b, over in pieces(0, 10, [target, name])] == [
        (0, 3, ["t"]),
        (3, 5, ["t", "i"]),
        (5, 10, ["t"]),
    ]


def test_the_sentence_around_a_place() -> None:
    start = TEXT.index("镜湖")
    first, last = sentence(TEXT, start, start + 5)
    assert TEXT[first:last] == "支持镜湖设计院等企业,新增特色楼宇2栋以上;"


def test_a_sentence_ends_with_its_line() -> None:
    start = TEXT.index("下一段")
    first, last = sentence(TEXT, start, start + 2)
    assert TEXT[first:last] == "下一段"


@given(st.text(min_size=1, max_size=80), st.data())
def test_the_sentence_holds_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = sentence(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text)
