"""Paragraphs as the outline needs them: with their marks, cut where a line break was lost, tables read row by row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph_builder.documents.document import Block, Part, Span
from graph_builder.documents.marks import Mark, read_mark
from graph_builder.documents.parts import (
    glossary_title,
    is_glossary_entry,
    names_term,
    opens_chapter,
    opens_glossary,
)

#: Where a line break was lost: blanks in a row, or the end of a sentence, before a mark that counts on.
_LOST_BREAK = re.compile(
    r"(?<![ \t\u3000])(?:[ \t\u3000]{3,}|\u3000{2})(?=\S)|(?<=[。！；）)])[ \t\u3000]*(?=[（(第一二三四五六七八九十])"
    r"|(?<=[）)】〕\]])[ \t\u3000]*(?=[0-9０-９]{1,2}[.．、][^0-9０-９])"
)
#: Who answers, in brackets: an item behind it (…负责）10.…) has lost its line break.
_ANSWERED = re.compile(
    r"[（(【〔\[][^（(）)\n]{0,200}(?:责任|牵头|负责|主办|落实)[^（(\n]{0,200}[）)】〕\]]$"
)
_BREAKABLE = ("han", "hanparen", "chapter", "section", "article", "volume", "arabic")
_ADDRESS = re.compile(r"(各位(人大)?代表|各位委员|同志们)[！!，,：:]?[^\S\n]*")
_DECORATION = "※*· 【】[]"
_TABLE_HEAD = re.compile(r"序\s*号(\s.*)?", re.DOTALL)
_RESULTS = re.compile("完成情况|落实情况|进展情况|实施情况")
_COLUMNS = re.compile(r"\S[ \u3000]{4,}\S")
#: So many explained terms in a row, or so many numbered terms of which one is explained.
_FEWEST_ENTRIES, _FEWEST_TERMS = 3, 5


@dataclass(slots=True)
class Piece:
    """A paragraph: ``start`` is after the mark. ``opens`` is the part it begins; ``row`` is a task table's title cell,
    ``heading`` an unnumbered chapter heading, ``columns`` a line whose columns were lost or a
    cell without a sentence, ``cell`` one of a real table.
    """

    start: int
    end: int
    mark: Mark | None = None
    opens: Part | None = None
    row: bool = False
    columns: bool = False
    heading: bool = False
    cell: bool = False


def read_pieces(text: str, paragraphs: Sequence[Span], bare: bool, counts: dict[str, int]) -> list[Piece]:
    """Return the pieces of the paragraphs in text order.

    ``bare``: numbers without a dot are marks here. ``counts`` are the lists' last numbers, which go on from call to call.
    """
    pieces = [
        _piece(text, span, mark)
        for span, mark in _cut(text, paragraphs, bare, counts)
        if not _is_address(text, span)
    ]
    _mark_glossary_entries(text, pieces)
    return list(_rows(text, pieces))


def _piece(text: str, span: Span, mark: Mark | None) -> Piece:
    piece = Piece(mark.end if mark else span.start, span.end, mark)
    words = text[piece.start : piece.end]
    if mark is None:
        address = _ADDRESS.match(words)
        piece.start += address.end() if address else 0
    if (mark is None or mark.kind in ("annex", "bullet")) and opens_glossary(words):
        piece.opens = "glossary"
        piece.start += len(words) - len(words.lstrip(_DECORATION))
        piece.start = glossary_title(text, piece.start, piece.end)
        piece.end -= len(words) - len(words.rstrip(_DECORATION))
    elif mark is not None and mark.kind == "annex":
        piece.opens = "annex"
    piece.heading = mark is None and piece.opens is None and opens_chapter(words)
    piece.columns = mark is None and _COLUMNS.search(words) is not None
    return piece


def _is_address(text: str, span: Span) -> bool:
    return _ADDRESS.fullmatch(text, span.start, span.end) is not None


def _mark_glossary_entries(text: str, pieces: list[Piece]) -> None:
    """Let a run of explained terms that has no heading open a glossary, when most of what follows are such terms."""
    paragraphs = [text[(piece.mark or piece).start : piece.end] for piece in pieces]
    explained = [is_glossary_entry(paragraph) for paragraph in paragraphs]
    terms = [known or names_term(paragraph) for known, paragraph in zip(explained, paragraphs, strict=True)]
    following, sure, run = sum(terms), 0, 0
    for at, piece in enumerate(pieces):
        if piece.opens == "glossary":
            return
        run = run + 1 if terms[at] else 0
        sure = sure + explained[at] if terms[at] else 0
        first = at - run + 1
        enough = run >= _FEWEST_ENTRIES == sure or (run >= _FEWEST_TERMS and sure)
        if enough and 2 * (following + run - 1) > len(pieces) - first:
            pieces[first].opens = "glossary"
            return
        following -= terms[at]


def _rows(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces, the title cells of task tables (序号, 任务, …) as numbered rows."""
    expected: int | None = None
    number: Piece | None = None
    previous: Piece | None = None
    for piece in pieces:
        words = text[piece.start : piece.end]
        if piece.mark is None and opens_table(words):
            expected = 1
        if (
            expected is None
            or piece.opens
            or (piece.mark and piece.mark.kind in ("chapter", "volume", "annex"))
        ):
            expected = None
            yield piece
            continue
        row = re.match(r"(\d{1,3})(?:\t\s*|$)", words)
        if expected == 1 and not (row and row[1] == "1"):
            piece.columns, piece.heading = True, False
            yield piece
            continue
        if number is not None:
            mark = Mark("arabic", expected - 1, number.start, piece.start, str(expected - 1))
            previous = Piece(piece.start, piece.end, mark, row=True)
            number = None
            yield previous
        elif row and int(row[1]) == expected:
            expected += 1
            if row.end() == len(words):
                number = piece
            else:
                cell = re.compile(r"[^\t]+").match(text, piece.start + row.end(), piece.end)
                end = cell.end() if cell else piece.end
                mark = Mark("arabic", expected - 1, piece.start, piece.start + row.end(), row[1])
                yield Piece(mark.end, end, mark, row=True)
                if end < piece.end:
                    yield Piece(end + 1, piece.end)
        elif previous is not None and previous.row and _continues_cell(text, previous, piece):
            previous.end = piece.end
        else:
            previous = piece
            yield piece


def _continues_cell(text: str, cell: Piece, piece: Piece) -> bool:
    """Tell whether a line goes on with the cell before it: its columns begin with a tab, and it does not."""
    tab = text.rfind("\n", 0, cell.start) + 1
    line = text.rfind("\n", 0, piece.start) + 1
    return text[tab] == "\t" and text[line] != "\t"


def opens_table(words: str) -> bool:
    """Tell whether a line is the head of a numbered table (序号, alone or before the other columns)."""
    return _TABLE_HEAD.fullmatch(words) is not None


def holds_results(text: str, start: int, end: int) -> bool:
    """Tell whether a table reports what was done (完成情况), so that it is no plan."""
    return _RESULTS.search(text, start, end) is not None


def _cut(
    text: str, spans: Sequence[Span], bare: bool, counts: dict[str, int]
) -> Iterator[tuple[Span, Mark | None]]:
    """Yield the paragraphs with their marks, cut where a line break before a mark was lost."""
    for span in spans:
        start = span.start
        mark = _mark(text, start, span.end, bare)
        for gap in _LOST_BREAK.finditer(text, span.start, span.end):
            following = _mark(text, gap.end(), span.end, bare)
            wide = gap.end() - gap.start() >= 2
            heading = wide and mark is not None and mark.kind in ("volume", "chapter", "section")
            if not heading and not (following and _counts_on(counts, mark, following, wide)):
                continue
            if following and following.kind == "arabic" and not _ANSWERED.search(text, start, gap.start()):
                continue
            if gap.start() <= (mark.end if mark else start):
                continue
            _count(counts, mark)
            yield Span(start, gap.start()), mark
            start, mark = gap.end(), following
        _count(counts, mark)
        yield Span(start, span.end), mark


def _counts_on(counts: dict[str, int], current: Mark | None, following: Mark, wide: bool) -> bool:
    """Tell whether a mark inside a line goes on with an open list (then it begins a line of its own)."""
    if following.kind not in _BREAKABLE:
        return False
    last = current.number if current and current.kind == following.kind else counts.get(following.kind, 0)
    return following.number == (last or 0) + 1 and (wide or bool(last))


def _count(counts: dict[str, int], mark: Mark | None) -> None:
    if mark and mark.rank is not None and mark.number is not None:
        counts[mark.kind] = mark.number


def _mark(text: str, start: int, end: int, bare: bool) -> Mark | None:
    mark = read_mark(text, start, end)
    if mark is None or (mark.kind == "bare" and not bare) or (mark.kind == "annex" and end - mark.end > 40):
        return None
    return mark if mark.end < end or mark.kind == "annex" else None


def counts_bare(text: str, spans: Iterable[Span | Block]) -> bool:
    """Tell whether numbers without a dot (1 总体要求) are headings here: only where decimals (1.1) stand below."""
    marks = [read_mark(text, span.start, span.end) for span in spans if span.end - span.start <= 40]
    kinds = {mark.kind for mark in marks if mark}
    return "bare" in kinds and "decimal" in kinds
