"""Rich Text Format: striprtf reads the text; before it, hidden and deleted runs are taken out, cells and footnotes marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from striprtf.striprtf import rtf_to_text

from graph_builder.documents.document import Cell
from graph_builder.documents.readers.reading import Piece, Reading

_TOKEN = re.compile(r"\\bin\d+ ?|\\([a-z]+)(-?\d+)? ?|\\'[0-9a-fA-F]{2}|\\.|[{}]|[^\\{}]+", re.DOTALL)
#: Private-use characters that mark the end of a cell and of a row in striprtf's output, whose own | may be text.
_CELL, _ROW = "\ue0f0", "\ue0f1"
_MARKS = {"cell": _CELL, "row": _ROW, "nestcell": _CELL, "nestrow": _ROW}
#: The same for a footnote, which striprtf would leave out.
_NOTE, _NOTE_END = "\ue0f2", "\ue0f3"
_FOOTNOTE = re.compile(f"{_NOTE}([^{_NOTE}{_NOTE_END}]*){_NOTE_END}")
_HIDING = ("v", "deleted")
_TEXT_WORDS = ("u", "tab", "line", "emdash", "endash", "lquote", "rquote", "ldblquote", "rdblquote", "bullet")


@dataclass(frozen=True, slots=True)
class _Definition:
    """A cell of a row's definition: right edge in twips, and whether a merged cell begins or goes on here."""

    edge: int
    begins: bool = False
    goes_on: bool = False


def read(data: bytes) -> Reading:
    """Read an RTF file. striprtf raises on broken code pages; what cannot be decoded becomes U+FFFD."""
    source, rows, hidden, is_whole = _prepared(data.decode("latin-1"))
    text: str = rtf_to_text(source, encoding="cp936", errors="replace")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    warnings = [f"{hidden} 处删除或隐藏的文字没有读入。"] if hidden else []
    if not is_whole:
        warnings.append("RTF 文件不完整（缺少结尾），后面的文字可能没有读到。")
    notes = [Piece(line, "footnote") for note in _FOOTNOTE.findall(text) for line in note.split("\n")]
    return Reading([*_pieces(_FOOTNOTE.sub("", text), rows), *notes], warnings=warnings)


def _prepared(source: str) -> tuple[str, list[list[_Definition]], int, bool]:
    """Return the source with its cells marked and without hidden text, each row's cells, how much was hidden, and
    whether every group is closed.
    """
    out: list[str] = []
    rows: list[list[_Definition]] = []
    definition: list[_Definition] = []
    begins = goes_on = is_hidden = in_label = False
    hidden = 0
    stack: list[tuple[bool, bool]] = []
    note: int | None = None  # how deep the groups were outside the footnote
    for token in _TOKEN.finditer(source):
        word, number, written = token[1], token[2], token[0]
        if written == "{":
            stack.append((is_hidden, in_label))
        elif written == "}" and stack:
            is_hidden, in_label = stack.pop()
            if note == len(stack):
                out.append(_marked(_NOTE_END))
                note = None
        elif word == "footnote" and stack and note is None:
            note = len(stack) - 1
            if out[-1] == r"\*":  # without the word, what it makes optional is the note's text
                out.pop()
            out.append(_marked(_NOTE))
            continue
        elif word in _HIDING:
            hidden += number != "0" and not is_hidden
            is_hidden = number != "0"
        elif word == "plain":
            is_hidden = False
        elif word == "listtext":
            in_label = True
        elif word == "trowd":
            definition = []
        elif word == "clvmgf":
            begins = True
        elif word == "clvmrg":
            goes_on = True
        elif word == "cellx":
            definition.append(_Definition(int(number or 0), begins, goes_on))
            begins = goes_on = False
        elif word in _MARKS and note is None:
            out.append(_marked(_MARKS[word]))
            if _MARKS[word] == _ROW:
                rows.append(definition)
        if word == "tab" and in_label:
            continue
        if is_hidden and (word in _TEXT_WORDS or (word is None and written not in "{}")):
            continue
        out.append(written)
    return "".join(out), rows, hidden, not stack


def _marked(mark: str) -> str:
    """Return a private-use character as RTF writes it."""
    return f"{{\\uc1\\u{ord(mark) - 65536} ?}}"


def _pieces(text: str, rows: list[list[_Definition]]) -> Iterator[Piece]:
    """Yield paragraphs, and cells where rows stand one after the other."""
    table: list[tuple[list[_Definition], list[str]]] = []
    number = 0
    parts = text.split(_ROW)
    for at, part in enumerate(parts):
        if at == len(parts) - 1 or _CELL not in part:
            before, cells = part, None
        else:
            head, *rest = part.lstrip("\n").split(_CELL)
            before, _, first = head.rpartition("\n")
            cells = [first, *(cell.lstrip("|") for cell in rest[:-1])]
        paragraphs = [line for line in before.split("\n") if line.strip(" |")]
        if table and (paragraphs or cells is None):
            yield from _table(number, table)
            number, table = number + 1, []
        yield from (Piece(line) for line in paragraphs)
        if cells is not None:
            table.append((rows[at] if at < len(rows) else [], cells))


def _table(number: int, rows: list[tuple[list[_Definition], list[str]]]) -> Iterator[Piece]:
    """Yield the cells with their columns (from the edges of all rows) and the rows they span."""
    edges = sorted({cell.edge for definition, _ in rows for cell in definition})
    placed: list[list[tuple[int, int, bool]]] = []
    for definition, cells in rows:
        column = 0
        places = []
        for nth in range(len(cells)):
            last = edges.index(definition[nth].edge) if nth < len(definition) else column
            width = max(1, last - column + 1)
            places.append((column, width, nth < len(definition) and definition[nth].goes_on))
            column += width
        placed.append(places)
    for at, ((_, cells), places) in enumerate(zip(rows, placed, strict=True)):
        for text, (column, width, goes_on) in zip(cells, places, strict=True):
            line = " ".join(text.split())
            if line and not goes_on:
                height = 1
                while at + height < len(rows) and (column, width, True) in placed[at + height]:
                    height += 1
                yield Piece(line, "cell", table=Cell(number, at, column, height, width))
