"""PDF with a text layer: pdfium gives characters and lines, the paragraphs and tables are ours.

Page headers and numbers are left out; paragraphs, and rows of tables, that go on over a page are joined.
"""

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium

from graph_builder.documents.limits import page_limit
from graph_builder.documents.readers.paged import reading_of
from graph_builder.documents.readers.pages import Frames, PageContent, content_of
from graph_builder.documents.readers.pdf_page import glyphs, rules, turn_of
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError

#: Some programs write a little behind the end.
_TAIL = 4096


def read(data: bytes) -> Reading:
    """Read a PDF. Raises InputError ``encrypted``, ``corrupt``, ``too_large`` (pages), ``no_text`` (a scan)."""
    frames: Frames = {}
    pages: list[PageContent] = []
    empty: list[int] = []
    for number, page, content in pages_of(data):
        frames[number] = page.get_size()
        pages.append(content)
        if not content.items and _shows_something(page):
            empty.append(number)
    reading = reading_of(pages, frames, empty)
    return replace(reading, warnings=[*reading.warnings, *missing_end(data)])


def missing_end(data: bytes) -> list[str]:
    """Return the warning that a PDF was cut, which pdfium repairs without a word."""
    return [] if b"%%EOF" in data[-_TAIL:] else ["PDF 文件不完整（缺少结尾），后面的页可能没有读到。"]


def pages_of(data: bytes) -> Iterator[tuple[int, pdfium.PdfPage, PageContent]]:
    """Yield (number, page, content) of each page; the page is closed when the next is asked for."""
    start = data.find(b"%PDF-")
    try:
        document = pdfium.PdfDocument(data[start:] if start > 0 else data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("PDF 设有打开密码，请先取消密码再读。", "encrypted") from error
        raise InputError("PDF 已损坏或不完整，请重新下载。", "corrupt") from error
    if len(document) > page_limit():
        raise InputError(
            f"PDF 有 {len(document)} 页，超过 {page_limit()} 页的上限（可用 PLANATLAS_MAX_PAGES 调整）。",
            "too_large",
        )
    for number, page in enumerate(document, 1):
        turn = turn_of(page)
        letters, watermarks = glyphs(page, turn)
        yield number, page, content_of(letters, rules(page, turn), number, watermarks=watermarks)
        page.close()


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Tell whether a page without text is a picture (or is drawn stroke by stroke) and not blank."""
    return any(True for _ in page.get_objects(max_depth=2))
