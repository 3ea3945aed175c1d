"""What every format starts from: named and titled columns, plain values, amounts as officials write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from graph_builder.saved_queries import Column
from graph_builder.stores.reader import Result

Language = Literal["zh", "en"]
_STEPS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


@dataclass(frozen=True)
class Field:
    """A column: its name, its title, and the name of the column that holds its unit where it is an amount."""

    name: str
    title: str
    unit: str | None = None


@dataclass(frozen=True)
class Answer:
    """A query's answer to be written. ``note`` says that rows are missing, None where none are."""

    fields: list[Field]
    records: list[dict[str, Any]]
    note: str | None
    language: Language


def answer(result: Result, columns: Mapping[str, Column], language: Language) -> Answer:
    """Return a result with the titles of ``columns``; a column they do not know is titled by its name."""
    fields = []
    for name in result.columns:
        known = columns.get(name)
        fields.append(Field(name, getattr(known, language), known.unit) if known else Field(name, name))
    note = {
        "zh": f"只列出前 {result.limit:,} 行，还有更多：请缩小范围",
        "en": f"Only the first {result.limit:,} rows; there are more: narrow the query down",
    }[language]
    return Answer(fields, result.records(), note if result.truncated else None, language)


def amount(value: float | int | None, unit: str | None) -> str:
    """Return a number as officials write it: 1640000000 元 is 16.4亿元, 6 % is 6%; empty for none."""
    if value is None:
        return ""
    exact = Decimal(str(value))
    for size, word in _STEPS:
        if abs(exact) >= size:
            return f"{_digits(exact / size)}{word}{unit or ''}"
    return f"{_digits(exact)}{unit or ''}"


def text(value: Any) -> str:
    """Return a plain value as it stands in a cell: lists joined by 、, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(text(item) for item in value)
    if isinstance(value, dict):
        return "，".join(f"{key}：{text(item)}" for key, item in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"
