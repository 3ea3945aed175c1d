import pytest

from explorer.tree import h
from tests.unit.explorer.words_of import texts


def test_names_stay_text() -> None:
    tree = h("p", "<img src=x>", h("b", "__proto__"), None, 3, cls="note")
    assert texts(tree) == "<img src=x>__proto__3"
    assert tree[1] == {"class": "note"}


@pytest.mark.parametrize(
    ("tag", "attribute"), [("script", "cls"), ("img", "cls"), ("p", "onclick"), ("a", "target")]
)
def test_only_plain_elements_are_made(tag: str, attribute: str) -> None:
    with pytest.raises(ValueError, match="not an element or attribute"):
        h(tag, **{attribute: "x"})
