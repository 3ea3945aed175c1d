"""The indicator's words: what a number is promised of, from the words before and after it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from graph_builder.extraction.targets.wording import (
    is_made_verb,
    last_verb,
    lead_end,
    link_start,
    made_verb,
    strip_inner,
)

#: A rate with no subject of its own: 民生支出57亿元，增长16%.
_RATE = re.compile(
    r"(?:比上年|较上年|同口径|年均|同比|平均|总量)*(?:增长|下降|提高|提升|降低|减少|增加|上升|压减|缩短|回升|涨幅|增速|降幅|增幅)"
)
_RATE_AT_END = re.compile(rf"(?<=..){_RATE.pattern}$")
#: Words that only measure what was named before: 支出107亿元，占财政总支出的85%.
_SHARE = re.compile(r"占[^，。]{1,16}")
_PREPOSITION = re.compile(
    r"利用|面向|立足|依托|围绕|通过|以|在|对|为|向|由|将|把|针对|支持|引导|鼓励|按照|根据|随着|从|聚焦|发挥|深挖|用好|加快|推动"
)
_OBJECT_MARK = re.compile(r"[把将使让对]")
_TAIL = re.compile(r"(?:等?(?:加快|尽快|早日)?(?:建设|落地|工作|任务|的?目标|开工|进度)|等)$")
#: Verbs after which a trailing 建设, 落地 … is not part of what is counted (推进2个项目建设).
_PUSHED = frozenset({"", "推进", "推动", "加快", "加强", "确保", "抓好", "统筹推进", "提速"})
_GOAL = re.compile(r"(?:的?目标|工作|任务)$")
#: Examples before the class they are of: 新建甲校、乙校等中小学校.
_EXAMPLES = re.compile(r"^[^等]*、[^等]*等(?:领域|行业|方面)?(?=...)")
_FOOTNOTE = re.compile(r"[\[［〔【]\d{1,3}[\]］〕】]")
#: Measures that say nothing without the thing named before them: 储备项目2500个，总投资1.5万亿元.
_DEPENDENT = re.compile(r"(?:总|年度|计划|年度计划)(?:投资|面积|规模|产值|建筑面积)额?")
_JOINT = re.compile(r"、|以及|和|及|与")
_JOINED = re.compile(r"[、,，和及与以并…]|标准$")
_LONGEST_NAME = 10
#: A measure that has a verb of its own needs none of the list's: 新增车间80家、机器人产量突破5000台.
_MEASURE = re.compile(r"(?:[产销总流用]量|产值|[金总成交]额|收入|规模|率|比重|浓度)$")
_OWN_VERB = re.compile(r"突破|超过?|达到?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Indicator words: ``text`` as it reads, ``start``..``end`` where they stand, None when all of them are elided.

    ``verb`` opens the words, ``noun`` is the rest, ``subject`` what of it stands before the number; ``governor`` is the
    verb of mere doing that was left out. ``rate``: the words say only how a thing named before grows.
    ``inherits``: the list says its verb only once, before another item.
    """

    text: str
    start: int | None
    end: int | None
    verb: str
    noun: str
    subject: str = ""
    governor: str = ""
    rate: bool = False
    inherits: bool = False


@dataclass(slots=True)
class _Before:
    """The words before a number, cut into verb and noun; ``start``..``end`` in the text."""

    start: int
    end: int
    verb: str
    noun: str
    governor: str


def phrase(
    text: str,
    start: int,
    number: tuple[int, int],
    end: int,
    previous: Phrase | None = None,
    listed: bool = False,
    value: Decimal | None = None,
) -> Phrase | None:
    """Read the indicator of the number at ``number`` in ``text[start:end]``.

    ``previous`` is the phrase before it; ``listed`` says the two stand in one list (新增A 5家、B 6家), so that a verb
    said once holds for both. ``value`` tells a list of names (甲、乙2个中心) from a name with 和 in it. Returns None when
    no words are left.
    """
    post_start, post = _after(text, number[1], end)
    before = _before(text, start, number[0], post, value)
    if previous and not post and (dependent := _dependent(text, start, number[0])):
        measure = text[slice(*dependent)]
        return Phrase(previous.text + measure, *dependent, "", previous.text + measure)
    words = before.verb + before.noun
    rate = not post and bool(_RATE.fullmatch(words) or _SHARE.fullmatch(words))
    if rate or not (before.noun or post):
        return _elided(before, previous, rate)
    own = _MEASURE.search(before.noun) and _OWN_VERB.match(text, number[0])
    inherits = bool(listed and previous and not (before.verb or before.governor or own))
    verb, governor = (
        (previous.verb, previous.governor) if inherits and previous else (before.verb, before.governor)
    )
    post = _GOAL.sub("", post)
    if governor in _PUSHED and not verb:
        post = _TAIL.sub("", post) or post
    noun = _FOOTNOTE.sub("", strip_inner(_EXAMPLES.sub("", before.noun)) + post)
    return Phrase(
        verb + noun,
        before.start if words else post_start,
        post_start + len(post) if post else before.end,
        verb,
        noun,
        before.noun,
        governor,
        inherits=inherits,
    )


def _dependent(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a measure stands that needs the thing named before it, or None."""
    while start < end and not text[start].isalnum():
        start += 1
    stop = link_start(text, start, end)
    return (start, stop) if _DEPENDENT.fullmatch(text, start, stop) else None


def _elided(before: _Before, previous: Phrase | None, rate: bool) -> Phrase | None:
    """Restore the head that was named before: 民生支出57亿元，增长16%; 建设不少于4000套."""
    words = before.verb + before.noun
    if previous is None:
        return Phrase(words, before.start, before.end, "", words, words, before.governor) if words else None
    place = (before.start, before.end) if words else (None, None)
    head = _RATE_AT_END.sub("", previous.noun)
    restored = head + words if rate else words + head
    return Phrase(restored, place[0], place[1], before.verb, head, "", before.governor, rate)


def _before(text: str, start: int, end: int, post: str, value: Decimal | None) -> _Before:
    begin, governor = lead_end(text, start, end)
    stop = link_start(text, begin, end)
    words = text[begin:stop]
    if _PREPOSITION.match(words) and (last := last_verb(words)) and (post or last.end() < len(words)):
        if is_made_verb(last[0]):
            begin, words = begin + last.start(), words[last.start() :]
        else:
            begin, words, governor = begin + last.end(), words[last.end() :], last[0]
    elif _OBJECT_MARK.match(words):
        begin, words = begin + 1, words[1:]
    verb = made_verb(words)
    noun = words[len(verb) :]
    if (post and noun.endswith("等")) or (post and _lists_names(noun, value)):
        begin, stop, noun = (begin, begin + len(verb), "") if verb else (end, end, "")
    elif (
        post
        and "、" in noun
        and (last := last_verb(words))
        and last.end() == len(words)
        and is_made_verb(last[0])
    ):
        begin, verb, noun = begin + last.start(), last[0], ""
    return _Before(begin, stop, verb, noun, governor)


def _lists_names(noun: str, value: Decimal | None) -> bool:
    """Tell whether the words are as many names as the number counts: 甲、乙、丙3座变电站."""
    names = _JOINT.split(noun)
    return len(names) > 1 and value == len(names) and all(0 < len(name) <= _LONGEST_NAME for name in names)


def _after(text: str, start: int, end: int) -> tuple[int, str]:
    """Return the words after a number and where they begin."""
    while start < end and text[start] in "的 \u3000":
        start += 1
    words = text[start:end].partition("…")[0]
    if _JOINED.match(words):
        return start, ""
    closing = re.search(r"[)）]", words)
    if closing and not re.search(r"[(（]", words[: closing.start()]):
        words = words[: closing.start()]
    return start, words.rstrip(" \u3000、和及与以并，,（(")
