"""Answers as files: nothing is lost, nothing is run, numbers stay numbers."""

import csv
import io
import json

import openpyxl
import pytest

from graph_builder.errors import QueryError
from graph_builder.exports import export
from graph_builder.exports.answer import amount
from graph_builder.saved_queries import Column
from graph_builder.stores.reader import Result

NASTY = "他说“\"干\\\n老王's茶园\u202e, =R&D<一期>"
COLUMNS = {
    "body": Column(zh="机构", en="Body"),
    "value": Column(zh="数值", en="Value", unit="unit"),
    "unit": Column(zh="单位", en="Unit"),
}


def written(form: str, *rows: tuple[object, ...], truncated: bool = False, bom: bool = False) -> bytes:
    stream = io.BytesIO()
    export(Result(["body", "value", "unit"], list(rows), truncated, 100, 0.1), form, stream, COLUMNS, bom=bom)
    return stream.getvalue()


def sheet(data: bytes) -> list[tuple[object, ...]]:
    active = openpyxl.load_workbook(io.BytesIO(data)).active
    assert active is not None
    return list(active.iter_rows(values_only=True))


def test_json_is_one_list_with_the_columns_names() -> None:
    data = written("json", (NASTY, 1_640_000_000, "元"), (None, 5.5, "%"))
    assert json.loads(data) == [
        {"body": NASTY, "value": 1_640_000_000, "unit": "元"},
        {"body": None, "value": 5.5, "unit": "%"},
    ]
    assert json.loads(written("json")) == []


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "table"])
def test_equal_answers_give_equal_bytes(form: str) -> None:
    assert written(form, (NASTY, 1, "元")) == written(form, (NASTY, 1, "元"))


def test_csv_reads_back_as_it_was() -> None:
    rows = list(csv.reader(io.StringIO(written("csv", (NASTY, 16.4, None)).decode(), newline="")))
    assert rows == [["body", "value", "unit"], [NASTY, "16.4", ""]]
    assert written("csv", bom=True).startswith(b"\xef\xbb\xbfbody")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_text_is_no_formula_but_numbers_stay(text: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", (text, -5, None)).decode(), newline="")))
    assert rows[1][0] == f"'{text}"
    assert rows[1][1] == "-5"


def test_xlsx_has_amounts_raw_and_written() -> None:
    titles, first, second = sheet(written("xlsx", ("=1+1", 1_640_000_000, "元"), (NASTY, 6, "%")))
    assert titles == ("机构", "数值", "数值（亿/万）", "单位")
    assert first == ("=1+1", 1_640_000_000, "16.4亿元", "元")
    assert second == (NASTY, 6, "6%", "%")


def test_xlsx_cuts_what_no_cell_holds_and_says_so() -> None:
    cell = str(sheet(written("xlsx", ("长" * 40_000, 1, None)))[1][0])
    assert len(cell) <= 32_767
    assert cell.endswith("…（已截断）")


def test_a_cut_is_announced_where_people_read() -> None:
    assert "只列出前 100 行" in written("table", ("甲", 1, "个"), truncated=True).decode()
    assert "只列出前 100 行" in str(sheet(written("xlsx", ("甲", 1, "个"), truncated=True))[-1][0])


def test_a_table_cannot_steer_the_terminal() -> None:
    shown = written("table", ("\x1b[31m红\u202e[bold]", 1, "个")).decode()
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]" in shown


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"'pdf'; known: table, csv, xlsx, json"):
        written("pdf")


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1_640_000_000, "元", "16.4亿元"),
        (110_090_000_000, "元", "1100.9亿元"),
        (1_903_000, "人次", "190.3万人次"),
        (20, "个", "20个"),
        (5.57, "%", "5.57%"),
        (0.1, None, "0.1"),
        (-30_000, "元", "-3万元"),
        (None, "元", ""),
    ],
)
def test_amounts_are_written_as_officials_write_them(
    value: float | None, unit: str | None, shown: str
) -> None:
    assert amount(value, unit) == shown
