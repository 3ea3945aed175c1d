"""Finds quantities: a numeral with its unit and comparators, wherever the text has one, target or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graph_builder.extraction.numerals import ARABIC, CHINESE, MULTIPLIER, parse_numeral
from graph_builder.extraction.spans import Comparator
from graph_builder.extraction.targets.comparators import ROUND, comparison
from graph_builder.extraction.targets.lexicon import units

_GRADES = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5}
_NUMBER = re.compile(
    rf"(?P<percent>[百千]分之)?(?:{ARABIC}(?:[多余来几](?={MULTIPLIER}))?(?:{MULTIPLIER})?|{CHINESE})|[Ⅰ-Ⅴ](?=类)"
)
_PARTS = re.compile(rf"(?P<head>{ARABIC}|{CHINESE})(?P<more>[多余来几]?)(?P<scale>(?:{MULTIPLIER})?)")
_NEIGHBOURS = re.compile(r"([一两二三四五六七八])([二三四五六七八九])(?!点)")
_DASH = re.compile(r"[ \u3000]?(?:[-—–－~～]{1,2}|至|到)[ \u3000]?")
_MORE = re.compile(r"[多余来]?[ \u3000]*")
_SECOND_MEASURE_WORD = re.compile(
    r"[(（][个家户人名项所座处条套台支篇件次间栋幢床张辆艘架组类种片块园团队公里平方米]{1,3}[)）]"
)
_NO_COUNT_BEFORE = frozenset("第数几每整单双某统")
#: Before a small Chinese numeral that counts; elsewhere it is a name or rhetoric (二次供水, 三个示范, 十件实事).
_MAKING = re.compile(r"(?:新建|新增|建成|开工|引进|竣工|投用|开通|新设|筹建|改造|扩建|培育|建设)$")
_CONCRETE = frozenset("所家座条栋套台辆支场处名户亩人")
_SMALLEST_WRITTEN_OUT = 100
#: Longer runs of digits are codes.
_LONGEST = 24
_SAME_UNIT = {
    "个百分点": "百分点",
    "㎡": "平方米",
    "m2": "平方米",
    "km2": "平方公里",
    "m²": "平方米",
    "m3": "立方米",
    "m³": "立方米",
}


@dataclass(slots=True)
class Quantity:
    """A number with its unit and comparators: ``start``..``end`` holds them all, ``number``..``number_end`` the digits.

    ``kind`` is the unit's (see ``units.yaml``), None without a unit. ``before`` and ``after`` are the comparing words.
    """

    start: int
    end: int
    number: int
    number_end: int
    value: Decimal
    value_max: Decimal | None
    comparator: Comparator
    unit: str | None
    unit_text: str | None
    kind: str | None
    before: str
    after: str
    chinese: bool


@dataclass(frozen=True, slots=True)
class _Numeral:
    """``value_max`` is the upper end of 两三百; ``more`` says that 多 or 余 stands in it (500多亿)."""

    value: Decimal
    value_max: Decimal | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit, its kind, where it ends (without one: where it would begin), and whether 多 or 余 stood before it."""

    end: int
    word: str | None = None
    kind: str | None = None
    more: bool = False


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Yield the quantities of ``text[start:end]`` in order, without overlap; digits are ASCII (a View's)."""
    position, stop = start, len(text) if end is None else end
    while match := _NUMBER.search(text, position, stop):
        quantity = _quantity(text, match, stop)
        position = match.end() if quantity is None else max(quantity.end, match.end())
        if quantity is not None:
            yield quantity


def _quantity(text: str, match: re.Match[str], stop: int) -> Quantity | None:
    start, end = match.span()
    percent = match["percent"] or ""
    body = text[start + len(percent) : end]
    chinese = not body[0].isdigit() and body not in _GRADES
    before = text[start - 1] if start else ""
    if text.startswith("分之", end) or before == "第" or (chinese and before in _NO_COUNT_BEFORE):
        return None  # 三分之二, 第22届, 数十家, 统一
    numeral = _numeral(body) if len(body) <= _LONGEST else None
    if numeral is None:
        return None
    if percent:
        return _build(
            text, start, end, numeral, _Unit(end, "%" if percent[0] == "百" else "‰", "ratio"), chinese
        )
    unit = _Unit(end + 1, "类", "grade") if body in _GRADES else _unit(text, end, stop)
    if before.isascii() and before.isalpha() and unit.kind != "count":
        return None  # PM2.5, C919; but APP50个
    if numeral.value_max is None and (upper := _upper_end(text, body, numeral, unit, stop)):
        return _build(text, start, *upper, chinese)
    if chinese and (unit.word is None or not _counts(text, start, numeral, unit.word)):
        return None
    return _build(text, start, end, numeral, unit, chinese)


def _counts(text: str, start: int, numeral: _Numeral, unit: str) -> bool:
    """Tell whether a Chinese numeral counts rather than names: 上百家, 新建三个, 一百九十万人次; not 千堂, 三个示范."""
    if text[start] in ROUND and text[start] != "十":
        return comparison(text, start, start, "=").before != ""
    making = numeral.value >= 2 and unit in _CONCRETE and _MAKING.search(text, max(0, start - 3), start)
    return numeral.value_max is not None or numeral.value >= _SMALLEST_WRITTEN_OUT or bool(making)


def _numeral(body: str) -> _Numeral | None:
    if body in _GRADES:
        return _Numeral(Decimal(_GRADES[body]))
    match = _PARTS.fullmatch(body)
    if match is None:
        return None
    pair = None if body[0].isdigit() else _NEIGHBOURS.search(body)
    if pair is None:
        return _Numeral(parse_numeral(match["head"] + match["scale"]), None, match["more"] != "")
    if parse_numeral(pair[2]) - parse_numeral(pair[1]) != 1:
        return None
    low = parse_numeral(body[: pair.end(1)] + body[pair.end() :])
    return _Numeral(low, parse_numeral(body[: pair.start()] + body[pair.start(2) :]))


def _unit(text: str, position: int, stop: int) -> _Unit:
    more = _MORE.match(text, position, stop)
    begin = more.end() if more else position
    match = units().pattern.match(text, begin, stop)
    if match is None:
        return _Unit(position)
    word, end = match[0], match.end()
    kind = units().kinds.get(word, "rate")
    if kind == "count" and (second := _SECOND_MEASURE_WORD.match(text, end, stop)):
        word, end = word + second[0], second.end()
    return _Unit(end, _SAME_UNIT.get(word, word), kind, bool(text[position:begin].strip()))


def _upper_end(
    text: str, body: str, low: _Numeral, unit: _Unit, stop: int
) -> tuple[int, _Numeral, _Unit] | None:
    """Read the upper end of a range: 1-2个, 5%—6%, 100万元至200万元, 10-12万人."""
    dash = _DASH.match(text, unit.end, stop)
    second = _NUMBER.match(text, dash.end(), stop) if dash else None
    high = _numeral(second[0]) if second and not second["percent"] else None
    if second is None or high is None:
        return None
    upper_unit = _unit(text, second.end(), stop)
    if upper_unit.word is None or unit.word not in (None, upper_unit.word):
        return None
    lowest = low.value if unit.word else _in_scale(low.value, body, high.value, second[0])
    return (second.end(), _Numeral(lowest, high.value), upper_unit) if lowest < high.value else None


def _in_scale(low: Decimal, body: str, high: Decimal, upper: str) -> Decimal:
    """Return the lower end in the upper one's multiplier: 10-12万 is 100000 to 120000."""
    scale = re.search(rf"{MULTIPLIER}$", upper)
    if scale is None or not body[-1].isdigit():
        return low
    raised = parse_numeral(body + scale[0])
    return raised if raised < high else low


def _build(text: str, start: int, number_end: int, numeral: _Numeral, unit: _Unit, chinese: bool) -> Quantity:
    more = numeral.more or unit.more
    plain: Comparator = "range" if numeral.value_max is not None else ">" if more else "="
    compared = comparison(text, start, unit.end, plain)
    multiplier = "" if chinese else re.sub(r".*\d", "", text[start:number_end])
    unit_text = (multiplier + text[number_end : unit.end]).strip()
    return Quantity(
        compared.start, compared.end, start, number_end, numeral.value, numeral.value_max, compared.comparator,
        unit.word, unit_text or unit.word, unit.kind, compared.before, compared.after, chinese,
    )  # fmt: skip
