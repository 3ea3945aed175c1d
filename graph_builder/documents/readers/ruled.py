"""Ruled tables as pieces: a table that goes on over a page is one, its repeated head is read once, and a row that the
page broke is one row. In a column of bodies (牵头单位) a name that was broken within its cell is one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph_builder.documents.document import Cell
from graph_builder.documents.readers.lattice import Lattice, same_columns
from graph_builder.documents.readers.layout import Line, paragraphs_of, piece_of
from graph_builder.documents.readers.pages import Frames, Ruled
from graph_builder.documents.readers.reading import Piece
from graph_builder.resources import gazetteer

#: Rows at a table's top that may say what its columns hold.
_HEAD_ROWS = 2
#: How a body's name ends.
_WHOLE = re.compile(
    "(?:[局委办厅部院会处署行社团站所组室馆班联协区县市镇乡]|中心|政府|公司|集团|街道|大学|学校|党校|海关|[大支总]队|界别)"
    "[）)]?$|[。；;）)]$"
)
#: Two lines that go on all the same, for all that the first ends so.
_ONE = re.compile(
    r"委\n员会|[区县市镇乡]\n(?:市[场政容]|区域|县域)|[、，,；;]\n|\n[、，,；;。（()）]|[（(][^）)]*\n"
)
#: How a line begins that holds a name of its own: a level, or a number.
_OPENS = re.compile(r"[省市区县州盟旗各]|\d{1,2}[.、．]|[①-⑳]")
_ENDS = tuple("。；！？;")
_NEAR = 2.2


@dataclass(slots=True)
class _Cell:
    """A cell under construction: its place, and its lines, perhaps of several pages."""

    row: int
    column: int
    rowspan: int
    colspan: int
    lines: list[Line]

    @property
    def text(self) -> str:
        return "".join(line.text.strip() for line in self.lines)


class RuledTables:
    """Takes the parts of tables in reading order and writes whole tables."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._number = 0
        self._lattice: Lattice | None = None
        self._cells: list[_Cell] = []

    def add(self, part: Ruled) -> Iterator[Piece]:
        """Take a part; yield the table before it when this one does not go on with it."""
        cells = [
            _Cell(cell.row, cell.column, cell.rowspan, cell.colspan, list(lines))
            for cell, lines in part.cells
        ]
        if self._lattice is not None and same_columns(self._lattice, part.lattice):
            self._go_on(cells)
        else:
            yield from self.flush()
            self._cells = cells
        self._lattice = part.lattice

    def flush(self) -> Iterator[Piece]:
        """Yield the cells of the table that was taken and forget it."""
        bodies = {cell.column for cell in self._cells if cell.row < _HEAD_ROWS and _names_bodies(cell.text)}
        for cell in sorted(self._cells, key=lambda cell: (cell.row, cell.column)):
            if cell.text:
                yield self._piece(cell, cell.column in bodies)
        self._number += bool(self._cells)
        self._cells, self._lattice = [], None

    def _piece(self, cell: _Cell, bodies: bool) -> Piece:
        found = _names(cell.lines) if bodies else paragraphs_of(cell.lines, bare=True)
        parts = [piece_of(lines, self._frames) for lines in found]
        text, boxes = "", []
        for part in parts:
            text += " " if text else ""
            boxes += [
                box._replace(start=box.start + len(text), end=box.end + len(text)) for box in part.boxes
            ]
            text += part.text
        place = Cell(self._number, cell.row, cell.column, cell.rowspan, cell.colspan)
        scores = [part.score for part in parts if part.score is not None]
        return replace(
            parts[0], text=text, kind="cell", table=place, boxes=tuple(boxes), score=min(scores, default=None)
        )

    def _go_on(self, cells: list[_Cell]) -> None:
        """Append the next page's rows, without the head it repeats; its first row may be the rest of the last one."""
        repeated = self._repeated(cells)
        cells = [replace(cell, row=cell.row - repeated) for cell in cells if cell.row >= repeated]
        last = max(cell.row + cell.rowspan for cell in self._cells) - 1
        first = [cell for cell in cells if cell.row == 0]
        joined = self._is_rest(first, last)
        shift = last if joined else last + 1
        for cell in cells:
            above = self._above(cell, last) if cell.row == 0 else None
            if above is not None and (joined or not cell.text):
                above.lines += cell.lines
                above.rowspan = max(above.rowspan, shift + cell.rowspan - above.row)
            else:
                self._cells.append(replace(cell, row=cell.row + shift))

    def _repeated(self, cells: list[_Cell]) -> int:
        """Return how many first rows say the same as the table's own first rows."""
        count = 0
        while (row := _words(cells, count)) and row == _words(self._cells, count):
            count += 1
        return count

    def _above(self, cell: _Cell, last: int) -> _Cell | None:
        return next(
            (
                own
                for own in self._cells
                if own.column == cell.column and own.row <= last < own.row + own.rowspan
            ),
            None,
        )

    def _is_rest(self, first: list[_Cell], last: int) -> bool:
        """Tell whether a page's first row goes on with the row above: its first cell is empty, and a cell runs on."""
        if not first or first[0].text or first[0].column != 0:
            return False
        filled = [(cell, above) for cell in first if cell.text and (above := self._above(cell, last))]
        if self._counts():
            return bool(filled)
        return bool(filled) and any(_runs_on(above) for _, above in filled)

    def _counts(self) -> bool:
        """Tell whether the first column numbers the rows, so that a row without a number is none of its own."""
        words = [cell.text for cell in self._cells if cell.column == 0 and cell.text]
        return sum(word.rstrip(".、．").isdigit() for word in words) * 2 > len(words)


def _words(cells: list[_Cell], row: int) -> list[tuple[int, str]]:
    return [(cell.column, "".join(cell.text.split())) for cell in cells if cell.row == row and cell.text]


def _runs_on(cell: _Cell) -> bool:
    """Tell whether a cell's last line is full and ends inside a sentence."""
    if not cell.lines:
        return False
    line = cell.lines[-1]
    return _is_full(line) and not line.text.rstrip().endswith(_ENDS)


def _is_full(line: Line) -> bool:
    return line.right - line.x1 <= _NEAR * line.size


@cache
def _head_of_bodies() -> re.Pattern[str]:
    """Return the pattern of a head over bodies: 牵头单位, 责任部门（科室）."""
    words = gazetteer("tables")
    return re.compile(rf"\S{{0,8}}(?:{'|'.join(words['of'])})(?:[（(].*)?|{'|'.join(words['alone'])}")


def _names_bodies(head: str) -> bool:
    return _head_of_bodies().fullmatch("".join(head.split())) is not None


def _names(lines: Sequence[Line]) -> list[list[Line]]:
    """Group the lines of a cell of bodies: a line that ends as no body's name does goes on, wherever it was broken."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _is_one_name(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_one_name(line: Line, following: Line) -> bool:
    above, below = line.text.rstrip(), following.text.lstrip()
    if _ONE.search(f"{above}\n{below}"):
        return True
    whole = _WHOLE.search(above) is not None
    return not whole and _is_full(line) if _OPENS.match(below) else not whole or _is_full(line)
