"""A page as paragraphs' lines and ruled tables in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph_builder.documents.readers.lattice import NEAR, GridCell, Lattice, Rule, lattices
from graph_builder.documents.readers.layout import Glyph, Line, lines_of

#: Width and height of each page by its number.
Frames = dict[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table on one page: its lattice, and the lines in each of its cells."""

    page: int
    lattice: Lattice
    cells: tuple[tuple[GridCell, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's items from top to bottom: runs of lines, and tables; and the words that stand aslant across it."""

    items: tuple[list[Line] | Ruled, ...]
    watermarks: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Yield all its lines, those in cells included."""
        for item in self.items:
            if isinstance(item, Ruled):
                yield from (line for _, lines in item.cells for line in lines)
            else:
                yield from item


def content_of(
    glyphs: Sequence[Glyph],
    rules: Sequence[Rule],
    page: int,
    near: float = NEAR,
    watermarks: Iterable[str] = (),
) -> PageContent:
    """Lay a page out: what stands in a ruled table belongs to its cells, the rest are lines.

    ``near`` is how far lines that meet may miss one another.
    """
    items: list[list[Line] | Ruled] = []
    rest = list(glyphs)
    for lattice in lattices(rules, near):
        cells: list[list[Glyph]] = [[] for _ in lattice.cells]
        above: list[Glyph] = []
        below: list[Glyph] = []
        for glyph in rest:
            at = _cell_at(lattice, (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2)
            if at is not None:
                cells[at].append(glyph)
            elif (glyph.y0 + glyph.y1) / 2 < lattice.ys[0]:
                above.append(glyph)
            else:
                below.append(glyph)
        if not any(glyph.text.strip() for own in cells for glyph in own):
            continue
        if any(glyph.text.strip() for glyph in above):
            items.append(lines_of(above, page))
        items.append(_ruled(lattice, cells, page))
        rest = below
    if any(glyph.text.strip() for glyph in rest):
        items.append(lines_of(rest, page))
    return PageContent(tuple(items), tuple(watermarks))


def _cell_at(lattice: Lattice, x: float, y: float) -> int | None:
    if not (lattice.xs[0] <= x <= lattice.xs[-1] and lattice.ys[0] <= y <= lattice.ys[-1]):
        return None
    return next(
        (at for at, cell in enumerate(lattice.cells) if cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1),
        None,
    )


def _ruled(lattice: Lattice, cells: Sequence[list[Glyph]], page: int) -> Ruled:
    found = []
    for cell, glyphs in zip(lattice.cells, cells, strict=True):
        lines = lines_of(glyphs, page) if glyphs else []
        for line in lines:
            line.left, line.right = cell.x0, cell.x1
        found.append((cell, tuple(lines)))
    return Ruled(page, lattice, tuple(found))
