"""Reading: a file in, a Document out. The reader is chosen by content, never by the file's name."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph_builder.documents.archive import Member, members
from graph_builder.documents.chrome import Page, read_page
from graph_builder.documents.document import Block, Document, MetadataField, Outline, Span
from graph_builder.documents.limits import in_megabytes, text_limit
from graph_builder.documents.lines import paragraphs, within
from graph_builder.documents.losses import losses
from graph_builder.documents.metadata import Metadata, read_metadata, with_said, year_of_headings
from graph_builder.documents.outline import build_outline
from graph_builder.documents.readers.kinds import kind_of
from graph_builder.documents.readers.reading import Reading, write_text
from graph_builder.documents.sandbox import read_foreign
from graph_builder.documents.source import load, refuse_what_is_no_text
from graph_builder.documents.text import decode
from graph_builder.documents.watermarks import at_edges, watermarks, without
from graph_builder.errors import InputError

__all__ = ["read", "read_all", "read_bytes"]


def read(path: "str | Path") -> Document:
    """Read a plan from a file (``-`` is standard input).

    Raises InputError with a code and one line that says what to do; a zip of several files is for ``read_all``.
    """
    return read_bytes(*load(path))


def read_all(path: "str | Path") -> Iterator[Document | InputError]:
    """Read the plans in a file: one, or one a member of a zip in the order of their names.

    What cannot be read is yielded as the error that says why: one bad member does not stop the others.
    """
    try:
        data, name = load(path)
        found = [Member(data, name)] if kind_of(data, name) != "zip" else members(data, name)
    except InputError as error:
        yield error
        return
    for member in found:
        try:
            yield _read_member(member)
        except InputError as error:
            yield error


def read_bytes(data: bytes, name: str) -> Document:
    """Read a plan from bytes; ``name`` is what messages call it. Raises InputError.

    Plain text is decoded in this process: its cost is bounded by the size limits, and no foreign parser runs. Every
    other format is read in a child process.
    """
    kind = kind_of(data, name)
    if kind is None:
        refuse_what_is_no_text(data, name)
    if kind == "zip":
        found = members(data, name)
        if len(found) != 1:
            raise InputError(
                f"{name}：压缩包里有 {len(found)} 个文件，请用 read_all 逐个读取。", "unsupported"
            )
        return _read_member(found[0])
    sha256 = hashlib.sha256(data).hexdigest()
    if kind is None:
        text, encoding = decode(data, name)
        _check(text, name)
        blocks = tuple(Block(span.start, span.end) for span in paragraphs(text, [Span(0, len(text))]))
        return _document(text, blocks, Reading((), encoding=encoding), sha256, name)
    reading = read_foreign(kind, data, name)
    text, blocks = write_text(reading.pieces)
    _check(text, name)
    return _document(text, blocks, reading, sha256, name)


def _read_member(member: Member) -> Document:
    if member.error:
        raise member.error
    document = read_bytes(member.data, member.name)
    if member.path is None:
        return document
    return replace(document, metadata={**document.metadata, "member": MetadataField(member.path)})


def _check(text: str, name: str) -> None:
    """Raise InputError ``no_text`` or ``too_large`` for a text that is no plan's."""
    if not re.search(r"\w", text):
        raise InputError(f"{name}：只有空白或符号，没有可读的文字。", "no_text")
    limit = text_limit()
    if len(text.encode("utf-8")) > limit:
        raise InputError(
            f"{name}：文字超过 {in_megabytes(limit)} 的上限（可用 PLANATLAS_MAX_TEXT_MB 调整）。", "too_large"
        )


def _document(text: str, blocks: tuple[Block, ...], reading: Reading, sha256: str, name: str) -> Document:
    whole = [Span(block.start, block.end) for block in blocks]
    page_blocks = within(text, blocks, without(whole, list(at_edges(text, whole))))
    page = read_page(text, page_blocks)
    facts = with_said(read_metadata(text, page), text, reading.metadata, reading.title)
    plan = [block for block in within(text, page_blocks, _sentences(page, facts)) if block.kind != "footnote"]
    outline, warnings = build_outline(text, plan, facts.title is not None)
    if facts.year is None:
        facts = _dated_by_headings(text, facts, outline)
    return Document(
        text=text,
        blocks=blocks,
        body=tuple(without(page.body, watermarks(text))),
        outline=outline,
        sha256=sha256,
        encoding=reading.encoding,
        title=facts.title,
        issuer=facts.issuer,
        region=facts.region,
        year=facts.year,
        period_start=facts.period_start,
        period_end=facts.period_end,
        metadata=facts.fields,
        warnings=(*_missing(facts), *reading.warnings, *losses(text), *warnings),
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
