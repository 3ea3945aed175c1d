"""What pdfium says about a page: its characters and its ruled lines, in points from the upper left of the page as shown."""

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from graph_builder.documents.readers.lattice import Rule, rules_of
from graph_builder.documents.readers.layout import Glyph, is_aslant

Turn = Callable[[float, float], tuple[float, float]]


def turn_of(page: pdfium.PdfPage) -> Turn:
    """Return the function from the file's coordinates to those of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def glyphs(page: pdfium.PdfPage, turn: Turn) -> tuple[list[Glyph], list[str]]:
    """Return the characters in the file's order, without the blanks that pdfium guessed between them, and the watermarks.

    What stands aslant across a page is a watermark; its letters are none of the page's.
    """
    textpage = page.get_textpage()
    raw = textpage.raw
    found: list[Glyph] = []
    aslant: list[str] = []
    box = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    high = 0
    for at in range(pdfium_c.FPDFText_CountChars(raw)):
        code = pdfium_c.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00, 0
        generated = pdfium_c.FPDFText_IsGenerated(raw, at) == 1
        if code < 32 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            aslant.append("\n")
            continue
        if not generated and _is_aslant(raw, at):
            aslant.append(chr(code))
            continue
        if generated:
            if found and found[-1].text.isascii() and not found[-1].text.isspace() and code == 32:
                last = found[-1]
                found.append(Glyph(" ", last.x1, last.y0, last.x1, last.y1, last.base, last.size))
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, at, box):
            continue
        pdfium_c.FPDFText_GetCharOrigin(raw, at, x, y)
        (x0, y0), (x1, y1) = turn(box.left, box.top), turn(box.right, box.bottom)
        _, base = turn(x.value, y.value)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        size = y1 - y0
        if size > 0 and x1 >= x0:
            found.append(Glyph(chr(code), x0, y0, x1, y1, base, size))
    return _without_stray_blanks(found), "".join(aslant).split()


def _is_aslant(textpage: object, at: int) -> bool:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFText_GetMatrix(textpage, at, matrix):
        return False
    return is_aslant(matrix.a, matrix.b)


def _without_stray_blanks(found: list[Glyph]) -> list[Glyph]:
    """Drop a guessed blank that does not stand between two Latin words."""
    kept: list[Glyph] = []
    for at, glyph in enumerate(found):
        if glyph.text == " " and glyph.x0 == glyph.x1:
            following = found[at + 1].text if at + 1 < len(found) else ""
            before = kept[-1].text if kept else ""
            if not (following.isascii() and following.isalpha() and before.isascii() and before.isalpha()):
                continue
        kept.append(glyph)
    return kept


def rules(page: pdfium.PdfPage, turn: Turn) -> list[Rule]:
    """Return the horizontal and vertical lines that the page draws: strokes, and rectangles as thin as a line."""
    found: list[Rule] = []
    for thing in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,), max_depth=4):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium_c.FPDFPath_GetDrawMode(thing.raw, fill, stroke):
            continue
        matrix = thing.get_matrix()
        for subpath in _subpaths(thing.raw):
            points = [turn(*matrix.on_point(*point)) for point in subpath]
            found += rules_of(points, bool(stroke.value))
    return found


def _subpaths(path: object) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path without curves, closed ones back at their beginning."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium_c.FPDFPath_CountSegments(path), 20_000)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        if pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            points.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
