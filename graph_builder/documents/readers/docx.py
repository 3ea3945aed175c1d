"""Word's .docx: a walk over its XML, because no library turns automatic numbers into text (FORMATS.md, 3).

Deleted, moved and hidden text is left out; text boxes are read once; footnotes follow the text.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from graph_builder.documents.document import BlockKind, Cell
from graph_builder.documents.readers.docx_numbering import Numbering, W
from graph_builder.documents.readers.docx_styles import Styles, flag, list_of, merged, outline_level
from graph_builder.documents.readers.package import open_package, parse_xml, read_part
from graph_builder.documents.readers.reading import Piece, Reading

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: What is no text of the document: old versions of it, field codes, rubies, properties.
_SKIPPED = frozenset(
    {
        f"{W}{name}"
        for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "rt", "fldData")
    }
    | {f"{_MC}Fallback"}
)
_BREAKS = frozenset(f"{W}{name}" for name in ("br", "cr", "tab", "ptab"))
_WIDEST = 256


def read(data: bytes) -> Reading:
    """Read a .docx. Raises InputError: ``too_large``, ``encrypted``, ``too_deep``, ``corrupt``."""
    archive = open_package(data)
    parts = {
        name: parse_xml(content) if (content := read_part(archive, f"word/{name}.xml")) else None
        for name in ("document", "styles", "numbering", "footnotes", "endnotes")
    }
    for relations in ("_rels/.rels", "word/_rels/document.xml.rels"):
        if content := read_part(archive, relations):
            parse_xml(content)
    document = parts["document"]
    body = document.find(f"{W}body") if document is not None else None
    walk = _Walk(Styles(parts["styles"]), Numbering(parts["numbering"]))
    pieces = list(walk.blocks(body)) if body is not None else []
    for name in ("footnotes", "endnotes"):
        notes = parts[name]
        for note in notes if notes is not None else ():
            if note.get(f"{W}id") in walk.notes[name]:
                pieces += [replace(piece, kind="footnote") for piece in walk.blocks(note)]
    hidden = [f"{walk.hidden} 处删除或隐藏的文字没有读入。"] if walk.hidden else []
    return Reading(pieces, warnings=hidden)


class _Walk:
    """Goes through the document in reading order and counts its lists and tables."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.tables = 0
        self.hidden = 0
        self.notes: dict[str, set[str]] = {"footnotes": set(), "endnotes": set()}
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> Iterator[Piece]:
        """Yield the pieces of the paragraphs and tables below ``parent``."""
        for node in parent:
            if node.tag == f"{W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{W}tbl":
                yield from self._table(node)
            elif isinstance(node.tag, str) and node.tag not in _SKIPPED:
                yield from self.blocks(node)

    def _paragraph(self, node: etree._Element) -> Iterator[Piece]:
        properties = node.find(f"{W}pPr")
        name = properties.find(f"{W}pStyle") if properties is not None else None
        style_id = name.get(f"{W}val") if name is not None else self.styles.default
        style = self.styles.of(style_id)
        outer, self._boxes = self._boxes, []
        text = "".join(self._text(node, style.hidden))
        boxes, self._boxes = self._boxes, outer
        own = list_of(properties) if properties is not None else (None, None)
        number, at = merged(own, (style.list_id, style.list_level))
        label = ""
        if number not in (None, "0") and text.strip():
            if at is None and style_id is not None:
                at = self.numbering.level_of_style(number or "", style_id)
            label = self.numbering.next_label(number or "", at or 0)
        level = outline_level(properties) if properties is not None else None
        level = level if level is not None else style.level
        kind: BlockKind = "heading" if level is not None else "paragraph"
        if text.strip():
            yield Piece(
                label + text.lstrip(" \u3000\u00a0") if label else text, kind, level, label=len(label)
            )
        for box in boxes:
            yield from (
                replace(piece, kind="textbox") if piece.table is None else piece for piece in self.blocks(box)
            )

    def _text(self, node: etree._Element, hidden: bool) -> Iterator[str]:
        """Yield the strings of a paragraph; the text boxes anchored in it are kept for later."""
        for child in node:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag in _SKIPPED:
                self.hidden += tag in (f"{W}del", f"{W}moveFrom")
            elif tag in (f"{W}t", f"{_MATH}t"):
                yield child.text or ""
            elif tag in _BREAKS:
                yield " "
            elif tag in (f"{W}noBreakHyphen", f"{W}softHyphen"):
                yield "-" if tag == f"{W}noBreakHyphen" else ""
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnotes" if "foot" in tag else "endnotes"
                self.notes[kind].add(child.get(f"{W}id", ""))
            elif tag == f"{W}r" and self._is_hidden(child, hidden):
                self.hidden += 1
            else:
                yield from self._text(child, hidden)

    def _is_hidden(self, run: etree._Element, hidden: bool) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return hidden
        own = flag(properties, "vanish")
        if own is not None:
            return own
        style = properties.find(f"{W}rStyle")
        return hidden or (style is not None and self.styles.of(style.get(f"{W}val")).hidden)

    def _table(self, node: etree._Element) -> Iterator[Piece]:
        """Yield a table's cells row by row; a table of one column is a frame around paragraphs."""
        table = self.tables
        self.tables += 1
        rows = [list(_cells(row)) for row in _rows(node)]
        spans = _rowspans(rows)
        wide = any(column + span > 1 for row in rows for _, column, span, _ in row)
        for at, row in enumerate(rows):
            for cell, column, span, continues in row:
                if continues and column > -1 and wide:
                    continue
                pieces = list(self.blocks(cell))
                if not wide:
                    yield from pieces
                    continue
                nested = [piece for piece in pieces if piece.table is not None]
                own = [piece for piece in pieces if piece.table is None and piece.text.strip()]
                if own:
                    text = " ".join(piece.text.strip() for piece in own)
                    place = Cell(table, at, column, spans.get((at, column), 1), span)
                    yield Piece(text, "cell", table=place, label=own[0].label)
                yield from nested


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for node in table:
        if node.tag == f"{W}tr":
            properties = node.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows(node)


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int, int, bool]]:
    """Yield (cell, column, columns it spans, whether it goes on with the merged cell above)."""
    properties = row.find(f"{W}trPr")
    before = properties.find(f"{W}gridBefore") if properties is not None else None
    column = _width(before, 0)
    for cell in _cell_nodes(row):
        own = cell.find(f"{W}tcPr")
        span = _width(own.find(f"{W}gridSpan"), 1) if own is not None else 1
        merge = own.find(f"{W}vMerge") if own is not None else None
        yield cell, column, span, merge is not None and merge.get(f"{W}val", "continue") == "continue"
        column += span


def _cell_nodes(row: etree._Element) -> Iterator[etree._Element]:
    for node in row:
        if node.tag == f"{W}tc":
            yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _cell_nodes(node)


def _width(node: etree._Element | None, default: int) -> int:
    written = node.get(f"{W}val", "") if node is not None else ""
    return min(int(written), _WIDEST) if written.isdigit() else default


def _rowspans(
    rows: list[list[tuple[etree._Element, int, int, bool]]],
) -> dict[tuple[int, int], int]:
    """Return how many rows each merged cell spans, by its row and column."""
    spans: dict[tuple[int, int], int] = {}
    top: dict[int, int] = {}
    for at, row in enumerate(rows):
        for _, column, _, continues in row:
            if continues and column in top:
                spans[top[column], column] = at - top[column] + 1
            else:
                top[column] = at
    return spans


def _symbol(node: etree._Element) -> str:
    """Return a symbol's character; those of symbol fonts (F000–F0FF) have none."""
    code = node.get(f"{W}char", "")
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return "" if 0xF000 <= value <= 0xF0FF or value > 0x10FFFF else chr(value)
