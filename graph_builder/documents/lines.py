"""Lines and the line breaks that stand inside a sentence (text out of PDF files, flattened tables).

View, clauses and outline all ask here, so that a broken line is one thing everywhere.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from graph_builder.documents.document import Block, Span
from graph_builder.documents.watermarks import watermarks

_LINE = re.compile(r"[^\n]+")
_BLANKS = r"[ \t\u3000\f]*"
#: A line end, with the page's foot (— 3 —) where a page ends inside a sentence.
_BREAK = re.compile(
    rf"{_BLANKS}\n(?:(?:{_BLANKS}\n)*{_BLANKS}[—－–-][ \t]?\d{{1,4}}[ \t]?[—－–-]{_BLANKS}\n(?:{_BLANKS}\n)*)?{_BLANKS}"
)
_ONLY_MARK = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|\d{1,2}[.、．]")
_PADDING = re.compile(r"(?:[^\S\n]|&nbsp;?|[\u200b\ufeff])*")
_OPEN_END = tuple("，、《（(“‘〈—·")
_OPEN_START = tuple("，。、；：）)》”’〉％%")
_SENTENCE_END = tuple("。！？；：!?;:”）)】")
#: What begins a line of its own whatever stood before: outline marks, dashes, notes.
_FRESH = re.compile(
    r"[（(【〔]?[一二三四五六七八九十]{1,3}[、)）．.]|[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十百\d]{1,4}[章节条部篇]"
    r"|[（(]?\d{1,2}(?:[、．)）]|\.(?!\d))|[①-⑳★●◆■▲]|——|(?:牵头|责任|配合|主办|协办)单位|完成时限"
)
_NARROWEST, _WIDEST = 30, 120
_SLACK = 6


def width(line: str) -> int:
    """Return a line's width in half-width columns: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


@lru_cache(maxsize=8)
def wrapped_width(text: str) -> int | None:
    """Return the column at which the text's lines are wrapped, in half-widths, or None when they are not.

    Wrapped text has no long lines, many lines that are just full, and few of those end with a sentence.
    """
    lines = [line for match in _LINE.finditer(text) if (line := match.group().rstrip())]
    widths = sorted(min(width(line), 1000) if len(line) < 1000 else 1000 for line in lines)
    if len(lines) < 2:
        return None
    full = widths[min(len(widths) - 1, round(len(widths) * 0.97))]
    if not _NARROWEST <= full <= _WIDEST:
        return None
    near = [line for line in lines if full - _SLACK <= width(line) <= full + _SLACK]
    broken = [line for line in near if not line.endswith(_SENTENCE_END)]
    return full if len(near) >= max(2, len(lines) / 5) and len(broken) > len(near) * 0.6 else None


@lru_cache(maxsize=8)
def broken_lines(text: str) -> tuple[Span, ...]:
    """Return the line breaks (with the blanks around them) that stand inside a sentence, in order."""
    column = wrapped_width(text)
    marks = {mark.start: mark.end for mark in watermarks(text)}
    found = []
    for line in _LINE.finditer(text):
        if line.group().isspace():
            continue
        gap = _BREAK.match(text, line.start() + len(line.group().rstrip()))
        if gap is None or gap.end() == len(text) or text[gap.end()] == "\n":
            continue
        start, words = gap.start(), line.group().strip()
        over = _BREAK.match(text, marks.get(gap.end(), gap.end()))
        if over:  # a watermark fills the next line
            gap = over
        if _runs_on(words, text, gap, column) or (over and _is_prose(words)):
            found.append(Span(start, gap.end()))
    return tuple(found)


def broken_lines_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the broken lines inside ``start``..``end``."""
    spans = broken_lines(text)
    first = bisect_left(spans, start, key=lambda span: span.start)
    last = bisect_left(spans, end, key=lambda span: span.end)
    return spans[first : max(first, last + (last < len(spans) and spans[last].end == end))]


def joined_line_ends(text: str, start: int, end: int) -> set[int]:
    """Return where the line ends of ``start``..``end`` stand inside a sentence."""
    gaps = broken_lines_in(text, start, end)
    return {at for gap in gaps for at in range(gap.start, gap.end) if text[at] == "\n"}


def _runs_on(line: str, text: str, gap: re.Match[str], column: int | None) -> bool:
    if _FRESH.match(text, gap.end()):
        return False
    if text.startswith(_OPEN_START, gap.end()) or line.endswith(_OPEN_END):
        return True
    if _ONLY_MARK.fullmatch(line):
        return True
    if line.count("《") > line.count("》"):
        return True
    full = column is not None and width(line) >= column - _SLACK
    return full and not line.endswith(_SENTENCE_END)


def _is_prose(line: str) -> bool:
    """Tell whether a line is longer than a heading and its sentence has not ended."""
    return width(line) > 2 * _NARROWEST and not line.endswith(_SENTENCE_END)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the line without the blanks around it, those that a page wrote as &nbsp; included."""
    before = _PADDING.match(text, start, end)
    start = before.end() if before else start
    return start, start + len(text[start:end].rstrip().rstrip("\u200b\ufeff"))


def paragraphs(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the paragraphs of ``spans``: lines without the blanks around them, broken lines joined."""
    inside = joined_line_ends(text, 0, len(text))
    found: list[Span] = []
    joined = False
    for span in spans:
        for line in _LINE.finditer(text, span.start, span.end):
            start, end = _trim(text, line.start(), line.end())
            if start == end:
                continue
            if joined and found:
                start = found.pop().start
            found.append(Span(start, end))
            joined = line.end() in inside
    return found


def within(text: str, blocks: Iterable[Block], spans: Sequence[Span]) -> list[Block]:
    """Return what of the blocks lies in ``spans`` (in order, none overlaps another), without the blanks around it."""
    found: list[Block] = []
    first = 0
    for block in blocks:
        while first < len(spans) and spans[first].end <= block.start:
            first += 1
        for span in spans[first:]:
            if span.start >= block.end:
                break
            start, end = _trim(text, max(block.start, span.start), min(block.end, span.end))
            if start < end:
                found.append(replace(block, start=start, end=end))
    return found
