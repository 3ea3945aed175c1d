"""The parts of a task: its actions, and the items counted inside a line (一是…。二是…。)."""

import re

from graph_builder.documents.clauses import clauses, sentences
from graph_builder.documents.document import Span
from graph_builder.documents.marks import Mark, han_number, read_mark
from graph_builder.documents.titles import is_titled
from graph_builder.documents.tree import Node, is_note

_ORDINAL = re.compile(
    r"(?:(?<=[。；;：:！])|^)[ \t\u3000]*([一二三四五六七八九十]{1,3})[是要](?![否求])", re.MULTILINE
)
_INNER = ("paren", "circled", "ordinal", "dash", "bullet", "arabic", "hanparen", "decimal")
_TITLE_MARKS = "。：:，,！!；; \n\t\u3000"


def actions(text: str, start: int, end: int) -> list[tuple[Mark | None, Span, int]]:
    """Return the actions of a task's body: (mark, span, end of the first clause).

    An action is a sentence or a ;-clause, to its mark inclusive; notes that only say who answers are none.
    """
    while start < end and text[start] in _TITLE_MARKS:
        start += 1
    found = []
    for sentence in sentences(text, start, end, "；;"):
        mark = read_mark(text, sentence.start, sentence.end)
        if mark and (mark.kind not in _INNER or mark.end >= sentence.end):
            mark = None
        span = Span(mark.end if mark else sentence.start, sentence.end)
        if not is_note(text, span) and re.search(r"\w", text[span.start : span.end]):
            found.append((mark, span, _first_clause(text, span)))
    return found


def _first_clause(text: str, span: Span) -> int:
    pieces = clauses(text, span.start, span.end)
    return pieces[0].end if pieces else span.end


def ordinal_items(text: str, start: int, end: int) -> list[Node]:
    """Return the titled items counted inside a line (…。一是做实产业。…二是…), at least two, else none."""
    found: list[re.Match[str]] = []
    for match in _ORDINAL.finditer(text, start, end):
        if han_number(match.group(1)) == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return []
    items = []
    for match, until in zip(found, [*(match.start() for match in found[1:]), end], strict=True):
        mark = read_mark(text, match.start(1), until)
        if mark is None:
            return []
        items.append(Node(mark.end, len(text[:until].rstrip()) if text[until - 1].isspace() else until, mark))
    titled = sum(is_titled(text, item.start, item.end) for item in items)
    return items if len(items) > 1 and titled >= len(items) - 1 else []
