"""What an OFD page draws beside the runs that ofdkit gives: ruled lines, and which texts stand aslant.

Source: GB/T 33190, 8.4 (Boundary, CTM), 9.1 (PathObject and its abbreviated data), 11.2 (TextObject).
"""

from collections.abc import Iterator

from lxml import etree

from graph_builder.documents.readers.lattice import Rule, rules_of
from graph_builder.documents.readers.layout import is_aslant
from graph_builder.documents.readers.package import parse_xml
from graph_builder.errors import InputError

#: Points a millimetre, the unit of OFD.
POINTS = 72 / 25.4
_MOST_POINTS = 20_000


def page_marks(content: bytes, left: float, top: float) -> tuple[list[Rule], dict[str, str]]:
    """Return a page's ruled lines, in points from its upper left, and the slanted texts by their objects' ids.

    ``left`` and ``top`` are where the page begins, in millimetres. What cannot be parsed draws nothing.
    """
    try:
        root = parse_xml(content)
    except InputError:
        return [], {}
    rules: list[Rule] = []
    aslant: dict[str, str] = {}
    for element in root.iter("{*}PathObject", "{*}TextObject"):
        x, y, *_ = _numbers(element.get("Boundary"), 4) or (0.0, 0.0)
        a, b, c, d, e, f = _numbers(element.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        if etree.QName(element).localname == "TextObject":
            if is_aslant(a, b):
                aslant[(element.get("ID") or "").strip()] = "".join(map(str, element.itertext())).strip()
            continue
        stroked = element.get("Stroke", "true").strip() != "false"
        for points in _subpaths(element.findtext("{*}AbbreviatedData") or ""):
            shown = [(a * u + c * v + e + x - left, b * u + d * v + f + y - top) for u, v in points]
            rules += rules_of([(u * POINTS, v * POINTS) for u, v in shown], stroked)
    return rules, aslant


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path without curves, closed ones back at their beginning."""
    words = data.split()[:_MOST_POINTS]
    points: list[tuple[float, float]] = []
    straight = True
    for at, word in enumerate(words):
        if word in ("M", "S"):
            if len(points) > 1 and straight:
                yield points
            points, straight = [], True
        if word in ("M", "S", "L") and (point := _numbers(" ".join(words[at + 1 : at + 3]), 2)):
            points.append((point[0], point[1]))
        elif word == "C" and points:
            points.append(points[0])
        straight = straight and word not in ("Q", "B", "A")
    if len(points) > 1 and straight:
        yield points


def _numbers(written: str | None, count: int) -> list[float] | None:
    """Return the numbers of an attribute, None when they are not ``count`` finite ones."""
    try:
        numbers = [float(word) for word in (written or "").split()]
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(abs(number) < 1e6 for number in numbers) else None
