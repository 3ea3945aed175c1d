"""The lines of a text that may promise something: no chrome, no review of last year, no glossary."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.documents.document import Outline, Part, Span
from graph_builder.documents.view import View
from graph_builder.extraction.targets.glossary import explaining_lines
from graph_builder.extraction.targets.tense import reporting_lines

_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the view; ``headline``: it stands under the plan's own goals (None: the outline does not say)."""

    start: int
    end: int
    headline: bool | None


def promising_lines(view: View, outline: Outline | None, body: Sequence[Span] | None) -> Iterator[Line]:
    """Yield the lines that may promise something, in order."""
    lines = list(_LINE.finditer(view.text))
    words = [line[0] for line in lines]
    parts = _Parts(outline)
    for line, reports, explains in zip(lines, reporting_lines(words), explaining_lines(words), strict=True):
        start, end = view.to_source(*line.span())
        start += len(line[0]) - len(line[0].lstrip())
        part = parts.at(start)
        chrome = body is not None and not _overlaps(body, start, end)
        past = part in ("review", "glossary") or (part != "headline" and (reports or explains))
        if not chrome and not past:
            yield Line(line.start(), line.end(), part == "headline" or None)


def _overlaps(body: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether any of the spans, which follow one another, shares a character with ``start``..``end``."""
    index = bisect_left(body, end, key=lambda span: span.start) - 1
    return index >= 0 and body[index].end > start


class _Parts:
    """Which part of the plan a position stands in; positions are asked for in order."""

    def __init__(self, outline: Outline | None) -> None:
        items = outline.items if outline else ()
        self._spans = [(item.start, item.end, item.part) for item in items if item.part is not None]

    def at(self, position: int) -> Part | None:
        """Return the part of the innermost span that holds the position."""
        held = [(start, part) for start, end, part in self._spans if start <= position < end]
        return max(held)[1] if held else None
