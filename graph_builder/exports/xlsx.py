"""Excel: numbers as numbers, beside each amount its form in 亿 and 万, texts never taken for formulas."""

import datetime
from io import BytesIO
from typing import IO, Any

import xlsxwriter

from graph_builder.exports.answer import Answer, amount, text

_CELL_LIMIT = 32_767
_CUT = "…（已截断）"
_WIDEST = 60
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: Equal answers give equal files, so the file does not say when it was made.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def write(answer: Answer, stream: IO[bytes]) -> None:
    """Write one sheet: titles frozen and filterable, a note under the rows where some are missing."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet()
        heading, wrapped = (
            book.add_format({"bold": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        columns = _columns(answer)
        for column, (title, values) in enumerate(columns):
            sheet.write_string(0, column, title, heading)
            for row, value in enumerate(values, 1):
                _write_cell(sheet, row, column, value, wrapped)
            longest = max((len(text(value)) for value in [title, *values]), default=0)
            sheet.set_column(column, column, min(_WIDEST, 2 * longest + 2))
        sheet.freeze_panes(1, 0)
        if columns and answer.records:
            sheet.autofilter(0, 0, len(answer.records), len(columns) - 1)
        if answer.note:
            sheet.write_string(len(answer.records) + 1, 0, answer.note)
    stream.write(file.getvalue())


def _columns(answer: Answer) -> list[tuple[str, list[Any]]]:
    """Return titles and values, with a column of written amounts after each raw one."""
    columns = []
    for field in answer.fields:
        values = [record[field.name] for record in answer.records]
        columns.append((field.title, values))
        if field.unit:
            written = [amount(record[field.name], record.get(field.unit)) for record in answer.records]
            columns.append((f"{field.title}（亿/万）", written))
    return columns


def _write_cell(sheet: Any, row: int, column: int, value: Any, wrapped: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        shown = text(value)
        if len(shown) > _CELL_LIMIT:
            shown = shown[: _CELL_LIMIT - len(_CUT)] + _CUT
        sheet.write_string(row, column, shown, wrapped)
    else:
        sheet.write_number(row, column, value)
