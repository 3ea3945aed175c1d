"""Blocks as the outline needs them: paragraphs as pieces, tables of tasks row by row, other tables as cells.

A row of a task table (重点任务, 牵头单位 …) is an item titled by its task cell; a merged cell to its left, or a row of one
cell, is a heading over the rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graph_builder.documents.document import Block, Span
from graph_builder.documents.marks import Mark
from graph_builder.documents.pieces import Piece, counts_bare, read_pieces

_TASK = re.compile(
    r"(?:\d{4}年)?(?:年度)?(?:重点|主要|具体|目标|改革|建设|总体|核心|关键|政策|实施|分解)*"
    r"(?:工作任务|任务举措|任务措施|工作|任务|举措|措施|事项|内容|项目|行动|要点|工程)(?:名称|内容|事项|清单|要求|分解)?"
)
_BODIES = re.compile(
    r"(?:市级|区级|省级|县级)?(?:第一)?(?:牵头|责任|配合|主办|协办|主责|实施|承办|落实|负责|参与|参加|协同|协助|考核)*(?:单位|部门|科室|处室|领导|机构|主体)(?:[（(].*[)）])?"
    r"|责任人|负责人|联系人|牵头人|责任分工|分工"
)
_NO_SENTENCE = re.compile(
    r".{0,6}(?:时限|时间|期限|进度|节点|备注|说明|序号|编号|类别|分类|领域|方面|属性|单位)"
)
_NUMBER_HEAD = re.compile(r"序号|编号|项次")
_LONGEST_HEADING, _LAST_HEAD_ROW = 60, 4


def block_pieces(text: str, blocks: Sequence[Block]) -> list[Piece]:
    """Return the pieces of all blocks in text order."""
    bare = counts_bare(text, blocks)
    counts: dict[str, int] = {}
    pieces: list[Piece] = []
    for table, run in groupby(blocks, key=lambda block: block.table.table if block.table else None):
        found = list(run)
        if table is None:
            pieces += _paragraphs(text, found, bare, counts)
        else:
            pieces += [replace(piece, cell=True) for piece in _Table(text, found).pieces(bare, counts)]
    return pieces


def _paragraphs(text: str, blocks: Sequence[Block], bare: bool, counts: dict[str, int]) -> list[Piece]:
    """Return the pieces of paragraphs; what the reader marked as a heading is one, if it is short."""
    pieces = read_pieces(text, [Span(block.start, block.end) for block in blocks], bare, counts)
    headings = {
        block.start
        for block in blocks
        if block.kind == "heading" and block.end - block.start <= _LONGEST_HEADING
    }
    for piece in pieces:
        if piece.mark is None and piece.opens is None and piece.start in headings:
            piece.heading = True
    return pieces


class _Table:
    """One table's cells, and which of its columns say what."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.rows: dict[int, list[Block]] = {}
        for block in blocks:
            if block.table:
                self.rows.setdefault(block.table.row, []).append(block)
        self.head = self._head()
        self.labels = {} if self.head is None else self._labels(self.head)
        self.title = self._title_column()

    def pieces(self, bare: bool, counts: dict[str, int]) -> Iterator[Piece]:
        """Yield the table's pieces in text order."""
        number = 0
        for row, cells in self.rows.items():
            if self.title is None or self.head is None:
                yield from (Piece(cell.start, cell.end, columns=True) for cell in cells)
            elif len(cells) == 1 and _columns(cells[0]) > 1:
                yield from self._heading(cells[0], bare, counts)
            elif row <= self.head:
                yield from (Piece(cell.start, cell.end, columns=True) for cell in cells)
            else:
                number += any(_column(cell) == self.title for cell in cells)
                yield from self._row(cells, number, bare, counts)

    def _row(self, cells: list[Block], number: int, bare: bool, counts: dict[str, int]) -> Iterator[Piece]:
        """Yield a row: headings that span it, its task as a numbered item, and the cells behind that."""
        counted: Block | None = None
        for cell in cells:
            column = _column(cell)
            if column == self.title:
                begins = counted or cell
                written = self._words(counted) if counted else ""
                yield Piece(
                    cell.start, cell.end, Mark("arabic", number, begins.start, cell.start, written), row=True
                )
            elif self.title is not None and column < self.title and self._is_heading_column(column):
                yield from self._heading(cell, bare, counts)
            elif (
                self.title is not None and column < self.title and self._words(cell).strip(".．、").isdigit()
            ):
                counted = cell
            else:
                says = column in self.labels and not _says_nothing(self.labels[column])
                yield Piece(cell.start, cell.end, columns=not says)

    def _heading(self, cell: Block, bare: bool, counts: dict[str, int]) -> Iterator[Piece]:
        for piece in read_pieces(self.text, [Span(cell.start, cell.end)], bare, counts):
            piece.heading = piece.mark is None and piece.opens is None
            yield piece

    def _is_heading_column(self, column: int) -> bool:
        """Tell whether a column's cells stand over several rows each."""
        return not _NUMBER_HEAD.fullmatch(self.labels.get(column, "")) and any(
            cell.table is not None and cell.table.rowspan > 1 for cell in self._below(column)
        )

    def _head(self) -> int | None:
        """Return the row that names the columns of a task table: a task, and who answers or a number."""
        for row, cells in list(self.rows.items())[:_LAST_HEAD_ROW]:
            words = [self._words(cell) for cell in cells]
            tasks = any(map(_TASK.fullmatch, words))
            if len(cells) > 1 and tasks and any(map(_BODIES.fullmatch, words)):
                return row
        return None

    def _labels(self, head: int) -> dict[int, str]:
        return {_column(cell): self._words(cell) for cell in self.rows[head]}

    def _title_column(self) -> int | None:
        """Return the column whose cells name the tasks: the first with a cell of its own in each row, else the last."""
        tasks = [column for column, words in self.labels.items() if _TASK.fullmatch(words)]
        whole = [
            column
            for column in tasks
            if all(cell.table is not None and cell.table.rowspan == 1 for cell in self._below(column))
        ]
        return next(iter(whole or tasks[-1:]), None)

    def _below(self, column: int) -> list[Block]:
        return [
            cell
            for row, cells in self.rows.items()
            if self.head is not None and row > self.head
            for cell in cells
            if _column(cell) == column
        ]

    def _words(self, cell: Block) -> str:
        return "".join(self.text[cell.start : cell.end].split())


def _says_nothing(label: str) -> bool:
    """Tell whether the cells under a label hold no sentences: who, when, what kind."""
    return bool(_BODIES.fullmatch(label) or _NO_SENTENCE.fullmatch(label))


def _column(cell: Block) -> int:
    return cell.table.column if cell.table else 0


def _columns(cell: Block) -> int:
    return cell.table.colspan if cell.table else 1
