"""Sentences and clauses, as spans over a document's text.

A sentence ends at 。！？ (the mark belongs to it) and at a line end that does not stand inside it. A clause ends at
，；：。！？ and their half-width forms outside quotes and brackets; the mark is left out. 、 and the comma of 1,100 end
none.
"""

import re
from collections.abc import Container

from graph_builder.documents.document import Span
from graph_builder.documents.lines import joined_line_ends

_PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "[": "]",
    "【": "】",
    "「": "」",
}
_CLOSERS = {*_PAIRS.values(), '"'}
_MARK = re.compile(r"[\"“”‘’（）()《》〈〉〔〕\[\]【】「」，,；;：:。！!？?\n]")
_SENTENCE_MARKS = frozenset("。！？!?")
_CLAUSE_MARKS = frozenset("，,；;：:。！!？?")
#: A pair that is not closed within so many characters is a slip of the pen: its marks count again.
_LONGEST_PAIR = 200


def sentences(text: str, start: int = 0, end: int | None = None, also: str = "") -> list[Span]:
    """Return the sentences of ``text[start:end]``, blanks around them left out, the closing mark included.

    ``also`` names marks that end a sentence here, too (the ； between two acts).
    """
    marks = _SENTENCE_MARKS | frozenset(also)
    return [span for span, _ in _pieces(text, start, len(text) if end is None else end, marks)]


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the clauses of ``text[start:end]``, without their border marks and the blanks around them."""
    stop = len(text) if end is None else end
    return [span for _, span in _pieces(text, start, stop, _CLAUSE_MARKS) if span.start < span.end]


def clause_at(text: str, position: int, start: int = 0, end: int | None = None) -> Span:
    """Return the clause of ``text[start:end]`` that holds ``position`` (the one before it, on a border).

    Raises ValueError when the stretch has no clause.
    """
    found = clauses(text, start, end)
    if not found:
        raise ValueError(f"no clause in {start}..{end}")
    return next((span for span in reversed(found) if span.start <= position), found[0])


def _pieces(text: str, start: int, end: int, marks: frozenset[str]) -> list[tuple[Span, Span]]:
    """Return (with the mark, without the mark) of each piece that has more than blanks."""
    inside = joined_line_ends(text, start, end)
    pieces = []
    first = start
    for position in borders(text, start, end, marks, inside):
        after = position + (text[position] != "\n")
        pieces.append((_trim(text, first, after), _trim(text, first, position)))
        first = position + 1
    pieces.append((_trim(text, first, end), _trim(text, first, end)))
    return [(whole, bare) for whole, bare in pieces if whole.start < whole.end]


def borders(text: str, start: int, end: int, marks: frozenset[str], inside: Container[int] = ()) -> list[int]:
    """Return where ``marks`` and line ends stand outside quotes and brackets; line ends of ``inside`` are none.

    A straight quotation mark closes what is open (“双碳"), else it opens.
    """
    outside: list[int] = []
    held: list[int] = []
    open_pairs: list[tuple[str, int]] = []
    for found in _MARK.finditer(text, start, end):
        character, position = found.group(), found.start()
        if open_pairs and position - open_pairs[0][1] > _LONGEST_PAIR:
            outside += held
            held, open_pairs = [], []
        if character == "\n":
            if position not in inside:
                outside += held
                held, open_pairs = [], []
                outside.append(position)
        elif character == '"' and not any(closer in '”"' for closer, _ in open_pairs):
            open_pairs.append(('"', position))
        elif character in _PAIRS:
            open_pairs.append((_PAIRS[character], position))
        elif character in _CLOSERS:
            while any(_closes(closer, character) for closer, _ in open_pairs):
                if _closes(open_pairs.pop()[0], character):
                    break
            if not open_pairs:
                held = []
        elif character in marks and not _inside_number(text, position):
            (held if open_pairs else outside).append(position)
    return outside + held


def _closes(closer: str, character: str) -> bool:
    return closer == character or (closer in '”"' and character in '”"')


def _inside_number(text: str, position: int) -> bool:
    """Tell whether the mark is the comma of 1,100 or the colon of 9:30."""
    if text[position] not in ",:" or not 0 < position < len(text) - 1:
        return False
    return text[position - 1].isdigit() and text[position + 1].isdigit()


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
