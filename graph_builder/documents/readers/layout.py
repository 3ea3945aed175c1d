"""From characters on a page to lines and paragraphs, for formats that only say where each character stands.

Coordinates grow to the right and down; the unit is the format's own (points, millimetres, pixels).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from graph_builder.documents.document import Box
from graph_builder.documents.readers.reading import Piece

_MARK = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节条篇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,3}[.、．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|附件"
)
#: A line of a table of contents, and a date, end or begin nothing but themselves.
_CONTENTS_LINE = re.compile(r"[.·…]{3,}\s*\d{1,4}$")
_DATE = re.compile(r"[二〇○零一三四五六七八九\d]{4}\s*年")
_LATIN = re.compile(r"[A-Za-z,;:)][\s]*$")
_LATIN_START = re.compile(r"[A-Za-z(]")
#: Two lines are one paragraph when the first ends this near (in ems) to the column's edge.
_NEAR = 2.2
#: The same where a quotation or bracket is open, which no paragraph ends in (a mark that hangs over widens the column).
_NEAR_IN_PAIR = 4.0
_PAIR_OPEN = re.compile("“[^”]*$|《[^》]*$|（[^）]*$")
_INDENT = 1.2
_SAME_SIZE = 0.15
_GAP = 1.5
_LARGE = 1.2
#: Degrees by which a page may lie askew.
_ASKEW = 10.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character (or a run of them) with its box; ``base`` is its baseline, ``size`` its height.

    ``score`` is how sure text recognition is of it, None when the file had the character.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    score: float | None = None


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline from left to right; ``left`` and ``right`` are the edges of the column they stand in."""

    glyphs: list[Glyph]
    page: int
    left: float = 0.0
    right: float = 0.0
    text: str = field(init=False)
    size: float = field(init=False)
    x0: float = field(init=False)
    y0: float = field(init=False)
    x1: float = field(init=False)
    y1: float = field(init=False)

    def __post_init__(self) -> None:
        self.glyphs.sort(key=lambda glyph: glyph.x0)
        self.size = median(glyph.size for glyph in self.glyphs)
        inked = [glyph for glyph in self.glyphs if glyph.text.strip()] or self.glyphs
        self.x0, self.x1 = min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked)
        self.y0, self.y1 = min(glyph.y0 for glyph in inked), max(glyph.y1 for glyph in inked)
        parts = [self.glyphs[0].text]
        for before, glyph in pairwise(self.glyphs):
            parts.append(" " if glyph.x0 - before.x1 > _GAP * self.size else "")
            parts.append(glyph.text)
        self.text = "".join(parts)

    @property
    def is_centred(self) -> bool:
        """Whether the line stands in the middle of its column."""
        return abs((self.x0 - self.left) - (self.right - self.x1)) < 1.5 * self.size


def is_aslant(right: float, up: float) -> bool:
    """Tell whether a line that runs in this direction is neither level nor upright: what stands so is a watermark."""
    return _ASKEW < math.degrees(math.atan2(up, right)) % 90 < 90 - _ASKEW


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Return the lines of a page or cell from top to bottom; of two columns the left one comes first."""
    segments = _segments(glyphs)
    found: list[Line] = []
    for zone in _zones(segments):
        rows = [Line([glyph for segment in row for glyph in segment], page) for row in _rows(zone)]
        rows = [row for row in rows if row.text.strip()]
        if rows:
            left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
            for row in rows:
                row.left, row.right = left, right
            found += rows
    return found


def paragraphs_of(lines: Sequence[Line], bare: bool = False) -> list[list[Line]]:
    """Group lines into paragraphs; in a cell (``bare``) an indent ends nothing, outside large centred lines are one title."""
    usual = median(line.size for line in lines) if lines else 0.0
    found: list[list[Line]] = []
    for line in lines:
        if found and (
            _goes_on(found[-1][-1], line, bare) or (not bare and _is_title(found[-1][-1], line, usual))
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def piece_of(lines: Sequence[Line], frames: dict[int, tuple[float, float]]) -> Piece:
    """Return the piece that a paragraph's lines make, with a box for each line, as fractions of the page."""
    text = ""
    boxes = []
    for line in lines:
        words = line.text.strip()
        if text and words and _LATIN.search(text) and _LATIN_START.match(words):
            text += " "
        start = len(text)
        text += words
        width, height = frames[line.page]
        x0, y0, x1, y1 = (
            round(min(max(value, 0.0), 1.0), 5)
            for value in (line.x0 / width, line.y0 / height, line.x1 / width, line.y1 / height)
        )
        boxes.append(Box(line.page, x0, y0, x1, y1, start, len(text)))
    scores = [glyph.score for line in lines for glyph in line.glyphs if glyph.score is not None]
    return Piece(
        text,
        page=lines[0].page,
        boxes=tuple(boxes),
        via="ocr" if scores else "text",
        score=round(min(scores), 3) if scores else None,
    )


def _goes_on(line: Line, following: Line, bare: bool) -> bool:
    em = line.size
    if abs(following.size - em) > _SAME_SIZE * max(em, following.size):
        return False
    slack = _NEAR_IN_PAIR if _PAIR_OPEN.search(line.text) else _NEAR
    if line.right - line.x1 > slack * em or _CONTENTS_LINE.search(line.text.rstrip()):
        return False
    if bare:
        return not _MARK.match(following.text.strip()) or not line.text.rstrip().endswith(("。", "；", ";"))
    indent = following.x0 - following.left
    if indent > _INDENT * em:
        return False
    return not (following.page == line.page and following.y0 - line.y1 > 2.5 * em)


def _is_title(line: Line, following: Line, usual: float) -> bool:
    """Tell whether two lines are one title: larger than the text, of one size, centred, the second right below."""
    alike = abs(following.size - line.size) <= _SAME_SIZE * line.size and line.page == following.page
    large = min(line.size, following.size) > _LARGE * usual
    near = following.y0 - line.y1 < line.size
    if _DATE.match(following.text.strip()):
        return False
    return alike and large and near and line.is_centred and following.is_centred


def _segments(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut the glyphs, in the order the file has them, into runs without a gap on one baseline."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        before = found[-1][-1] if found else None
        em = max(glyph.size, 0.1)
        if (
            before is not None
            and abs(before.base - glyph.base) < 0.35 * em
            and -0.6 * em < glyph.x0 - before.x1 < _GAP * em
        ):
            found[-1].append(glyph)
        elif glyph.text.strip():
            found.append([glyph])
    return found


def _rows(segments: Sequence[list[Glyph]]) -> list[list[list[Glyph]]]:
    """Group segments that share a baseline, from top to bottom."""
    rows: list[list[list[Glyph]]] = []
    for segment in sorted(segments, key=lambda segment: segment[0].base):
        base, em = segment[0].base, max(glyph.size for glyph in segment)
        if rows and abs(rows[-1][-1][0].base - base) < 0.4 * em:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def _zones(segments: Sequence[list[Glyph]]) -> list[Sequence[list[Glyph]]]:
    """Return the zones of a page in reading order: where a gutter parts two columns, the left before the right."""
    gutter = _gutter(segments)
    if gutter is None:
        return [segments]
    zones: list[list[list[list[Glyph]]]] = [[[], [], []]]
    for row in _rows(segments):
        crosses = any(segment[0].x0 < gutter < segment[-1].x1 for segment in row)
        if crosses:
            if zones[-1][1] or zones[-1][2]:
                zones.append([[], [], []])
            zones[-1][0] += row
        else:
            for segment in row:
                zones[-1][1 if segment[-1].x1 <= gutter else 2].append(segment)
    return [part for zone in zones for part in zone if part]


def _gutter(segments: Sequence[list[Glyph]]) -> float | None:
    """Return where a page is parted into two columns: nearly all its rows have text on both sides, none across."""
    if len(segments) < 20:
        return None
    left, right = min(s[0].x0 for s in segments), max(s[-1].x1 for s in segments)
    em = median(s[0].size for s in segments)
    best: tuple[int, float] | None = None
    steps = 40
    for step in range(int(steps * 0.35), int(steps * 0.65) + 1):
        at = left + (right - left) * step / steps
        crossing = sum(s[0].x0 < at + em / 2 and s[-1].x1 > at - em / 2 for s in segments)
        if best is None or crossing < best[0]:
            best = crossing, at
    if best is None or best[0] > 0.2 * len(segments):
        return None
    at = best[1]
    rows = _rows(segments)
    both = sum(
        any(s[-1].x1 <= at and s[-1].x1 - s[0].x0 > 6 * em for s in row)
        and any(s[0].x0 >= at and s[-1].x1 - s[0].x0 > 6 * em for s in row)
        for row in rows
    )
    return at if both > 0.5 * len(rows) else None
