"""The Document: a text written once, and spans over it. Nothing downstream changes ``text``."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "cell", "textbox", "footnote", "meta"]
OutlineKind = Literal["Section", "Task", "Action"]
#: What a Section is for; None is the plan proper.
Part = Literal["preamble", "headline", "review", "glossary", "annex"]
#: Whether the characters were in the file, or were recognised on a picture of the page.
Via = Literal["text", "ocr"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a Document's text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Tell whether ``start``..``end`` lies inside this span."""
        return self.start <= start and end <= self.end


class Cell(NamedTuple):
    """Where a cell stands: number of its table in the document, row and column from 0, rows and columns it spans."""

    table: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class Box(NamedTuple):
    """Where the characters ``start``..``end`` of the text stand on a page.

    ``page`` counts from 1; the corners are fractions of the page's width and height, from its upper left.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table cell as the reader found it: ``text[start:end]`` is what it says.

    ``level`` is a heading's, 1 the highest. ``page`` counts from 1. ``label`` is the length of the number (一、) that
    the reader made at the block's beginning because the format only counts it. ``score`` is how sure OCR is (0 to 1).
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int | None = None
    page: int | None = None
    table: Cell | None = None
    label: int = 0
    boxes: tuple[Box, ...] = ()
    via: Via = "text"
    score: float | None = None


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A Section, Task or Action.

    ``start`` is the first character of the title after mark and blanks (of the sentence, for an Action),
    ``title_end`` closes the title (an Action's first clause), ``end`` closes the block. ``parent`` is an index
    into Outline.items or None. ``order`` counts from 1 among its siblings of one kind. ``path`` is the outline path that ids
    are made of, like ("Section:3", "Section:1", "Task:2").
    """

    kind: OutlineKind
    start: int
    title_end: int
    end: int
    parent: int | None
    order: int
    path: tuple[str, ...]
    mark: str = ""
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The items of a document in text order, parents before children."""

    items: tuple[OutlineItem, ...] = ()

    def block_at(self, start: int, end: int) -> int | None:
        """Return the index of the smallest item whose ``start``..``end`` holds the span, or None."""
        index: int | None = bisect_right(self.items, start, key=lambda item: item.start) - 1
        while index is not None and index >= 0:
            if self.items[index].end >= end:
                return index
            index = self.items[index].parent
        return None

    def part_of(self, index: int | None) -> Part | None:
        """Return the part (review, glossary, …) an item stands in: its own or its nearest ancestor's."""
        while index is not None:
            item = self.items[index]
            if item.part is not None:
                return item.part
            index = item.parent
        return None


@dataclass(frozen=True, slots=True)
class MetadataField:
    """A value of the page's or file's metadata (文号, 索引号, 发布机构 …) and where it stands in the text."""

    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Document:
    """What a reader returns. ``body`` are the spans of ``text`` that are no page chrome.

    ``title``, ``issuer`` and ``region`` are metadata fields with their place in the text; None when unknown.
    ``period_start`` and ``period_end`` are ISO dates. ``sha256`` is of the file's bytes.
    """

    text: str
    blocks: tuple[Block, ...]
    body: tuple[Span, ...]
    outline: Outline
    sha256: str
    encoding: str | None = None
    title: MetadataField | None = None
    issuer: MetadataField | None = None
    region: str | None = None
    year: int | None = None
    period_start: str | None = None
    period_end: str | None = None
    metadata: Mapping[str, MetadataField] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    name: str = ""

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of ``text`` in UTF-8: reviews and annotations are keyed by it."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
