"""Numbers of a page's ordered lists as text: the page only says how to count them, as Word's files do.

Sources: HTML, 4.4.5 and 4.4.8 (ol, li); CSS Counter Styles 3, 6 and 7.
"""

import re
from collections.abc import Iterator

from lxml import etree

from graph_builder.documents.marks import read_mark
from graph_builder.documents.readers.numerals import formatted

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
#: Ways to count: their names in CSS and in Word; a full stop follows the first, 、 the second.
_FORMATS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_CHINESE = {
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(-?\d{1,4})\s*")


def numbered_items(items: list[etree._Element], of: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the shown ``items`` of an ol with their numbers as the page shows them (``1. ``, ``一、``)."""
    backwards = of.get("reversed") is not None
    value = _number(of, "start", len(items) if backwards else 1)
    for item in items:
        value = _number(item, "value", value)
        yield item, _label(value, _style(item) or _style(of) or "decimal")
        value += -1 if backwards else 1


def opens_by_itself(words: str) -> bool:
    """Tell whether an item has a mark of its own, or is a bracketed label: such pages hide the list's number."""
    return words.startswith(("[", "【")) or read_mark(words, 0, len(words)) is not None


def _label(value: int, style: str) -> str:
    if style in _CHINESE:
        return formatted(value, _CHINESE[style]) + "、" if value > 0 else f"{value}、"
    if style not in _FORMATS:
        return ""
    return f"{formatted(value, _FORMATS[style]) if value > 0 else value}. "


def _style(element: etree._Element) -> str | None:
    written = _STYLE.search(element.get("style") or "")
    words = written[1].lower().split() if written else []
    known = next((word for word in words if word in _FORMATS or word in _CHINESE or word == "none"), None)
    return known or _TYPES.get((element.get("type") or "").strip())


def _number(element: etree._Element, name: str, default: int) -> int:
    written = _NUMBER.fullmatch(element.get(name) or "")
    return int(written[1]) if written else default
