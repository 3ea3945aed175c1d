"""Cuts a clause between its quantities, so that each has its own words before and after it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from graph_builder.documents.document import Span
from graph_builder.extraction.targets.quantities import Quantity, find_quantities
from graph_builder.extraction.targets.wording import opens_with_verb

#: Numbers inside are names: “3615”, 《…》, ［19］.
_QUOTED = re.compile(r"“[^”]{0,40}”|\"[^\"]{0,40}\"|《[^》]*》|[\[［〔【][^\]］〕】]{0,12}[\]］〕】]")
_CONJUNCTION = re.compile(r"[、，,；;：:…]|以及|和|及|与|并")
_FROM = re.compile(r"(?:由|从)(?:[^，。；、由从]{0,12})$")
_TO = re.compile(
    r"(?:左右|以上)?的?(?:提高|提升|增加|扩大|上升|下降|降低|减少|压缩|压减|缩短|拓展|优化|调整|增|降|升|减|扩|延长|发展|逐步提高)?(?:到|至|为)$"
)


@dataclass(slots=True)
class Item:
    """A quantity with the stretch of its clause that speaks of it (``start``..``words_end`` before it, to ``end`` after).

    ``listed``: it follows another item of one list. ``attributive``: it belongs to the words of the next one. ``bare``:
    nothing but a conjunction stands between the one before and it.
    """

    quantity: Quantity
    clause: Span
    start: int
    end: int
    words_end: int
    listed: bool = False
    attributive: bool = False
    bare: bool = False
    baseline: Decimal | None = None


def clause_items(text: str, clause: Span) -> list[Item]:
    """Return the items of a clause, in order."""
    quoted = [match.span() for match in _QUOTED.finditer(text, clause.start, clause.end)]
    quantities = [
        quantity
        for quantity in find_quantities(text, clause.start, clause.end)
        if (quantity.unit_text or quantity.before)
        and not any(first < quantity.number < last for first, last in quoted)
    ]
    items: list[Item] = []
    start, listed, bare, old = clause.start, False, False, None
    for quantity, following in zip_longest(quantities, quantities[1:]):
        item = Item(quantity, clause, start, clause.end, quantity.start, listed, bare=bare)
        if old is not None:
            item.words_end, item.baseline = old
            old = None
        if following is not None:
            between = text[quantity.end : following.start]
            from_ = _FROM.search(text, start, quantity.start)
            if from_ and _TO.fullmatch(between):
                old = (from_.start(), quantity.value)
                continue
            first_end, second_start = _cut(between, quantity.kind == "ratio")
            if first_end is None:
                item.attributive, item.end = True, quantity.end
            else:
                item.end, start = quantity.end + first_end, quantity.end + second_start
                listed = first_end < second_start
                bare = not text[start : following.start].strip() and first_end == 0
        items.append(item)
    return items


def _cut(between: str, share: bool) -> tuple[int | None, int]:
    """Where the words between two numbers part: end of the first one's and start of the second one's.

    A verb after the first number begins the second one's words, but after a share (学校100%提供午餐、食堂100%自营).
    """
    bare = between.strip()
    conjunctions = list(_CONJUNCTION.finditer(between))
    if not bare or (opens_with_verb(bare) and not (share and conjunctions)):
        return 0, 0
    if not conjunctions:
        return None, 0
    first, last = conjunctions[0], conjunctions[-1]
    if first.start() == 0:
        return 0, first.end()
    if last.end() == len(between.rstrip()):
        return last.start(), last.end()
    return first.start(), first.end()
