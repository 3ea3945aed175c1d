"""Puts a found name's borders and label right: quotes, counts, generic words at its ends, the head noun's label."""

import re
from dataclasses import replace
from itertools import pairwise

from graph_builder.extraction.names_lexicon import NameLexicon
from graph_builder.extraction.spans import Mention
from graph_builder.gazetteer import load_regions

_QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", '"': '"'}
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_NUMBER = r"(?:\d+|[一二两三四五六七八九十百]+|若干|多)"
_LEADING = re.compile(
    rf"(?:系列|[\s、，,；;：:。和及与]|以及|新一轮|一批|一系列|全[省市区县州]|{_NUMBER}(?:个|项|条|座|家|处|所|批|场|次))+"
)
#: 盘整沿徐东大街 goes along the street; 沿江大道 and 沿海高速 are called so.
_ALONG = re.compile(r"沿(?![江河湖海黄边山滩])(?=[\u4e00-\u9fff]{2,}(?:街|路|大道|河|江|线)$)")
_TRAILING = re.compile(r"(?:[\s、，,；;：:。]|等)+$")
#: …建设 belongs to a campaign's name (生态建设), not to that of a place or a building.
_BUILT = ("Area", "Facility", "Project", "Platform")
_BUILDING = re.compile(r"(?:建设|建设发展)$")
_SHORTEST = 2
#: Between two quoted names: “园区行”“企业行”.
_SIDE_BY_SIDE = re.compile(r"(?<=”)[、]?(?=“)")
_COUNTED = re.compile(rf"(?P<name>[^\d]{{2,}}?){_NUMBER}(?:座|条|个|所|处|家|栋)[\u4e00-\u9fff]{{2,6}}$")
#: A sentence's end or a comma outside quotes runs through no name; one whose words were lost (“”工程) is none.
_NO_NAME = re.compile(r"\n\s*\n|[。；]|^[^“《]*，|“\s*”|《\s*》")
#: Whoever of a kind, not a body by name (各有关企业, 区内律所, 市相关部门).
_ANY_BODY = re.compile(
    r"各|有关|相关|区内|辖区|[省市区县](?:相关|有关)?部门|(?:相关|有关)?(?:部门|企业|高校|院校|机构|单位)$"
)
#: A version belongs to the name: 综合改革2.0版.
_VERSION = re.compile(r"\d+(?:\.\d+)?版")
_NEAR = 8
_MARKS = re.compile(r"[“”，。；：、\n]")


def trim(text: str, mention: Mention, lexicon: NameLexicon) -> list[Mention]:
    """Return the names that a found stretch holds, with right borders and labels: mostly one, none when nothing is left.

    “育苗”“壮苗”行动 are two, 武泰闸3座变电站 ends before the count.
    """
    found = []
    for start, end in _parts(text, mention.start, mention.end):
        trimmed = _trim_one(text, replace(mention, start=start, end=end), lexicon)
        if trimmed and not lexicon.documents.search(text, trimmed.start, trimmed.end):
            found.append(trimmed)
    return found


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut between quoted names that stand side by side."""
    cuts = [m.start() for m in _SIDE_BY_SIDE.finditer(text, start + 1, end - 1)]
    return list(pairwise([start, *cuts, end]))


def _trim_one(text: str, mention: Mention, lexicon: NameLexicon) -> Mention | None:
    start, end = mention.start, mention.end
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    if mention.label == "Area" and (along := _ALONG.match(text, start, end)):
        start = along.end()
    if counted := _COUNTED.match(text, start, end):
        end = counted.end("name")
    area = lexicon.area_with_things.match(text, start, end)
    if area and (area["inside"] or mention.label == "Area"):
        end = area.end("area")  # …走廊楼宇集群, …核心区内工程: what follows stands in it
    end = start + len(_TRAILING.sub("", text[start:end]))
    if mention.label in _BUILT:
        end = start + len(_BUILDING.sub("", text[start:end]))
    start, end = _balance(text, start, end)
    start, end = _to_quotes(text, start, end)
    start, end = _unwrap(text, start, end)
    start, end = _with_class(text, start, end, lexicon)
    if version := _VERSION.match(text, end):
        end = version.end()
    name = text[start:end]
    if (
        len(name) < _SHORTEST
        or _NO_NAME.search(name)
        or _is_slogan(name, lexicon)
        or (mention.label == "Institution" and _ANY_BODY.match(name))
    ):
        return None
    return replace(mention, start=start, end=end, label=head_label(text[start:end], mention.label, lexicon))


def _is_slogan(name: str, lexicon: NameLexicon) -> bool:
    """Tell whether a name only says what a place is to be like: 平安辽宁."""
    slogan = lexicon.slogan.match(name)
    return bool(slogan and load_regions().find(name[slogan.end() :]))


def _to_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the rest of a quoted phrase of which the name has only one end."""
    if any(mark in text[start:end] for mark in "“”"):
        return start, end
    if text[start - 1 : start] != "“" and text[end : end + 1] == "”":
        opening = text.rfind("“", max(0, start - _NEAR), start)
        if opening >= 0 and not _MARKS.search(text, opening + 1, start):
            return opening + 1, end
    if text[start - 1 : start] == "“" and text[end : end + 1] != "”":
        closing = text.find("”", end, end + _NEAR)
        if closing >= 0 and not _MARKS.search(text, end, closing):
            return start, closing
    return start, end


def head_label(name: str, label: str, lexicon: NameLexicon) -> str:
    """Return the label that the name's head noun gives it, else ``label``."""
    head = lexicon.head.search(name)
    if head is None or head.start() == 0:
        return label
    return lexicon.labels[head["noun"]]


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the mark that closes a pair opened inside; leave out a mark whose other half lies outside."""
    for pairs in (_QUOTES, _BRACKETS):
        for open_, close in pairs.items():
            name = text[start:end]
            if open_ == close:
                if name.count(open_) % 2:
                    start, end = _close_straight(text, start, end, open_)
                continue
            opened, closed = name.count(open_), name.count(close)
            if opened > closed:
                if name.startswith(open_) and not text.startswith(close, end):
                    start += 1
                elif text.startswith(close, end):
                    end += 1
                elif name.endswith(open_):
                    end -= 1
            elif closed > opened:
                if name.endswith(close) and text[start - 1 : start] != open_:
                    end -= 1
                elif start > 0 and text[start - 1] == open_:
                    start -= 1
    return start, end


def _close_straight(text: str, start: int, end: int, mark: str) -> tuple[int, int]:
    """Take in, else leave out, the one straight quotation mark whose fellow lies just outside."""
    if text[start - 1 : start] == mark:
        return start - 1, end
    if text.startswith(mark, end):
        return start, end + 1
    return (
        (start + 1, end)
        if text[start] == mark
        else (start, end - 1)
        if text[end - 1] == mark
        else (start, end)
    )


def _unwrap(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out quotation marks that wrap the whole name."""
    close = _QUOTES.get(text[start : start + 1])
    if close and end - start > 2 and text[end - 1] == close and text.find(close, start + 1, end) == end - 1:
        return start + 1, end - 1
    return start, end


def _with_class(text: str, start: int, end: int, lexicon: NameLexicon) -> tuple[int, int]:
    """Take the class noun in when the name stands in quotation marks before it: “满仓”工程."""
    close = _QUOTES.get(text[start - 1 : start]) if start else None
    if close and text.startswith(close, end) and close != "》":
        noun = lexicon.quoted_class.match(text, end + 1)
        if noun:
            return start - 1, noun.end()
    return start, end
