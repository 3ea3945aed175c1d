"""Gives each part of an elided coordination its full name: 月亮湾、凤凰山、武泰闸3座变电站, 东康、东十高铁.

The parts keep their spans; only ``canonical`` says what they are parts of.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph_builder.extraction.names_lexicon import NameLexicon
from graph_builder.extraction.spans import Mention

_JOINT = re.compile(r"[、和及与]|以及")
_COUNTED = re.compile(
    r"(?:等)?(?:\d+|[一二两三四五六七八九十]+)(?:座|条|个|所|家|处|项|对|栋)(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=$|[和及与、，。；：]|建设|开工|建成|改造|征收|项目|工程)"
)
_GENERIC = re.compile(r"(?:项目|工程|地区|区域|单位|企业|平台|区县|省份|城市|国家|方面|领域|街道|乡镇)$")
_LEVEL = re.compile(r"^[省市区县州]")
_PLACED = ("Project", "Facility", "Area")


def restore(text: str, mentions: Sequence[Mention], lexicon: NameLexicon) -> list[Mention]:
    """Return the mentions with the full names of elided parts as canonical."""
    result = list(mentions)
    for group in _groups(text, mentions):
        names = [text[mentions[i].start : mentions[i].end] for i in group]
        last = mentions[group[-1]]
        counted = _COUNTED.match(text, last.end)
        for place, index in enumerate(group):
            if mentions[index].canonical:
                continue
            full = None
            if counted and last.label in _PLACED and not _GENERIC.search(counted["noun"]):
                full = _with_tail(names[place], counted["noun"])
            elif place < len(group) - 1:
                full = _from_last(names[place], names[-1], last.label, lexicon)
            full = full or _with_level(names[place], names[0], mentions[index].label)
            if full:
                result[index] = replace(mentions[index], canonical=full)
    return result


def _groups(text: str, mentions: Sequence[Mention]) -> list[list[int]]:
    """Return the runs of two or more coordinated mentions of one label."""
    groups: list[list[int]] = [[0]] if mentions else []
    for index in range(1, len(mentions)):
        before, mention = mentions[index - 1], mentions[index]
        joined = _JOINT.fullmatch(text, before.end, mention.start)
        if joined and before.label == mention.label:
            groups[-1].append(index)
        else:
            groups.append([index])
    return [group for group in groups if len(group) > 1]


def _with_tail(name: str, noun: str) -> str | None:
    return None if name.endswith(noun) else name + noun


def _from_last(name: str, last: str, label: str, lexicon: NameLexicon) -> str | None:
    """Return 东康高铁 for 东康 beside 东十高铁: a part without a head noun of its own takes the last one's."""
    head = lexicon.head.search(last)
    if head is None or lexicon.head.search(name) or len(name) > len(last):
        return None
    # 铁四院 beside 中南建筑设计院 and 市发展改革委 beside 市科技局 are full short names, not elided ones.
    if name.endswith(head["noun"][-1]) or (label == "Institution" and len(head["noun"]) == 1):
        return None
    return name + head["noun"]


def _with_level(name: str, first: str, label: str) -> str | None:
    """Return 省工业和信息化厅 for 工业和信息化厅 behind 省科技厅."""
    if label != "Institution" or not _LEVEL.match(first) or _LEVEL.match(name):
        return None
    if first[-1] == name[-1] == "厅":
        return first[0] + name
    return None
