"""The words around a number that compare: 不少于5个, 控制在5.5%以内, 6%左右, 超过上百家."""

import re
from dataclasses import dataclass

from graph_builder.extraction.spans import Comparator

_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">=", "不少于|不低于|不小于|不下于|不短于|不得低于|不得少于|不晚于|至少|最少|≥|>=|大于等于|大于或等于"),
    (
        "<=",
        "不超过|不高于|不大于|不多于|不得超过|不得高于|不突破|最多|至多|≤|<=|小于等于|控制在|压缩至|压减至|压降至",
    ),
    (">", "超过|超出|突破|跨越|大于|高于|多于|超|逾|破|过|上|＞|>"),
    ("<", "低于|小于|少于|＜|<"),
    ("≈", "大约|将近|接近|约|近"),
    ("<=", "前"),  # a rank: 进入前5位
)
_NEAR = re.compile("|".join(f"({words})" for _, words in _BEFORE))
#: With a verb between: 每个县至少打造2座.
_FAR: tuple[tuple[Comparator, str], ...] = ((">=", "至少|最少"), ("<=", "最多|至多"))
_BEFORE_NUMBER = re.compile(
    rf"(?:(?:{_NEAR.pattern})[ \u3000]?了?|"
    + "|".join(f"({words})[\u4e00-\u9fff]{{1,4}}" for _, words in _FAR)
    + ")$"
)
_BEFORE_KINDS = tuple(kind for kind, _ in (*_BEFORE, *_FAR))
_AFTER = re.compile(r"[ \u3000]?(?:及|[(（]含[)）])?(以上|以内|之内|以下|左右|上下|内(?=[，,；;。、]))")
_AFTER_KINDS: dict[str, Comparator] = {
    "以上": ">=", "以内": "<=", "之内": "<=", "内": "<=", "以下": "<=", "左右": "≈", "上下": "≈",
}  # fmt: skip
#: 上, 过 and 破 compare only round numbers without a digit of their own: 上百家, 过千家, 破万亿.
_ROUND_ONLY = frozenset("上过破")
ROUND = frozenset("十百千万亿")
_REACH = 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """``comparator`` of a number, the words before and after it that say so, and where they begin and end."""

    comparator: Comparator
    before: str
    after: str
    start: int
    end: int


def comparison(text: str, number: int, end: int, plain: Comparator) -> Comparison:
    """Read the comparing words around the number at ``number`` whose unit ends at ``end``.

    ``plain`` is the comparator it has without them: ``=``, ``>`` after 多 or 余, or ``range``, which nothing changes.
    """
    kind, start, before, after = plain, number, "", ""
    prefix = _BEFORE_NUMBER.search(text, max(0, number - _REACH), number)
    if prefix and (text[number] in ROUND or prefix[0].rstrip() not in _ROUND_ONLY):
        start, before = prefix.start(), prefix[prefix.lastindex or 0]
        kind = _BEFORE_KINDS[(prefix.lastindex or 1) - 1]
    suffix = _AFTER.match(text, end)
    if suffix:
        end, after = suffix.end(), suffix[1]
        if not before or before == "控制在":
            kind = _AFTER_KINDS[after]
    return Comparison("range" if plain == "range" else kind, before, after, start, end)
