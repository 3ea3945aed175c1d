"""Tables to take away: CSV that a spreadsheet opens in Chinese and runs nothing of."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

#: What makes a spreadsheet take a text for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte-order mark; a text that looks like a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_safe(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "surrogatepass")


def _safe(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
