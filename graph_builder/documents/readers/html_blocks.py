"""A web page's article cut into blocks: paragraphs, headings, items with their lists' numbers, cells of tables."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from graph_builder.documents.document import BlockKind, Cell
from graph_builder.documents.readers.html_lists import numbered_items, opens_by_itself
from graph_builder.documents.readers.reading import Piece

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_NO_TEXT = frozenset((
    "script", "style", "noscript", "template", "head", "title", "select", "button", "textarea", "iframe",
    "object", "svg", "math", "audio", "video", "canvas", "rt",
))  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?![.\d])",
    re.IGNORECASE,
)
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff"
#: A line end of the source between two Chinese characters is no blank of the text.
_SOURCE_BREAK = re.compile(rf"(?<=[{_CJK}])[ \t\r\n]*\n[ \t\r\n]*(?=[{_CJK}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARK = re.compile(
    r"[ \u3000\u00a0]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,3}[章节条])"
)
_INDENTED = re.compile(r"\s*[\u3000\u00a0]{2}")
_ENDS = tuple("。！？；：!?;:”")
_WIDEST = 256


def pieces_of(body: etree._Element) -> Iterator[Piece]:
    """Yield the pieces below an element in reading order."""
    yield from _Walk().flow(body)


class _Walk:
    """Goes through the article, counts its tables and cuts it into blocks."""

    def __init__(self) -> None:
        self.tables = 0

    def flow(self, element: etree._Element) -> Iterator[Piece]:
        """Yield the blocks below an element; text between blocks is a block of its own."""
        line: list[str] = []
        kind, level = _kind(element)
        parts = list(self._parts(element))
        numbers: dict[etree._Element, str] = {}
        if element.tag == "ol":
            items = [part for part in parts if not isinstance(part, str) and part.tag == "li"]
            numbers = dict(numbered_items(items, element))
        for part in parts:
            if isinstance(part, str):
                line.append(part)
                continue
            yield from _lines(line, kind, level)
            line = []
            if part.tag == "table":
                yield from self._table(part)
            else:
                yield from _labelled(self.flow(part), numbers.get(part, ""))
        yield from _lines(line, kind, level)

    def _parts(self, element: etree._Element) -> Iterator[str | etree._Element]:
        """Yield strings (a br is a line feed) and block elements, inline elements opened."""
        yield _collapsed(element.text)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in _NO_TEXT and not _is_hidden(child):
                if tag == "br":
                    yield "\n"
                elif tag in _BLOCKS:
                    yield child
                else:
                    yield from self._parts(child)
            yield _collapsed(child.tail)

    def _table(self, element: etree._Element) -> Iterator[Piece]:
        """Yield a table's cells row by row; a table of one column, or one that holds tables, is only layout."""
        rows = list(_rows(element))
        placed = list(_placed(rows))
        layout = element.find(".//table") is not None
        if layout or not any(cell.column + cell.colspan > 1 for _, cell in placed):
            for node in element.iter("caption"):
                yield from self.flow(node)
            for node, _ in placed:
                yield from self.flow(node)
            return
        for node in element.iter("caption"):
            yield from self.flow(node)
        table = self.tables
        self.tables += 1
        for node, cell in placed:
            text = " ".join(piece.text.strip() for piece in self.flow(node) if piece.text.strip())
            if text:
                yield Piece(text, "cell", table=cell._replace(table=table))


def _labelled(pieces: Iterator[Piece], label: str) -> Iterator[Piece]:
    """Yield an item's pieces, the first with the list's number before it."""
    first = next(pieces, None)
    if first is None:
        return
    words = first.text.strip()
    if label and first.table is None and not first.label and not opens_by_itself(words):
        first = replace(first, text=label + words, label=len(label))
    yield first
    yield from pieces


def _collapsed(text: str | None) -> str:
    return _BLANKS.sub(" ", _SOURCE_BREAK.sub("", text or ""))


def _lines(parts: list[str], kind: BlockKind, level: int | None) -> Iterator[Piece]:
    """Yield a block's text; a br ends it where a sentence ended, an indent or a mark follows, or another br does."""
    line = ""
    for part in re.split(r"(\n)", "".join(parts)):
        if part == "\n":
            line += "\n"
        elif part.strip() and _begins(line, part):
            if line.strip():
                yield Piece(_joined(line), kind, level)
            line = part
        else:
            line += part
    if line.strip():
        yield Piece(_joined(line), kind, level)


def _begins(line: str, following: str) -> bool:
    """Tell whether what follows a br is a paragraph of its own."""
    before = line.rstrip()
    breaks = line[len(before) :].count("\n")
    if not breaks:
        return False
    return breaks > 1 or before.endswith(_ENDS) or bool(_INDENTED.match(following) or _MARK.match(following))


def _joined(line: str) -> str:
    return re.sub(r" *\n *", " ", line.strip())


def _kind(element: etree._Element) -> tuple[BlockKind, int | None]:
    tag = element.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return "heading", int(tag[1])
    return "paragraph", None


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _placed(rows: list[etree._Element]) -> Iterator[tuple[etree._Element, Cell]]:
    """Yield the cells with their places in the grid, spans counted."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for node in row:
            if node.tag not in ("td", "th") or _is_hidden(node):
                continue
            while (at, column) in taken:
                column += 1
            height = min(_span(node, "rowspan", len(rows) - at), len(rows) - at)
            width = min(_span(node, "colspan", 1), _WIDEST)
            taken.update((at + down, column + right) for down in range(height) for right in range(width))
            yield node, Cell(0, at, column, height, width)
            column += width


def _span(node: etree._Element, name: str, rest: int) -> int:
    written = (node.get(name) or "1").strip()
    return (int(written) or rest) if written.isdigit() and len(written) < 6 else 1
