"""Gives each name its number: A、B分别增长5%和6% (and 7%左右 binds both), A、B各2个."""

import re
from collections.abc import Sequence

from graph_builder.extraction.targets.items import Item
from graph_builder.extraction.targets.phrases import Phrase
from graph_builder.extraction.targets.wording import lead_end, link_start, made_verb, strip_inner

_EACH_OWN = re.compile(r"分别|依次")
_EACH = re.compile(r"各(?:自)?(?![类级地种项方个界])")
_JOINT = re.compile(r"[、，,]|以及|和|与|及")
#: What a list of names says once, after the last one: 原煤、原油、天然气产量.
_HEAD = re.compile(
    r"(?:(?:常住)?居民)?(?:人均)?(?:可支配|纯)?收入(?:增速)?$|(?:用地|装机|投资|生产|货物|旅客|货邮|集装箱)?(?:排放|发电|用电|运输|周转|吞吐|客运|货运|销售|零售|进出口|产|销|储)"
    r"(?:总?量|总?额)$|(?:总?产值|增加值|投资|支出|比例|比重|占比|浓度|标准|规模|强度|总额|[\u4e00-\u9fff]{2,3}化率|[\u4e00-\u9fff]{2}率|面积|人数|能力|工程|项目|企业|中心|基地)$"
)


def own_numbers(text: str, items: Sequence[Item]) -> list[Phrase] | None:
    """Return the phrase of each of the ``items``, which say A、B分别 once and then only numbers; None if they do not."""
    first = items[0]
    begin, governor = lead_end(text, first.start, first.words_end)
    marker = _EACH_OWN.search(text, begin, first.words_end)
    if marker is None and len(items) < 2:
        return None
    names_end = marker.start() if marker else link_start(text, begin, first.words_end)
    names = _names(text, begin, names_end, len(items))
    if names is None:
        return None
    rest = text[marker.end() : link_start(text, marker.end(), first.words_end)] if marker else ""
    rest = strip_inner(rest)
    return [
        Phrase(verb + name + rest, start, names_end, verb, name + rest, name, governor)
        for verb, name, start in names
    ]


def for_each(text: str, item: Item) -> list[Phrase] | None:
    """Return one phrase for each name that 各 gives the same number (新增A、B各2个), or None."""
    begin, governor = lead_end(text, item.start, item.words_end)
    marker = _EACH.search(text, begin, item.words_end)
    if marker is None or not _JOINT.search(text, begin, marker.start()):
        return None
    rest = text[marker.end() : item.words_end].strip() if marker.end() < item.words_end else ""
    post = text[item.quantity.end : item.end].strip()
    parts = len(_JOINT.findall(text[begin : marker.start()])) + 1
    names = _names(text, begin, marker.start(), parts)
    if names is None:
        return None
    return [
        Phrase(
            (verb or made_verb(rest)) + name + post, start, marker.start(), verb, name + post, name, governor
        )
        for verb, name, start in names
    ]


def bind_comparators(items: Sequence[Item]) -> None:
    """Let a comparator bind every value of the list: 6.5%、7.5%左右, 不低于3个、5个."""
    first, last = items[0].quantity, items[-1].quantity
    for item in items:
        quantity = item.quantity
        if quantity.comparator != "=":
            continue
        if (last.after and quantity is not last) or (first.before and quantity is not first):
            quantity.comparator = last.comparator if last.after else first.comparator


def _names(text: str, start: int, end: int, count: int) -> list[tuple[str, str, int]] | None:
    """Split the names before the numbers: (verb, name, where it starts) for each of ``count``, or None."""
    verb = made_verb(text[start:end])
    at = start + len(verb)
    pieces: list[tuple[str, int]] = []
    for joint in [*_JOINT.finditer(text, at, end), None]:
        stop = joint.start() if joint else end
        if stop > at:
            pieces.append((text[at:stop].strip(), at))
        at = joint.end() if joint else end
    if len(pieces) == 1 and count == 2 and "城乡" in pieces[0][0]:
        name = pieces[0][0]
        return [(verb, name.replace("城乡", both), start) for both in ("城镇", "农村")]
    if len(pieces) != count or count < 2:
        return None
    last = pieces[-1][0]
    head = _HEAD.search(last)
    shared = head[0] if head and head.start() else ""
    if "级" in last and all(name.endswith("级") for name, _ in pieces[:-1]):
        shared = last.partition("级")[2]  # 新增国家级、市级孵化器各1个
    found = []
    for number, (name, place) in enumerate(pieces):
        full = name if number == count - 1 or _HEAD.search(name) else name + shared
        found.append((verb, full, start if number == 0 and verb else place))
    return found
