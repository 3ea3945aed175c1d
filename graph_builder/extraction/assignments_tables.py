"""Assignments in tables: real cells, and tables flattened to one cell a line (序号 / 工作任务 / 牵头单位 / 协办单位).

A merged cell answers for every row it spans: rows below without a cell of their own inherit it. The words over the
columns are ``data/gazetteer/tables.yaml``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from graph_builder.documents.document import Block, Span
from graph_builder.documents.pieces import holds_results
from graph_builder.extraction.assignments_bodies import BodySpan, is_body_like, split_bodies
from graph_builder.extraction.assignments_notes import AssignedBody, Note, row_bodies
from graph_builder.extraction.assignments_rules import deadline_labels, deadline_of
from graph_builder.extraction.relations_lexicon import alternatives
from graph_builder.extraction.spans import AssignmentRole
from graph_builder.resources import gazetteer

_CELL = re.compile(r"[^\t\n]*[^\s][^\t\n]*")
_NUMBER = re.compile(r"(\d{1,3})[.．、]?")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)](?:\S{2,}|$)", re.M)
_END = re.compile(r"附件|附[:：]|备注|注[:：]|说明[:：]")
_BLANKS = re.compile(r"\s+")
_LONGEST_HEAD, _LONGEST_WORD, _LONGEST_ROW = 20, 16, 60
#: A part of a name that was broken over lines (人力 / 资源局), and a date in a cell of its own.
_LONGEST_PART, _LONGEST_DATE = 8, 20
#: Any year will do to tell whether a cell states a date.
_SOME_YEAR = 2000


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell; empty when ``start == end``. ``opens`` when a tab stands before it."""

    start: int
    end: int
    opens: bool = False

    @property
    def empty(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class _Table:
    """A flattened table. ``roles``: of its columns behind the number; ``rows``: their cells.

    ``tabbed`` when tabs open its cells, ``spaced`` when blank lines stand between them, ``dated`` when a column states
    deadlines, ``told`` when one reports what was done.
    """

    start: int
    end: int
    roles: tuple[AssignmentRole | None, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    tabbed: bool
    spaced: bool
    dated: bool
    told: bool

    @property
    def before(self) -> int:
        """How many columns stand before the first one of bodies."""
        return next(at for at, role in enumerate(self.roles) if role)


@dataclass(frozen=True)
class _Lexicon:
    """Patterns of ``tables.yaml``."""

    number: frozenset[str]
    column: re.Pattern[str]
    roles: dict[str, AssignmentRole]
    empty: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = gazetteer("tables")
    roles = {word: role for role, words in data["roles"].items() for word in words}
    words, of = alternatives(roles), alternatives(data["of"])
    return _Lexicon(
        frozenset(data["number"]),
        re.compile(
            rf"(?:.{{0,8}}?(?P<word>{words})(?:{of})|(?P<alone>{alternatives(data['alone'])}))(?:[（(及和].{{1,10}})?"
        ),
        roles,
        frozenset(data["empty"]),
    )


def flattened_rows(text: str, body: Sequence[Span]) -> Iterator[Note]:
    """Yield a note for each cell of bodies in the tables that were flattened to lines within ``body``."""
    for table in _tables(text, body):
        last: list[Note] = []
        for row in table.rows:
            notes = _Row(text, table).notes(row)
            cells = [cell for cell in row if not cell.empty]
            if notes:
                last = notes
                yield from notes
            elif last and cells and len(cells) <= max(1, table.before):
                bodies = tuple(body for note in last for body in note.bodies)
                yield Note(cells[0].start, cells[-1].end, bodies, inherited=True, dated=False)


def reports(text: str, body: Sequence[Span]) -> list[Span]:
    """Return the flattened tables that report what was done (完成情况): they assign nothing."""
    return [Span(table.start, table.end) for table in _tables(text, body) if table.told]


def _tables(text: str, body: Sequence[Span]) -> Iterator[_Table]:
    cells = [cell for span in body for cell in _cells(text, span)]
    position = 0
    while position < len(cells):
        if _word(text, cells[position]) in _lexicon().number and (table := _table(text, cells, position)):
            yield table
            while position < len(cells) and cells[position].start < table.end:
                position += 1
        else:
            position += 1


def _cells(text: str, span: Span) -> Iterator[_Cell]:
    """Yield the cells of the lines in ``span``; a blank line is an empty one."""
    position = span.start
    while position < span.end:
        end = text.find("\n", position, span.end)
        end = span.end if end < 0 else end
        found = list(_CELL.finditer(text, position, end))
        for cell in found:
            words = cell.group()
            start = cell.start() + len(words) - len(words.lstrip())
            opens = "\t" in text[position:start]
            yield _Cell(start, start + len(words.strip()), opens)
        if not found:
            yield _Cell(end, end)
        position = end + 1


def _word(text: str, cell: _Cell) -> str:
    return _BLANKS.sub("", text[cell.start : cell.end])


def _number(text: str, cell: _Cell) -> int | None:
    number = _NUMBER.fullmatch(text, cell.start, cell.end)
    return int(number[1]) if number else None


def _table(text: str, cells: Sequence[_Cell], position: int) -> _Table | None:
    """Return the table whose head begins at ``position``, when one of its columns names bodies."""
    head: list[_Cell] = []
    first = position + 1
    while first < len(cells) and _number(text, cells[first]) != 1:
        head.append(cells[first])
        first += 1
        if len(head) > _LONGEST_HEAD:
            return None
    filled = [cell for cell in head if not cell.empty]
    words = [_word(text, cell) for cell in filled if cell.end - cell.start <= _LONGEST_WORD]
    roles = tuple(_role(word) for word in words)
    if first == len(cells) or not any(roles):
        return None
    rows, end = _rows(text, cells, first)
    return _Table(
        start=cells[position].start,
        end=end,
        roles=roles,
        rows=tuple(rows),
        tabbed=all(cell.opens for cell in filled),
        spaced=any(cell.empty for cell in head[: head.index(filled[-1])]),
        dated=any(word in deadline_labels() for word in words),
        told=any(holds_results(text, cell.start, cell.end) for cell in filled),
    )


def _role(word: str) -> AssignmentRole | None:
    column = _lexicon().column.fullmatch(word)
    return _lexicon().roles[column["word"] or column["alone"]] if column else None


def _rows(text: str, cells: Sequence[_Cell], position: int) -> tuple[list[tuple[_Cell, ...]], int]:
    """Return the cells of each row behind its number, and where the last row ends; numbers count up by one."""
    rows: list[tuple[_Cell, ...]] = []
    end = cells[position].end
    while position < len(cells) and _number(text, cells[position]) == len(rows) + 1:
        row: list[_Cell] = []
        open_row = True
        position += 1
        for at in range(position, min(position + _LONGEST_ROW, len(cells))):
            if _END.match(text, cells[at].start, cells[at].end):
                break
            if _number(text, cells[at]) == len(rows) + 2:
                position = at
                break
            open_row = open_row and not _HEADING.match(text, cells[at].start, cells[at].end)
            if open_row:
                row.append(cells[at])
        rows.append(tuple(row))
        end = max([end, *(cell.end for cell in row)])
    return rows, end


class _Row:
    """Reads the cells of one numbered row in the columns' order; a merged title may stand before several of them."""

    def __init__(self, text: str, table: _Table) -> None:
        self.text, self.table = text, table
        self.found: list[tuple[_Cell, tuple[AssignedBody, ...]]] = []
        self.due: Span | None = None
        self.column = 0  # the next one to fill
        self.contents: list[_Cell] = []  # cells of this row that hold no bodies
        self.role: AssignmentRole | None = None  # of the cell before, when it holds bodies

    def notes(self, cells: Sequence[_Cell]) -> list[Note]:
        """Return a note for each cell of bodies, with the deadline that the row states."""
        for cell in cells:
            if cell.empty:
                # Before the first bodies a blank line may stand inside the contents.
                self.column += self.table.before < self.column and not self.table.spaced
                self.role = None
            elif _word(self.text, cell) in _lexicon().empty:
                self.column += 1
                self.role = None
            elif not (self.contents or not self.table.before) or not self._take_bodies(cell):
                self._take_contents(cell)
        about = self.contents[0].start if self.contents else None
        return [
            Note(cell.start, cell.end, bodies, dated=self.due is not None, due=self.due, about=about)
            for cell, bodies in self.found
        ]

    def _take_bodies(self, cell: _Cell) -> bool:
        """Read a cell of bodies; False when it holds something else."""
        whole = self._whole(cell)
        spans = _only_bodies(self.text, whole)
        bodies = () if spans else row_bodies(self.text, cell.start, cell.end)
        if not spans and not bodies:
            return False
        tabbed, full = self.table.tabbed, self.column >= len(self.table.roles)
        if self.role is None or not ((tabbed and not cell.opens) or (full and not tabbed)):
            self.role = self._next_role()
        self.found.append((whole, bodies or tuple(AssignedBody(body, self.role) for body in spans)))
        return True

    def _next_role(self) -> AssignmentRole:
        """Go to the next column of bodies, of the next row where this one is full."""
        roles, before = self.table.roles, self.table.before
        column = next((at for at in range(self.column, len(roles)) if roles[at]), before)
        self.column = column + 1
        return roles[column] or "responsible"

    def _whole(self, cell: _Cell) -> _Cell:
        """Return the cell with the line before it where both are one name (人力 / 资源局)."""
        if self.role or len(self.contents) <= max(1, self.table.before):
            return cell
        part = self.contents[-1]
        joined = replace(cell, start=part.start)
        short = part.end - part.start <= _LONGEST_PART and self.text[part.end - 1] not in "。；"
        return joined if short and _only_bodies(self.text, joined) else cell

    def _take_contents(self, cell: _Cell) -> None:
        """Read a cell without bodies: what is to be done, a date, a remark."""
        table = self.table
        words = self.text[cell.start : cell.end]
        if table.dated and self.contents and len(words) <= _LONGEST_DATE and deadline_of(words, _SOME_YEAR):
            self.due = Span(cell.start, cell.end)
        if self.column < table.before:
            self.column += not table.tabbed or cell.opens
        elif table.before < self.column < len(table.roles) and table.roles[self.column] is None:
            self.column += 1
        elif self.column > table.before:
            self.column, self.contents = table.before, self.contents[:1]
        self.contents.append(cell)
        self.role = None


def _only_bodies(text: str, cell: _Cell) -> list[BodySpan]:
    """Return the cell's bodies when it holds nothing else."""
    bodies = split_bodies(text, cell.start, cell.end)
    names = (_BLANKS.sub("", text[body.start : body.end]) for body in bodies)
    return bodies if all(b.collective or is_body_like(n) for b, n in zip(bodies, names, strict=True)) else []


def cell_rows(text: str, blocks: Sequence[Block]) -> Iterator[Note]:
    """Yield a note for each row of the document's real tables that a cell under 牵头单位 and its like answers for.

    A cell under 完成时限 and its like states the deadline of the rows it spans.
    """
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        if block.table:
            tables.setdefault(block.table[0], []).append(block)
    for cells in tables.values():
        heads: dict[int, tuple[int, AssignmentRole]] = {}
        dated: dict[int, int] = {}  # rows of the heads of deadlines, by their columns
        for cell in cells:
            word = _BLANKS.sub("", text[cell.start : cell.end])
            if cell.table and (role := _role(word)):
                heads[cell.table[2]] = (cell.table[1], role)
            elif cell.table and word in deadline_labels():
                dated[cell.table[2]] = cell.table[1]
        due = _due_rows(cells, dated)
        filled: dict[int, list[Block]] = {}
        for cell in cells:
            if cell.table and text[cell.start : cell.end].strip():
                filled.setdefault(cell.table[1], []).append(cell)
        for cell in cells:
            if cell.table and cell.table[2] in heads and cell.table[1] > heads[cell.table[2]][0]:
                role = heads[cell.table[2]][1]
                yield from _spanned(text, cell, filled, role, due, heads.keys() | dated)


def _due_rows(cells: Sequence[Block], dated: Mapping[int, int]) -> dict[int, Span]:
    """Return where the deadline of each row is stated; a merged cell states it for every row it spans."""
    due: dict[int, Span] = {}
    for cell in cells:
        if cell.table and cell.table[1] > dated.get(cell.table[2], cell.table[1]):
            due.update(
                (row, Span(cell.start, cell.end))
                for row in range(cell.table[1], cell.table[1] + cell.table[3])
            )
    return due


def _spanned(
    text: str,
    cell: Block,
    filled: Mapping[int, Sequence[Block]],
    role: AssignmentRole,
    due: Mapping[int, Span],
    untitled: Set[int],
) -> Iterator[Note]:
    """Yield a note for each row that a cell of bodies spans.

    ``filled`` are the cells with words that begin in each row, ``untitled`` the columns that hold no titles.
    """
    bodies = tuple(AssignedBody(body, role) for body in split_bodies(text, cell.start, cell.end))
    if not bodies or cell.table is None:
        return
    _, top, _, rows, _ = cell.table
    for row in range(top, top + rows):
        own = filled.get(row, ())
        about = next((c.start for c in own if _is_title(text, c, untitled)), None)
        if row == top:
            yield Note(cell.start, cell.end, bodies, due=due.get(row), about=about)
        elif own:
            first = own[0]
            yield Note(first.start, first.end, bodies, True, dated=False, due=due.get(row), about=about)


def _is_title(text: str, cell: Block, untitled: Set[int]) -> bool:
    """Tell whether a cell may be its row's title: no number, nobody, no date, not merged over rows."""
    if cell.table is None or cell.table[2] in untitled or cell.table[3] > 1:
        return False
    return not _NUMBER.fullmatch(text, cell.start, cell.end)
