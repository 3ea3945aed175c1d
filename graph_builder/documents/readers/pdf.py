"""PDF with a text layer: pdfium gives characters and lines, the paragraphs and tables are ours.

Page headers and numbers are left out; paragraphs, and rows of tables, that go on over a page are joined.
"""

import pypdfium2 as pdfium

from graph_builder.documents.limits import page_limit
from graph_builder.documents.readers.paged import reading_of
from graph_builder.documents.readers.pages import Frames, content_of
from graph_builder.documents.readers.pdf_page import glyphs, rules, turn_of
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError


def read(data: bytes) -> Reading:
    """Read a PDF. Raises InputError ``encrypted``, ``corrupt``, ``too_large`` (pages), ``no_text`` (a scan)."""
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
    frames: Frames = {}
    pages = []
    empty = []
    for number, page in enumerate(document, 1):
        turn = turn_of(page)
        frames[number] = page.get_size()
        characters = glyphs(page, turn)
        if not any(glyph.text.strip() for glyph in characters):
            empty.append(number)
        pages.append(content_of(characters, rules(page, turn), number))
        page.close()
    return reading_of(pages, frames, empty)
