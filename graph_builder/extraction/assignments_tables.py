"""Assignments in tables: real cells, and tables flattened to one cell a line (序号 / 工作任务 / 牵头单位 / 协办单位).

A merged cell answers for every row it spans: rows below without a cell of their own inherit it.
"""

import re
from collections.abc import Iterator, Sequence

from graph_builder.documents.document import Block, Span
from graph_builder.extraction.assignments_bodies import BodySpan, is_body_like, split_bodies
from graph_builder.extraction.assignments_notes import AssignedBody, Note, load_notes
from graph_builder.extraction.spans import AssignmentRole

_LINE = re.compile(r"\S[^\n]*")
_FIRST = re.compile(r"[\s\u3000]*序[\s\u3000]*号[\s\u3000]*$")
_NUMBER = re.compile(r"[\s\u3000]*(\d{1,3})[.．、]?[\s\u3000]*$")
_END = re.compile(r"[\s\u3000]*(?:附件|附[:：]|备注|注[:：])|[\s\u3000]*[一二三四五六七八九十]{1,3}、\S{4,}")
_LONGEST_HEAD, _LONGEST_ROW = 20, 40


def flattened_rows(text: str, body: Sequence[Span]) -> Iterator[Note]:
    """Yield a note for each row of the tables that were flattened to lines within ``body``."""
    lines = [Span(m.start(), m.end()) for span in body for m in _LINE.finditer(text, span.start, span.end)]
    position = 0
    while position < len(lines):
        if not _FIRST.match(text, lines[position].start, lines[position].end):
            position += 1
            continue
        head = _head(text, lines, position)
        if not head:
            position += 1
            continue
        roles, position = head
        last: tuple[AssignedBody, ...] = ()
        for row in _rows(text, lines, position):
            bodies = _row_bodies(text, row, roles)
            if bodies:
                last = bodies
            if last and row:
                yield Note(row[0].start, row[-1].end, last, inherited=not bodies, dated=False)
            position += len(row) + 1


def _head(text: str, lines: Sequence[Span], position: int) -> tuple[list[AssignmentRole], int] | None:
    """Return the roles of the table's columns and the index of its first row, when it has such columns."""
    roles: list[AssignmentRole] = []
    labels = load_notes().labels
    for index in range(position + 1, min(position + _LONGEST_HEAD, len(lines))):
        line = lines[index]
        number = _NUMBER.match(text, line.start, line.end)
        if number and number[1] == "1":
            return (roles, index) if roles else None
        if role := labels.get(re.sub(r"[\s\u3000]", "", text[line.start : line.end])):
            roles.append(role)
    return None


def _rows(text: str, lines: Sequence[Span], position: int) -> Iterator[list[Span]]:
    """Yield the lines of each row behind its number; numbers count up by one."""
    number = _NUMBER.match(text, lines[position].start, lines[position].end)
    expected = int(number[1]) if number else 1
    while position < len(lines):
        number = _NUMBER.match(text, lines[position].start, lines[position].end)
        if not number or int(number[1]) != expected:
            return
        row: list[Span] = []
        for line in lines[position + 1 : position + 1 + _LONGEST_ROW]:
            following = _NUMBER.match(text, line.start, line.end)
            if (following and int(following[1]) == expected + 1) or _END.match(text, line.start, line.end):
                break
            row.append(line)
        yield row
        position += len(row) + 1
        expected += 1


def _row_bodies(text: str, row: Sequence[Span], roles: Sequence[AssignmentRole]) -> tuple[AssignedBody, ...]:
    """Return the bodies of the row's last cells, in the order of the columns."""
    cells = []
    index = 1
    while index < len(row):
        cell = row[index]
        bodies = _only_bodies(text, cell)
        if not bodies and index + 1 < len(row) and cell.end - cell.start <= 8:
            cell = Span(cell.start, row[index + 1].end)  # 人力 / 资源局: a name broken over lines
            bodies = _only_bodies(text, cell)
            index += bool(bodies)
        if bodies:
            cells.append(bodies)
        index += 1
    return tuple(
        AssignedBody(body, role) for bodies, role in zip(cells, roles, strict=False) for body in bodies
    )


def _only_bodies(text: str, cell: Span) -> list[BodySpan]:
    """Return the cell's bodies when it holds nothing else."""
    bodies = split_bodies(text, cell.start, cell.end)
    if all(
        b.collective or is_body_like(text[b.start : b.end].replace("\n", "").replace("\t", ""))
        for b in bodies
    ):
        return bodies
    return []


def cell_rows(text: str, blocks: Sequence[Block]) -> Iterator[Note]:
    """Yield a note for each row of the document's real tables that a cell under 牵头单位 and its like answers for."""
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        if block.table:
            tables.setdefault(block.table[0], []).append(block)
    labels = load_notes().labels
    for cells in tables.values():
        heads = {
            cell.table[2]: (cell.table[1], labels[word])
            for cell in cells
            if cell.table and (word := "".join(text[cell.start : cell.end].split())) in labels
        }
        for cell in cells:
            if cell.table and cell.table[2] in heads and cell.table[1] > heads[cell.table[2]][0]:
                yield from _spanned(text, cell, cells, heads[cell.table[2]][1])


def _spanned(text: str, cell: Block, cells: Sequence[Block], role: AssignmentRole) -> Iterator[Note]:
    bodies = tuple(AssignedBody(body, role) for body in split_bodies(text, cell.start, cell.end))
    if not bodies or cell.table is None:
        return
    _, top, _, rows, _ = cell.table
    yield Note(cell.start, cell.end, bodies)
    for row in range(top + 1, top + rows):
        first = next(
            (c for c in cells if c.table and c.table[1] == row and text[c.start : c.end].strip()), None
        )
        if first:
            yield Note(first.start, first.end, bodies, inherited=True, dated=False)
