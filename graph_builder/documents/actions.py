"""The parts inside a paragraph: the actions of a task, and the items that a paragraph counts or leads in."""

import re

from graph_builder.documents.clauses import clauses, sentences
from graph_builder.documents.document import Span
from graph_builder.documents.marks import Mark, han_number, read_mark
from graph_builder.documents.titles import is_titled
from graph_builder.documents.tree import Node, is_note
from graph_builder.documents.watermarks import marks_in, without

_ORDINAL = re.compile(
    r"(?:(?<=[。；;：:！])|^)[^\S\n]*([一二三四五六七八九十]{1,3})[是要](?![否求])", re.MULTILINE
)
_INNER = ("paren", "circled", "ordinal", "dash", "bullet", "arabic", "hanparen", "decimal")
_TITLE_MARKS = "。：:，,！!；; \n\t\u3000"
#: A sentence that leads in what follows it: short, no number, and at least two sentences of some length below.
_LEAD = re.compile(r"[^\d０-９“”《》（）()：:；;、]{5,22}。")
_LEAST_BODY = 60
#: The first lead stands after the paragraph's own first sentence and at most this many others,
#: but anywhere in a paragraph that is too long to be one task.
_LATEST_LEAD, _TOO_LONG = 2, 1000


def actions(text: str, start: int, end: int) -> list[tuple[Mark | None, Span, int]]:
    """Return the actions of a task's body: (mark, span, end of the first clause).

    An action is a sentence or a ;-clause, to its mark inclusive; notes that only say who answers and watermarks are none.
    """
    while start < end and text[start] in _TITLE_MARKS:
        start += 1
    found = []
    for sentence in sentences(text, start, end, "；;"):
        mark = read_mark(text, sentence.start, sentence.end)
        if mark and (mark.kind not in _INNER or mark.end >= sentence.end):
            mark = None
        span = Span(mark.end if mark else sentence.start, sentence.end)
        words = without([span], marks_in(text, span.start, span.end))
        if not is_note(text, span) and any(re.search(r"\w", text[part.start : part.end]) for part in words):
            found.append((mark, span, _first_clause(text, span)))
    return found


def _first_clause(text: str, span: Span) -> int:
    pieces = clauses(text, span.start, span.end)
    return pieces[0].end if pieces else span.end


def inner_items(text: str, start: int, end: int) -> list[Node]:
    """Return the titled items inside a paragraph, at least two: counted (一是…。二是…) or led in by short sentences."""
    return _counted(text, start, end) or _led(text, start, end)


def _counted(text: str, start: int, end: int) -> list[Node]:
    found: list[re.Match[str]] = []
    for match in _ORDINAL.finditer(text, start, end):
        if han_number(match.group(1)) == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return []
    marks = [read_mark(text, match.start(1), end) for match in found]
    items = [Node(mark.end, 0, mark) for mark in marks if mark]
    _close(text, items, [match.start() for match in found[1:]], end)
    titled = sum(is_titled(text, item.start, item.end) for item in items)
    return items if titled >= len(items) - 1 else []


def _led(text: str, start: int, end: int) -> list[Node]:
    """Return the items that short sentences lead in, when the first stands near the paragraph's beginning.

    A short sentence is a lead when enough follows it before the next; most of the short sentences must be leads.
    """
    if end - start < 2 * _LEAST_BODY:
        return []
    pieces = sentences(text, start, end)[1:]
    short = [at for at, piece in enumerate(pieces) if _LEAD.fullmatch(text, piece.start, piece.end)]
    followed = set(short)
    short = [at for at in short if at + 1 not in followed]
    borders = [pieces[at].start for at in short] + [end]
    good = [
        at for at, border in zip(short, borders[1:], strict=True) if border - pieces[at].end >= _LEAST_BODY
    ]
    late = bool(good) and good[0] > _LATEST_LEAD and end - start < _TOO_LONG
    if len(good) < 2 or late or len(short) > 2 * len(good):
        return []
    items = [Node(pieces[at].start, 0) for at in good]
    _close(text, items, [item.start for item in items[1:]], end)
    return items


def _close(text: str, items: list[Node], borders: list[int], end: int) -> None:
    """Let each item end before the next, without the blanks between them."""
    for item, border in zip(items, [*borders, end], strict=True):
        item.end = item.start + len(text[item.start : border].rstrip())
