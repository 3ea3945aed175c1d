"""PDF whose pages are pictures, all or some: those without a text layer are drawn and recognised (extra ``[ocr]``)."""

from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium

from graph_builder.documents.readers import ocr, pdf
from graph_builder.documents.readers.paged import reading_of
from graph_builder.documents.readers.pages import Frames, PageContent
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError

_DPI = 200
_MOST_PIXELS = 4000


def read(data: bytes) -> Reading:
    """Read a PDF, its scanned pages by text recognition. Raises InputError as ``pdf.read`` does."""
    frames: Frames = {}
    pages: list[PageContent] = []
    for number, page, content in pdf.pages_of(data):
        frames[number] = page.get_size()
        if content.items:
            pages.append(content)
        else:
            seen = _recognised(page, number)
            pages.append(replace(seen, watermarks=content.watermarks or seen.watermarks))
            width, height = frames[number]
            scale = _scale(width, height)
            frames[number] = (width * scale, height * scale)
    if not ocr.any_text(pages):
        raise InputError("扫描页里没有识别出文字。", "no_text")
    reading = reading_of(pages, frames, [])
    return replace(reading, warnings=[ocr.WARNING, *reading.warnings, *pdf.missing_end(data)])


def _recognised(page: pdfium.PdfPage, number: int) -> PageContent:
    bitmap = page.render(scale=_scale(*page.get_size()))
    return ocr.recognised(np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]), number)


def _scale(width: float, height: float) -> float:
    """Return pixels a point: 200 dpi, less for pages so large that the picture would be."""
    return min(_DPI / 72, _MOST_PIXELS / max(width, height, 1))
