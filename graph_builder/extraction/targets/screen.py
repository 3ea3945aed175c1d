"""Tells the promised numbers from all others: dates, classes, names, stock, subsidies, conditions."""

import re

from graph_builder.documents.document import Span
from graph_builder.extraction.targets.lexicon import MEASURES, words
from graph_builder.extraction.targets.phrases import Phrase
from graph_builder.extraction.targets.quantities import Quantity

_TIMED = re.compile(r"(?:时限|时间|时长|寿命|年限|天数|周期|年龄|工期|日数|学时|课时)")
_STOCK = re.compile(rf"(?:{words().stock})")
_SUBSIDY = re.compile(r"给予|奖励|奖补|补贴|最高|贴息|资助|补助(?!标准|资金)|优惠|减免|按照.{0,12}的?$|罚款|折扣")
_CLASS_AFTER = re.compile(r"(?:[（(]?含[)）]?)?(?:级|以上|以下|以内|及以上|的|规模|口径|左右的|高)")
_BORDER = re.compile(r"[\s，,、。；;：:！!？?）)]|$|和|及|以及|与")


def is_promise(text: str, quantity: Quantity, words_: Phrase, clause: Span) -> bool:
    """Tell whether the plan promises this number."""
    kind = quantity.kind
    following = text[quantity.end : clause.end]
    preceding = text[clause.start : quantity.start]
    if kind is None and not (quantity.before and _BORDER.match(following)):
        return False
    if kind == "time" and not _TIMED.search(words_.text):
        return False
    if re.match(r"[A-Za-z+]", text[quantity.number_end : quantity.number_end + 1]) and kind is None:
        return False
    if quantity.number and re.match(r"[A-Za-z“+第\d.\-—/〔\[【]", text[quantity.number - 1]):
        return False
    if kind in MEASURES and (
        quantity.after in ("以上", "以下", "以内") and not _BORDER.match(following) or following[:1] in ("的", "级")
    ):
        return False
    if following.startswith("级"):
        return False
    if _SUBSIDY.search(text, clause.start, clause.end):
        return False
    if quantity.chinese and quantity.value < 10 and quantity.value_max is None and kind != "ratio":
        return False
    if kind == "count" and _STOCK.match(words_.noun) and not words_.verb:
        return False
    return not re.search(r"了$|已经?|截至|去年|过去", preceding)
