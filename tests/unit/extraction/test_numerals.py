"""Numerals are read exactly, however they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.extraction.numerals import parse_numeral

_DIGITS = "零一二三四五六七八九"


def written_out(number: int) -> str:
    """The Chinese numeral of a whole number below a trillion, as a dictionary gives it."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return written_out(head) + word + gap + (written_out(rest) if rest else "")
    text, pending = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if pending else "") + _DIGITS[digit] + word
            pending = False
        else:
            pending = bool(text)
    return text or "零"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16.4亿", "1640000000"),
        ("2.3亿", "230000000"),
        ("1.005万亿", "1005000000000"),
        ("1,100.9亿", "110090000000"),
        ("４３５２４万", "435240000"),
        ("2 0 0 5", "2005"),
        ("2千", "2000"),
        ("一百九十万零三千", "1903000"),
        ("一百九十万三千", "1903000"),
        ("二十万亿", "20000000000000"),
        ("五点五", "5.5"),
        ("一点五七亿", "157000000"),
        ("两万五", "25000"),
        ("一万零五", "10005"),
        ("二〇二四", "2024"),
        ("十二", "12"),
        ("百", "100"),
        ("万亿", "1000000000000"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "统一", "3个", "五点", "1.2.3", "一二三百abc"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        parse_numeral(text)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_written_number_is_read_back(number: int) -> None:
    assert parse_numeral(written_out(number)) == number


@given(
    st.decimals(min_value=0, max_value=99999, places=3, allow_nan=False),
    st.sampled_from(["", "万", "亿", "万亿"]),
)
def test_multipliers_are_exact(number: Decimal, multiplier: str) -> None:
    scale = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[multiplier]
    assert parse_numeral(f"{number}{multiplier}") == number * scale


@given(st.integers(min_value=1000, max_value=10**9))
def test_thousands_commas_change_nothing(number: int) -> None:
    assert parse_numeral(f"{number:,}") == parse_numeral(str(number)) == number
