"""The nesting of a text's paragraphs by their marks, before it is decided what is a section and what a task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from graph_builder.documents.document import Block, Part, Span
from graph_builder.documents.marks import RANKS, Mark, MarkKind
from graph_builder.documents.parts import is_glossary_entry, opens_glossary
from graph_builder.documents.pieces import Piece, holds_results
from graph_builder.documents.tables import block_pieces
from graph_builder.documents.titles import LONGEST_TITLE, heading_title, is_titled

_NOTE = re.compile(
    r"[（(【\[]?(牵头|责任|配合|主办|协办|承办|协助|参与|负责|主责|实施|完成)(考核)?(单位|部门|时限|时间|领导|人)?[）)】\]]?[:：]"
    r"|[（(][^（）()]{2,200}(负责|牵头|配合|落实|参与|分工负责)[^（）()。]{0,12}[）)]$"
    r"|[^，。；：:（(]{2,40}(牵头|主办)[，,]?[^。；：:]{0,80}(协助|协办|配合|参与|办理)[^。；]{0,4}$"
)
_REMARK = re.compile(r"备?注\d?[:：]")
_ASSIGNED = re.compile(
    r"[（(【](牵头|责任|主办|负责|主责)[^（）()]{0,4}[:：]|[（(][^（）()]{2,300}(负责|牵头|落实)[^（）()]{0,12}[）)]。?$"
    r"|(责任|牵头)(单位|部门)[：:]"
)
_LEAD_IN = re.compile(
    r"[^。]{0,60}((以下|如下|下列)[^。]{0,20}|(重点|着力|突出|切实|主要)?(抓好|做好)[^。]{0,20})[。：:]?$|[^。]{0,60}[：:]$"
)
_SIGNATURE = re.compile(
    r"(19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[（(]此件.*|[一二三四五六七八九〇○零]{4}年.{2,6}日"
    r"|[\u4e00-\u9fff（）()\s]{0,40}?(政府|国务院|委员会|管委会|办公厅|办公室|局|厅)([（(].{2,20}[）)])?"
)
#: An unnumbered heading below 一、 stands above （一）.
_UNNUMBERED = 6
_GOES_ON = "！？；：，、,;:"


@dataclass(slots=True, eq=False)
class Node:
    """A paragraph with what stands below it.

    ``start`` is after the mark; ``end`` closes the paragraph itself; ``rank`` is the level of a heading or numbered
    item (1 the highest), None for plain paragraphs and for marks that stand inside a task. ``row`` is a table's row:
    its title is the whole cell. ``columns`` is a line whose columns were lost; ``cell`` stands in a table that a reader found.
    """

    start: int
    end: int
    mark: Mark | None = None
    rank: int | None = None
    part: Part | None = None
    row: bool = False
    columns: bool = False
    cell: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def heads(self) -> list[Node]:
        """The numbered headings and items directly below."""
        return [child for child in self.children if child.rank is not None]

    @property
    def last(self) -> int:
        """The end of the block: of the last paragraph below."""
        return max(self.end, self.children[-1].last) if self.children else self.end

    @property
    def kind(self) -> MarkKind | None:
        """The kind of its mark."""
        return self.mark.kind if self.mark else None

    def runs_on(self, text: str) -> bool:
        """Tell whether the heading's line holds more than its title."""
        rest = text[heading_title(text, self.start, self.end) : self.end]
        return len(rest.strip("。：:；; \n")) > 0

    def titled(self, text: str) -> bool:
        """Tell whether it has a title: a lead of its own, or a short line without a sentence."""
        if self.row or is_titled(text, self.start, self.end):
            return True
        short = self.mark is not None and self.end - self.start <= 40
        return short and not self.runs_on(text) and text[self.end - 1] not in "。；;，,"


def is_note(text: str, span: Node | Span) -> bool:
    """Tell whether a paragraph only says who answers, or until when, or is a remark."""
    answers = _NOTE.match(text, span.start, span.end) is not None and span.end - span.start <= 400
    return answers or is_remark(text, span)


def is_remark(text: str, span: Node | Span) -> bool:
    """Tell whether a paragraph is a remark (注：…), which is no task."""
    return _REMARK.match(text, span.start, span.end) is not None


def is_assigned(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch says who answers for it."""
    return _ASSIGNED.search(text, start, end) is not None


def is_lead_in(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph only announces what follows (重点抓好以下工作：)."""
    return end - start <= 80 and _LEAD_IN.match(text[start:end]) is not None


def is_signature(text: str, start: int, end: int) -> bool:
    """Tell whether a line only signs a document: who, when, how it is made public."""
    return end - start <= 60 and _SIGNATURE.fullmatch(text, start, end) is not None


def is_bare_title(text: str, node: Node | Piece) -> bool:
    """Tell whether a plain paragraph is a title on a line of its own: short, and nothing after it."""
    return (
        node.mark is None
        and 4 <= node.end - node.start <= LONGEST_TITLE
        and text[node.end - 1] not in _GOES_ON
        and re.search(r"[\u4e00-\u9fff]{3}", text[node.start : node.end]) is not None
        and "。" not in text[node.start : node.end - 1]
        and _NOTE.match(text, node.start, node.end) is None
    )


def build_tree(text: str, blocks: Sequence[Block]) -> Node:
    """Return the root of the blocks' tree. Marks nest by their kind; a list that starts at 1 goes below."""
    pieces = block_pieces(text, blocks)
    first = pieces[0].start if pieces else 0
    stack = [Node(first, first)]
    for piece, following in zip_longest(pieces, pieces[1:]):
        while stack[-1].cell and not piece.cell:
            stack.pop()  # the table has ended, and with it its rows and their headings
        top = stack[-1]
        if (
            top.part == "annex"
            and top.start == top.end
            and not top.children
            and not piece.opens
            and is_bare_title(text, piece)
        ):
            top.start, top.end = piece.start, piece.end
            if opens_glossary(text[top.start : top.end]):
                top.part = "glossary"
            continue
        if top.part == "annex" and top.start == top.end and not top.children and piece.opens == "glossary":
            top.start, top.end, top.part = piece.start, piece.end, "glossary"
            continue
        node = Node(
            piece.start, piece.end, piece.mark, None, piece.opens, piece.row, piece.columns, piece.cell
        )
        unnumbered = _rank_without_mark(text, stack, piece, following)
        if unnumbered:
            node.rank = unnumbered
            while len(stack) > 1 and (stack[-1].rank or 0) >= unnumbered:
                stack.pop()
        elif piece.opens:
            node.rank = 1
            del stack[1:]
        elif piece.mark is not None and piece.mark.rank is not None and not _explains(text, top, piece):
            _close(stack, piece.mark)
            node.rank = piece.mark.rank
        elif (
            top.part == "annex"
            and holds_results(text, piece.start, piece.end)
            and piece.end - piece.start <= 60
        ):
            top.part = "review"
        stack[-1].children.append(node)
        if node.rank is not None:
            stack.append(node)
    return stack[0]


def _rank_without_mark(text: str, stack: list[Node], piece: Piece, following: Piece | None) -> int | None:
    """Return the level of a heading that has no mark: a chapter by its words, or a title right above 1. or （一）."""
    if piece.heading:
        return _UNNUMBERED if any(node.kind == "han" for node in stack) else RANKS["han"]
    if piece.mark or piece.row or following is None or following.mark is None or following.mark.number != 1:
        return None
    above = {"arabic": RANKS["arabic"] - 1, "hanparen": RANKS["hanparen"] - 1}.get(following.mark.kind)
    inside = len(stack) > 1 and stack[-1].part is None
    if above is None or following.row or not inside or not is_bare_title(text, piece):
        return None
    return above if text[piece.end - 1] != "。" else None


def _explains(text: str, top: Node, piece: Piece) -> bool:
    """Tell whether a numbered paragraph goes on with the glossary: all but a new chapter does."""
    if top.part != "glossary" or piece.mark is None:
        return False
    chapter = piece.mark.kind in ("chapter", "volume", "han")
    return not chapter or is_glossary_entry(text[piece.start : piece.end])


def _close(stack: list[Node], mark: Mark) -> None:
    """Close what ends where ``mark`` begins."""
    depth = next((at for at in range(len(stack) - 1, 0, -1) if _same_list(stack[at].mark, mark)), None)
    if depth is not None:
        del stack[depth:]
        return
    if mark.kind == "decimal":
        prefix = _written(mark).rpartition(".")[0]
        depth = next((at for at in range(len(stack) - 1, 0, -1) if _written(stack[at].mark) == prefix), None)
        if depth is not None:
            del stack[depth + 1 :]
            return
    if mark.number == 1 and mark.kind in ("hanparen", "arabic", "decimal"):
        return
    while len(stack) > 1 and (stack[-1].rank or 0) >= RANKS[mark.kind] and stack[-1].part is None:
        stack.pop()


def _same_list(earlier: Mark | None, mark: Mark) -> bool:
    return (
        earlier is not None
        and earlier.kind == mark.kind
        and _written(earlier).count(".") == _written(mark).count(".")
    )


def _written(mark: Mark | None) -> str:
    return re.sub(r"[^\d.]", "", mark.text.replace("．", ".")).strip(".") if mark else ""
