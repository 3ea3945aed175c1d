"""Reads tables of indicators (指标, 单位, 属性, 目标值): table cells, or lines whose words are the cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graph_builder.documents.document import Block, Span
from graph_builder.documents.view import View
from graph_builder.extraction.targets.lexicon import units
from graph_builder.extraction.targets.quantities import Quantity, find_quantities

_WORD = re.compile(r"\S+")
_KEY = re.compile(r"指标|预期性|约束性")
_FEWEST_WORDS, _MOST_WORDS = 3, 40
_NAME_HEAD = re.compile(r"(?:主要|核心|规划|具体|考核)?指标(?:名称|内容)?")
_OTHER_HEAD = re.compile(
    r"(?:计量)?单位|(?:指标)?(?:属性|性质)|.{0,8}目标(?:值)?|(?:“?十.五”?)?.{0,4}20\d\d年.{0,6}|年均.{0,8}|累计.{0,6}|预期.{0,4}|计划.{0,4}"
)
_NATURE = re.compile(r"(约束性|预期性)(?:指标)?")
_PLANNED = re.compile(r"目标|预期|计划|规划")
_YEAR = re.compile(r"20\d\d")
_RATE_HEAD = re.compile(r"年均|累计|增长")
_NUMBERING = re.compile(r"\d{1,3}[.．、]?|[（(]\d{1,3}[)）]|[一二三四五六七八九十]+、?")
_VALUE = re.compile(
    r"(?P<sum>[\[［〔【]?(?:累计)?)(?P<before>[<>≤≥＜＞≧≦]|不低于|不少于|不高于|超过?|达到)?(?P<number>\d[\d,.]*(?:[-—–~～]\d[\d,.]*)?)"
    r"(?P<unit>[%％‰]?)(?P<after>左右|以上|以内|以下)?[\]］〕】]?"
)
_UNIT_IN_NAME = re.compile(r"[（(]([^（）()]{1,8})[)）]$")
_QUALITY = re.compile(r"[\u4e00-\u9fff]{4,20}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator of a table: its name and where name, value and row stand; ``quantity`` is None for a goal in words."""

    name: str
    start: int
    end: int
    row: Span
    quantity: Quantity | None
    nature: str | None
    cumulative: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int
    column: int


Row = list[_Cell]


def indicator_rows(text: str, blocks: Sequence[Block]) -> Iterator[Entry]:
    """Yield the entries of the indicator tables, offsets of ``text``."""
    for table in (*_cell_tables(text, blocks), _line_rows(text)):
        header: Row | None = None
        for row in table:
            if _is_header(row):
                header = row
            elif (entry := _entry(row, header)) is not None:
                yield entry


def _cell_tables(text: str, blocks: Sequence[Block]) -> Iterator[list[Row]]:
    tables: dict[int, dict[int, Row]] = {}
    for block in blocks:
        if block.table is not None:
            table, row, column, *_ = block.table
            cell = _cell(text, block.start, block.end, column)
            tables.setdefault(table, {}).setdefault(row, []).append(cell)
    yield from (list(rows.values()) for rows in tables.values())


def _line_rows(text: str) -> list[Row]:
    """Lines of four words and more that hold a header's words or the nature of an indicator."""
    rows: list[Row] = []
    line_end = -1
    for key in _KEY.finditer(text):
        if key.start() < line_end:
            continue
        line_end = text.find("\n", key.end())
        line_end = len(text) if line_end < 0 else line_end
        words = _WORD.finditer(text, text.rfind("\n", 0, key.start()) + 1, line_end)
        row = [_cell(text, *word.span(), column) for column, word in enumerate(islice(words, _MOST_WORDS))]
        if len(row) > _FEWEST_WORDS:
            rows.append(row)
    return rows


def _cell(text: str, start: int, end: int, column: int) -> _Cell:
    return _Cell(View.of(text, start, end).text.strip(), start, end, column)


def _is_header(row: Row) -> bool:
    return any(_NAME_HEAD.fullmatch(cell.text) for cell in row) and any(
        _OTHER_HEAD.fullmatch(cell.text) for cell in row
    )


def _entry(row: Row, header: Row | None) -> Entry | None:
    nature = next((match[1] for cell in row if (match := _NATURE.fullmatch(cell.text))), None)
    cells = [cell for cell in row if not _NATURE.fullmatch(cell.text)]
    if cells and _NUMBERING.fullmatch(cells[0].text):
        cells = cells[1:]
    if (header is None and nature is None) or not cells:
        return None
    unit_cell = next((cell for cell in cells if _is_unit(cell.text)), None)
    name = next(
        (cell for cell in cells if re.match(r"[\u4e00-\u9fffA-Z“]{2}", cell.text) and cell is not unit_cell),
        None,
    )
    if name is None:
        return None
    words, unit = name.text, unit_cell.text if unit_cell else ""
    if (named := _UNIT_IN_NAME.search(words)) and _is_unit(named[1]):
        words, unit = words[: named.start()], unit or named[1]
    value = _target_cell(
        [cell for cell in cells if cell.start > name.start and cell is not unit_cell], header
    )
    if value is None:
        return None
    match = _VALUE.fullmatch(value.text)
    whole = Span(row[0].start, row[-1].end)
    return Entry(
        words, name.start, value.end, whole, _quantity(match, unit) if match else None, nature,
        bool(match and match["sum"]),
    )  # fmt: skip


def _is_unit(text: str) -> bool:
    bare = text.lstrip("万亿千百")
    match = units().pattern.match(bare)
    return bool(match and match.end() == len(bare))


def _target_cell(cells: Row, header: Row | None) -> _Cell | None:
    """The cell with what is aimed at: of the planned column, else of the latest year, else the last value."""
    held = [cell for cell in cells if _VALUE.fullmatch(cell.text) or _QUALITY.fullmatch(cell.text)]
    if not held:
        return None
    heads = {cell.column: cell.text for cell in header or ()}

    def rank(cell: _Cell) -> tuple[bool, bool, str, int]:
        head = heads.get(cell.column, "")
        year = _YEAR.findall(head)
        return bool(_PLANNED.search(head)), not _RATE_HEAD.search(head), max(year, default=""), cell.column

    return max(held, key=rank)


def _quantity(match: re.Match[str], unit: str) -> Quantity | None:
    written = f"{match['before'] or ''}{match['number']}{match['unit'] or unit}{match['after'] or ''}"
    return next(find_quantities(View.of(written).text), None)
