"""Reading: a file in, a Document out. The reader is chosen by content, never by the file's name."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from graph_builder.documents.chrome import Page, read_page
from graph_builder.documents.document import Block, Document, Outline, Span
from graph_builder.documents.limits import in_megabytes, text_limit
from graph_builder.documents.lines import paragraphs
from graph_builder.documents.metadata import Metadata, read_metadata, year_of_headings
from graph_builder.documents.outline import build_outline
from graph_builder.documents.source import load, refuse_what_is_no_text
from graph_builder.documents.text import decode
from graph_builder.errors import InputError

__all__ = ["read", "read_bytes"]


def read(path: "str | Path") -> Document:
    """Read a plan from a file (``-`` is standard input).

    Raises InputError with a code and one line that says what to do.
    """
    return read_bytes(*load(path))


def read_bytes(data: bytes, name: str) -> Document:
    """Read a plan from bytes; ``name`` is what messages call it. Raises InputError.

    Plain text is decoded in this process: its cost is bounded by the size limits, and no foreign parser runs.
    """
    refuse_what_is_no_text(data, name)
    text, encoding = decode(data, name)
    if not re.search(r"\w", text):
        raise InputError(f"{name}：只有空白或符号，没有可读的文字。", "no_text")
    limit = text_limit()
    if len(text.encode("utf-8")) > limit:
        raise InputError(
            f"{name}：文字超过 {in_megabytes(limit)} 的上限（可用 PLANATLAS_MAX_TEXT_MB 调整）。", "too_large"
        )
    blocks = tuple(Block(span.start, span.end) for span in paragraphs(text, [Span(0, len(text))]))
    return _document(text, blocks, encoding, hashlib.sha256(data).hexdigest(), name)


def _document(text: str, blocks: tuple[Block, ...], encoding: str | None, sha256: str, name: str) -> Document:
    page = read_page(text)
    facts = read_metadata(text, page)
    outline, warnings = build_outline(text, _sentences(page, facts), facts.title is not None)
    if facts.year is None:
        facts = _dated_by_headings(text, facts, outline)
    return Document(
        text=text,
        blocks=blocks,
        body=page.body,
        outline=outline,
        sha256=sha256,
        encoding=encoding,
        title=facts.title,
        issuer=facts.issuer,
        region=facts.region,
        year=facts.year,
        period_start=facts.period_start,
        period_end=facts.period_end,
        metadata=facts.fields,
        warnings=(*_missing(facts), *warnings),
        name=name,
    )


def _sentences(page: Page, facts: Metadata) -> list[Span]:
    """Return the body from the plan's first sentence or heading on, without the line of its title."""
    spans = [Span(max(span.start, page.content), span.end) for span in page.body if span.end > page.content]
    title = facts.title
    if title is None or title.start is None or title.end is None or title.start < page.content:
        return spans
    found = []
    for span in spans:
        if span.holds(title.start, title.end):
            found += [Span(span.start, title.start), Span(title.end, span.end)]
        else:
            found.append(span)
    return [span for span in found if span.start < span.end]


def _dated_by_headings(text: str, facts: Metadata, outline: Outline) -> Metadata:
    """Return the facts with the year that the headings plan for."""
    headings = [
        text[item.start : item.title_end]
        for index, item in enumerate(outline.items)
        if item.kind != "Action" and item.mark and outline.part_of(index) not in ("review", "glossary")
    ]
    year = year_of_headings(headings)
    if year is None:
        return facts
    return replace(facts, year=year, period_start=f"{year}-01-01", period_end=f"{year}-12-31")


def _missing(facts: Metadata) -> list[str]:
    """Return one warning that names what the text does not say about itself."""
    said = {"标题": facts.title, "年份": facts.year, "地区": facts.region, "发布机构": facts.issuer}
    unknown = [word for word, value in said.items() if value is None]
    return [f"文中没有写明：{'、'.join(unknown)}。"] if unknown else []
