"""Finds quantities: a numeral with its unit and comparators, wherever the text has one, target or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graph_builder.extraction.numerals import ARABIC, ASCII_TWINS, CHINESE, MULTIPLIER, parse_numeral
from graph_builder.extraction.spans import Comparator
from graph_builder.extraction.targets.lexicon import units

NUMBER = re.compile(
    rf"(?P<percent>[百千]分之)?(?:{ARABIC}(?:[多余来几](?={MULTIPLIER}))?(?:{MULTIPLIER})?|{CHINESE})"
)
_NUMERAL = re.compile(rf"(?P<head>{ARABIC}|{CHINESE})(?P<more>[多余来几]?)(?P<scale>(?:{MULTIPLIER})?)")
_DASH = re.compile(r"[ \u3000]?(?:[-—–－~～]{1,2}|至|到)[ \u3000]?")
_BLANKS = re.compile(r"[ \u3000]*")
_MORE = re.compile(r"[多余来]")
_BRACKET = re.compile(
    r"[(（][个家户人名项所座处条套台支篇件次间栋幢床张辆艘架组类种片块园团队公里平方米]{1,3}[)）]"
)
_AFTER = re.compile(r"[ \u3000]?(?:及|\(含\)|（含）)?(以上|以内|之内|以下|左右|上下|内(?=[，,；;。、]))")
_BEFORE = re.compile(
    r"(?:(?:(不少于|不低于|不小于|不下于|不短于|不得低于|不得少于|不晚于|至少|最少|≥|>=|大于等于|大于或等于)"
    r"|(不超过|不高于|不大于|不多于|不得超过|不得高于|不突破|最多|至多|≤|<=|小于等于|控制在|压缩至|压减至|压降至)"
    r"|(超过|超出|突破|跨越|大于|高于|多于|超|逾|破|过|上|＞|>)"
    r"|(低于|小于|少于|＜|<)"
    r"|(大约|将近|接近|约|近)|(前))"
    r"[ \u3000]?了?|(至少|最少)[\u4e00-\u9fff]{1,4}|(最多|至多)[\u4e00-\u9fff]{1,4})$"
)
_MAKING = re.compile(r"(?:新建|新增|建成|开工|引进|竣工|投用|开通|新设)$")
_BEFORE_KINDS: tuple[Comparator, ...] = (">=", "<=", ">", "<", "≈", "<=", ">=", "<=")
_AFTER_KINDS: dict[str, Comparator] = {
    "以上": ">=", "以内": "<=", "之内": "<=", "内": "<=", "以下": "<=", "左右": "≈", "上下": "≈",
}  # fmt: skip
#: 上, 过 and 破 compare only round numbers without a digit of their own: 上百家, 过千家, 破万亿.
_ROUND_ONLY = frozenset("上过破")
_ROUND = frozenset("十百千万亿")


@dataclass(slots=True)
class Quantity:
    """A number with its unit and comparators: ``start``..``end`` holds them all, ``number`` starts the digits.

    ``kind`` is the unit's (see ``units.yaml``), None without a unit. ``before`` and ``after`` are the comparator's words.
    """

    start: int
    end: int
    number: int
    number_end: int
    unit_end: int
    value: Decimal
    value_max: Decimal | None
    comparator: Comparator
    unit: str | None
    unit_text: str | None
    kind: str | None
    before: str = ""
    after: str = ""
    chinese: bool = False


def plain(text: str) -> str:
    """Return the text with full-width digits and signs made ASCII; every offset stays."""
    return text.translate(ASCII_TWINS)


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Yield the quantities of ``text[start:end]``, which ``plain`` has been through, in order, without overlap."""
    position = start
    stop = len(text) if end is None else end
    while match := NUMBER.search(text, position, stop):
        quantity = _quantity(text, match, stop)
        if quantity is None:
            position = match.end()
        else:
            position = quantity.end
            yield quantity


def _quantity(text: str, match: re.Match[str], stop: int) -> Quantity | None:
    start, end = match.span()
    percent = match["percent"]
    if text.startswith("分之", end):  # 三分之二: no plain number
        return None
    body = text[start + len(percent or "") : end]
    chinese = not body[0].isdigit()
    if start and text[start - 1] in "第数几每整单双某统" and (chinese or text[start - 1] == "第"):
        return None
    value, value_max, more = _value(body)
    if value is None:
        return None
    if percent:
        return _finish(
            text, start, end, end, value, None, more, ("%" if percent[0] == "百" else "‰"), "ratio", chinese
        )
    low = (value, body)
    unit_end, unit, kind, folded = _unit(text, end, stop)
    more = more or folded
    # a range: 1-2个, 5%—6%, 100万元至200万元
    dash = _DASH.match(text, unit_end if unit else end)
    if (
        dash
        and value_max is None
        and (second := NUMBER.match(text, dash.end(), stop))
        and not second["percent"]
    ):
        high, _, _ = _value(second[0])
        unit_end2, unit2, kind2, _ = _unit(text, second.end(), stop)
        if high is not None and unit2 and (unit is None or unit == unit2):
            lowest = _scaled(low, (high, second[0])) if unit is None else value
            if lowest < high:
                return _finish(
                    text, start, second.end(), unit_end2, lowest, high, False, unit2, kind2, chinese
                )
    if chinese and (
        unit is None or value < 2 or (value < 10 and not _MAKING.search(text, max(0, start - 3), start))
    ):
        return None  # 二次供水, 三个示范: names and rhetoric; 新建三个 is a count
    return _finish(text, start, end, unit_end, value, value_max, more, unit, kind, chinese)


def _value(body: str) -> tuple[Decimal | None, Decimal | None, bool]:
    """Value, upper end (两三百 is 200 to 300) and whether 多 or 余 follows the digits."""
    match = _NUMERAL.fullmatch(body)
    if match is None:
        return None, None, False
    if not body[0].isdigit() and (
        pair := re.search(r"([一两二三四五六七八])([二三四五六七八九])(?!点)", body)
    ):
        try:
            low = parse_numeral(body[: pair.end(1)] + body[pair.end() :])
            high = parse_numeral(body[: pair.start()] + body[pair.start(2) :])
        except ValueError:
            return None, None, False
        if pair[1] >= "一" and high > low and parse_numeral(pair[2]) - parse_numeral(pair[1]) == 1:
            return low, high, False
        return None, None, False
    return parse_numeral(match["head"] + match["scale"]), None, match["more"] != ""


def _scaled(low: tuple[Decimal, str], high: tuple[Decimal, str]) -> Decimal:
    """Return the lower end in the upper one's multiplier: 10-12万 is 100000 to 120000."""
    value, body = low
    scale = re.search(rf"{MULTIPLIER}$", high[1])
    if scale is None or not body[-1].isdigit():
        return value
    raised = parse_numeral(body + scale[0])
    return raised if raised < high[0] else value


def _unit(text: str, position: int, stop: int) -> tuple[int, str | None, str | None, bool]:
    """End, unit, its kind, and whether 多 or 余 stood before it (500多家)."""
    begin = position
    folded = False
    if more := _MORE.match(text, position, stop):
        position, folded = more.end(), True
    position = _BLANKS.match(text, position, stop).end()  # type: ignore[union-attr]
    match = units().pattern.match(text, position, stop)
    if match is None:
        return begin, None, None, False
    word, end = match[0], match.end()
    kind = units().kinds.get(word, "rate")
    if kind == "count" and (bracket := _BRACKET.match(text, end, stop)):
        word, end = word + bracket[0], bracket.end()
    return end, _base(word), kind, folded


def _base(word: str) -> str:
    return {"个百分点": "百分点", "％": "%", "㎡": "平方米", "m²": "平方米", "m³": "立方米"}.get(word, word)


def _finish(
    text: str,
    start: int,
    number_end: int,
    unit_end: int,
    value: Decimal,
    value_max: Decimal | None,
    more: bool,
    unit: str | None,
    kind: str | None,
    chinese: bool,
) -> Quantity | None:
    comparator: Comparator = "range" if value_max is not None else ">" if more else "="
    begin, end, before, after = start, unit_end if unit else number_end, "", ""
    if prefix := _BEFORE.search(text, max(0, start - 8), start):
        word = prefix[prefix.lastindex or 0]
        bare = text[start] in _ROUND
        if word not in _ROUND_ONLY or bare:
            begin, before = prefix.start(), word
            if value_max is None:
                comparator = _BEFORE_KINDS[(prefix.lastindex or 1) - 1]
    if suffix := _AFTER.match(text, end):
        end, after = suffix.end(), suffix[1]
        if value_max is None and ((comparator in ("=", ">") and not before) or before == "控制在"):
            comparator = _AFTER_KINDS[after]
    if chinese and text[start] in _ROUND and text[start] != "十" and not before:
        return None  # 千堂, 亿元楼宇, 万亩良田: a manner of speaking or a class, not a count
    first_unit = re.search(r"\D*$", text[start:number_end])
    unit_text = (first_unit[0] if first_unit and not chinese else "") + text[number_end:unit_end]
    return Quantity(
        begin, end, start, number_end, unit_end, value, value_max, comparator, unit, unit_text.strip() or None, kind,
        before, after, chinese,
    )  # fmt: skip
