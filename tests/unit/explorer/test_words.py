import re

import pytest

from explorer.words import LANGUAGES, _messages, words


@pytest.mark.parametrize("key", sorted(_messages()))
def test_every_sentence_says_the_same_in_both_languages(key: str) -> None:
    chinese, english = (_messages()[key][language] for language in LANGUAGES)
    assert chinese
    assert english
    fields = [sorted(re.findall(r"{(\w+)}", text)) for text in (chinese, english)]
    assert fields[0] == fields[1]


def test_numbers_get_separators_and_names_are_left_alone() -> None:
    assert words("more", "zh", count=4210) == "另有 4,210 个"
    assert words("no_match", "en", text="{0} <b>") == "No match for “{0} <b>”."
