"""Spreadsheets (xlsx, xls, et): each visible sheet is a table, merged ranges are cells that span."""

import datetime
import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from graph_builder.documents.document import Cell
from graph_builder.documents.readers.package import open_package, parse_xml, read_part
from graph_builder.documents.readers.reading import Piece, Reading
from graph_builder.errors import InputError

_MOST_CELLS = 2_000_000


def read(data: bytes) -> Reading:
    """Read a workbook. Raises InputError ``encrypted``, ``too_large``, ``corrupt``."""
    if data.startswith(b"PK"):
        archive = open_package(data)
        if relations := read_part(archive, "_rels/.rels"):
            parse_xml(relations)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (number, book.get_sheet_by_name(sheet.name))
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.visible == SheetVisibleEnum.Visible
        ]
    except CalamineError as error:
        if "password" in str(error).lower():
            raise InputError("文件设有打开密码，请先取消密码再读。", "encrypted") from error
        raise InputError("表格文件已损坏或不完整，请重新下载。", "corrupt") from error
    hidden = len(book.sheets_metadata) - len(sheets)
    pieces = [piece for number, sheet in sheets for piece in _cells(number, sheet)]
    return Reading(pieces, warnings=[f"{hidden} 张隐藏的工作表没有读入。"] if hidden else [])


def _cells(table: int, sheet: CalamineSheet) -> Iterator[Piece]:
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise InputError(f"工作表“{sheet.name}”超过 {_MOST_CELLS} 个单元格。", "too_large")
    merged = {
        start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or ()
    }
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            text = written(value)
            if text:
                yield Piece(text, "cell", table=Cell(table, row, column, *merged.get((row, column), (1, 1))))


def written(value: object) -> str:
    """Return a cell's value as a reader would write it: 3 for 3.0, dates as year-month-day."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return " ".join(str(value).split())
