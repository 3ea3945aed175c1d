"""The nesting of a text's paragraphs by their marks, before it is decided what is a section and what a task."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_builder.documents.document import Span
from graph_builder.documents.marks import RANKS, Mark, read_mark
from graph_builder.documents.titles import heading_title, is_titled

_NOTE = re.compile(
    r"[（(【\[]?(牵头|责任|配合|主办|协办|承办|协助|参与|负责|主责|实施|完成)(考核)?(单位|部门|时限|时间|领导|人)?[）)】\]]?[:：]"
    r"|[（(][^（）()]{2,200}(负责|牵头|配合|落实|参与|分工负责)[^（）()。]{0,12}[）)]$"
)
_ASSIGNED = re.compile(
    r"[（(【](牵头|责任|主办|负责|主责)[^（）()]{0,4}[:：]|[（(][^（）()]{2,300}(负责|牵头|落实)[^（）()]{0,12}[）)]。?$"
    r"|(责任|牵头)(单位|部门)[：:]"
)
_LEAD_IN = re.compile(
    r"[^。]{0,60}((以下|如下|下列)[^。]{0,20}|(重点|着力|突出|切实|主要)?(抓好|做好)[^。]{0,20})[。：:]?$|[^。]{0,60}[：:]$"
)


@dataclass(slots=True)
class Node:
    """A paragraph with what stands below it. ``start`` is after the mark; ``end`` closes the paragraph itself."""

    start: int
    end: int
    mark: Mark | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def rank(self) -> int | None:
        """The level its mark builds, None for plain paragraphs and marks that stand inside a task."""
        return self.mark.rank if self.mark else None

    @property
    def heads(self) -> list[Node]:
        """The numbered headings and items directly below."""
        return [child for child in self.children if child.rank is not None]

    @property
    def last(self) -> int:
        """The end of the block: of the last paragraph below."""
        return max([self.end, *(child.last for child in self.children[-1:])])

    def runs_on(self, text: str) -> bool:
        """Tell whether the heading's line holds more than its title."""
        rest = text[heading_title(text, self.start, self.end) : self.end]
        return len(rest.strip("。：:；; \n")) > 0

    def titled(self, text: str) -> bool:
        """Tell whether it has a title: a lead of its own, or a short line without a sentence."""
        if is_titled(text, self.start, self.end):
            return True
        return (
            self.mark is not None
            and self.end - self.start <= 40
            and not self.runs_on(text)
            and text[self.end - 1] not in "。；;，,"
        )


def is_note(text: str, span: Node | Span) -> bool:
    """Tell whether a paragraph only says who answers, or until when."""
    return _NOTE.match(text, span.start, span.end) is not None and span.end - span.start <= 400


def is_assigned(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch says who answers for it."""
    return _ASSIGNED.search(text, start, end) is not None


def is_lead_in(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph only announces what follows (重点抓好以下工作：)."""
    return end - start <= 80 and _LEAD_IN.match(text[start:end]) is not None


def build_tree(text: str, paragraphs: Iterable[Span]) -> Node:
    """Return the root of the paragraphs' tree. Marks nest by their kind; a list that starts at 1 goes below."""
    spans = list(paragraphs)
    root = Node(spans[0].start if spans else 0, spans[0].start if spans else 0)
    stack = [root]
    bare = _counts_bare(text, spans)
    for span in spans:
        mark = read_mark(text, span.start, span.end)
        if mark and (mark.end >= span.end or (mark.kind == "bare" and not bare)):
            mark = None
        node = Node(mark.end if mark else span.start, span.end, mark)
        if mark and mark.rank is not None:
            _close(stack, mark)
            stack[-1].children.append(node)
            stack.append(node)
        else:
            stack[-1].children.append(node)
    return root


def _counts_bare(text: str, spans: list[Span]) -> bool:
    """Tell whether numbers without a dot (1 总体要求) are headings here: only where decimals (1.1) stand below."""
    marks = [read_mark(text, span.start, span.end) for span in spans if span.end - span.start <= 40]
    kinds = {mark.kind for mark in marks if mark}
    return "bare" in kinds and "decimal" in kinds


def _close(stack: list[Node], mark: Mark) -> None:
    """Close what ends where ``mark`` begins."""
    depth = next((at for at in range(len(stack) - 1, 0, -1) if _same_list(stack[at].mark, mark)), None)
    if depth is not None:
        del stack[depth:]
        return
    if mark.kind == "decimal":
        prefix = mark.text.rstrip(".．、 ").replace("．", ".").rpartition(".")[0]
        depth = next((at for at in range(len(stack) - 1, 0, -1) if _written(stack[at].mark) == prefix), None)
        if depth is not None:
            del stack[depth + 1 :]
            return
    if mark.number == 1 and mark.kind in ("hanparen", "arabic", "decimal"):
        return
    while len(stack) > 1 and (stack[-1].rank or 0) >= RANKS[mark.kind]:
        stack.pop()


def _same_list(earlier: Mark | None, mark: Mark) -> bool:
    return (
        earlier is not None and earlier.kind == mark.kind and earlier.text.count(".") == mark.text.count(".")
    )


def _written(mark: Mark | None) -> str:
    return re.sub(r"[^\d.]", "", mark.text.replace("．", ".")).strip(".") if mark else ""
