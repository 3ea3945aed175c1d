"""Puts a found name's borders and label right: quotes, counts, generic words at its ends, the head noun's label."""

import re
from dataclasses import replace

from graph_builder.extraction.names_lexicon import NameLexicon
from graph_builder.extraction.spans import Mention

_QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", '"': '"'}
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_NUMBER = r"(?:\d+|[一二两三四五六七八九十百]+|若干|多)"
_LEADING = re.compile(
    rf"(?:[\s、，,；;：:。和及与]|以及|新一轮|一批|一系列|全[省市区县州]|{_NUMBER}(?:个|项|条|座|家|处|所|批|场|次))+"
)
_TRAILING = re.compile(r"(?:[\s、，,；;：:。]|等)+$")
#: …建设 belongs to a campaign's name (生态建设), not to that of a place or a building.
_BUILT = ("Area", "Facility", "Project", "Platform")
_BUILDING = re.compile(r"(?:建设|建设发展)$")
_SHORTEST = 2


def trim(text: str, mention: Mention, lexicon: NameLexicon) -> Mention | None:
    """Return the mention with right borders and label; None when nothing of a name is left."""
    start, end = mention.start, mention.end
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    end = start + len(_TRAILING.sub("", text[start:end]))
    if mention.label in _BUILT:
        end = start + len(_BUILDING.sub("", text[start:end]))
    start, end = _balance(text, start, end)
    start, end = _unwrap(text, start, end)
    start, end = _with_class(text, start, end, lexicon)
    if end - start < _SHORTEST or "\n\n" in text[start:end]:
        return None
    return replace(mention, start=start, end=end, label=head_label(text[start:end], mention.label, lexicon))


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
            if open_ == close:
                continue
            name = text[start:end]
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
