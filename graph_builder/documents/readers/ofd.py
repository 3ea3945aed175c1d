"""OFD (GB/T 33190): ofdkit says which text stands where; lines and paragraphs are ours, as for PDF.

ofdkit is a young package of one author: it stands behind this one function.
"""

import zipfile

import ofdkit

from graph_builder.documents.limits import page_limit
from graph_builder.documents.readers.layout import Glyph
from graph_builder.documents.readers.ofd_page import POINTS, page_marks
from graph_builder.documents.readers.package import open_package, read_part
from graph_builder.documents.readers.paged import reading_of
from graph_builder.documents.readers.pages import Frames, PageContent, content_of
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError

#: How much of a character's size stands above its baseline.
_ASCENT = 0.86


def read(data: bytes) -> Reading:
    """Read an OFD file. Raises InputError: ``too_large``, ``encrypted``, ``corrupt``, ``unsupported``, ``no_text``."""
    package = open_package(data)
    try:
        with ofdkit.open(data) as document:
            pages, frames, empty = _pages(document, package)
            warnings = [f"OFD：{warning}" for warning in document.warnings]
    except ofdkit.OFDLimitError as error:
        raise InputError("OFD 文件超过安全上限或定义了实体，已拒绝。", "too_large") from error
    except ofdkit.OFDError as error:
        raise InputError("OFD 文件已损坏或不完整，请重新下载。", "corrupt") from error
    reading = reading_of(pages, frames, empty)
    return Reading(reading.pieces, warnings=[*reading.warnings, *warnings])


def _pages(
    document: ofdkit.OFDDocument, package: zipfile.ZipFile
) -> tuple[list[PageContent], Frames, list[int]]:
    """Return the pages laid out, their sizes in points, and the numbers of those without text."""
    if len(document.pages) > page_limit():
        raise InputError(f"OFD 有 {len(document.pages)} 页，超过 {page_limit()} 页的上限。", "too_large")
    frames: Frames = {}
    pages: list[PageContent] = []
    empty: list[int] = []
    for number, page in enumerate(document.pages, 1):
        left, top, width, height = page.box
        frames[number] = width * POINTS, height * POINTS
        rules, aslant = page_marks(read_part(package, page.location or "") or b"", left, top)
        glyphs = [
            _glyph(run, left, top)
            for run in page.runs
            if run.text and run.size > 0 and -2 <= run.x - left <= width + 2 and -2 <= run.y - top <= height + 2
            and run.object_id not in aslant
        ]  # fmt: skip
        if not any(glyph.text.strip() for glyph in glyphs):
            empty.append(number)
        pages.append(content_of(glyphs, rules, number, watermarks=aslant.values()))
    return pages, frames, empty


def _glyph(run: ofdkit.TextRun, left: float, top: float) -> Glyph:
    """Return a run as one glyph, in points from the page's upper left."""
    size, x, base = run.size * POINTS, (run.x - left) * POINTS, (run.y - top) * POINTS
    return Glyph(
        run.text, x, base - _ASCENT * size, x + run.width * POINTS, base + (1 - _ASCENT) * size, base, size
    )
