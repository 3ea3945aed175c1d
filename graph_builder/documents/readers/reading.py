"""What a reader returns: pieces of text in reading order, and the one joiner that writes a document's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph_builder.documents.document import Block, BlockKind, Box, Cell, Via

_BREAK = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff\ud800-\udfff]")
_EDGE = " \u3000\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place in the text; its boxes count characters of ``text``."""

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    page: int | None = None
    table: Cell | None = None
    label: int = 0
    boxes: tuple[Box, ...] = ()
    via: Via = "text"
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's pieces, what the file says about itself (name of the field: value), and what was left out.

    ``unread`` are the pages that hold no text and may be scans.
    """

    pieces: Sequence[Piece]
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    title: str | None = None
    encoding: str | None = None
    unread: Sequence[int] = ()


def write_text(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Write a document's text once: each piece a line; ``text[block.start:block.end]`` is what a block says."""
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        line = _UNWRITABLE.sub("\ufffd", _BREAK.sub(" ", piece.text))
        text = line.strip(_EDGE)
        if not text:
            continue
        cut = len(line) - len(line.lstrip(_EDGE))
        end = position + len(text)
        boxes = tuple(_placed(piece.boxes, position - cut, position, end))
        label = max(0, min(piece.label - cut, len(text)))
        blocks.append(
            Block(
                position, end, piece.kind, piece.level, piece.page, piece.table,
                label, boxes, piece.via, piece.score,
            )
        )  # fmt: skip
        lines.append(text)
        position = end + 1
    return "\n".join(lines), tuple(blocks)


def _placed(boxes: Sequence[Box], shift: int, first: int, last: int) -> Iterator[Box]:
    """Yield the boxes with offsets of the whole text; what the edges lost has no box."""
    for box in boxes:
        start, end = max(first, box.start + shift), min(last, box.end + shift)
        if start < end:
            yield box._replace(start=start, end=end)
