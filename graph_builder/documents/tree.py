"""The nesting of a text's paragraphs by their marks, before it is decided what is a section and what a task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph_builder.documents.document import Part, Span
from graph_builder.documents.marks import RANKS, Mark, MarkKind, read_mark
from graph_builder.documents.parts import is_glossary_entry, opens_glossary
from graph_builder.documents.titles import LONGEST_TITLE, heading_title, is_titled

_NOTE = re.compile(
    r"[（(【\[]?(牵头|责任|配合|主办|协办|承办|协助|参与|负责|主责|实施|完成)(考核)?(单位|部门|时限|时间|领导|人)?[）)】\]]?[:：]"
    r"|[（(][^（）()]{2,200}(负责|牵头|配合|落实|参与|分工负责)[^（）()。]{0,12}[）)]$"
    r"|[^，。；：:（(]{2,12}(牵头|主办)[，,][^。；：:]{2,80}(协助|协办|配合|参与|办理)[^。；]{0,4}$"
)
_ASSIGNED = re.compile(
    r"[（(【](牵头|责任|主办|负责|主责)[^（）()]{0,4}[:：]|[（(][^（）()]{2,300}(负责|牵头|落实)[^（）()]{0,12}[）)]。?$"
    r"|(责任|牵头)(单位|部门)[：:]"
)
_LEAD_IN = re.compile(
    r"[^。]{0,60}((以下|如下|下列)[^。]{0,20}|(重点|着力|突出|切实|主要)?(抓好|做好)[^。]{0,20})[。：:]?$|[^。]{0,60}[：:]$"
)
#: Where a line break was lost: blanks in a row, or the end of a sentence, before a mark that counts on.
_LOST_BREAK = re.compile(r"[ \t\u3000]{3,}(?=\S)|(?<=[。！；）)])[ \t\u3000]*(?=[（(第一二三四五六七八九十])")
_SENTENCE_END = "。！？；：，、,;:"


@dataclass(slots=True)
class Node:
    """A paragraph with what stands below it.

    ``start`` is after the mark; ``end`` closes the paragraph itself; ``rank`` is the level of a heading or numbered item
    (1 the highest), None for plain paragraphs and for marks that stand inside a task.
    """

    start: int
    end: int
    mark: Mark | None = None
    rank: int | None = None
    part: Part | None = None
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


def is_bare_title(text: str, node: Node) -> bool:
    """Tell whether a plain paragraph is a title on a line of its own: short, and no sentence."""
    length = node.end - node.start
    return (
        node.mark is None
        and 4 <= length <= LONGEST_TITLE
        and text[node.end - 1] not in _SENTENCE_END
        and re.search(r"[\u4e00-\u9fff]{3}", text[node.start : node.end]) is not None
        and not is_note(text, node)
    )


def build_tree(text: str, paragraphs: Iterable[Span]) -> Node:
    """Return the root of the paragraphs' tree. Marks nest by their kind; a list that starts at 1 goes below."""
    spans = list(paragraphs)
    root = Node(spans[0].start if spans else 0, spans[0].start if spans else 0)
    stack = [root]
    bare = _counts_bare(text, spans)
    for span, mark in _pieces(text, spans, bare):
        node = Node(mark.end if mark else span.start, span.end, mark, mark.rank if mark else None)
        if (
            mark is not None
            and mark.kind == "annex"
            or node.rank is None
            and opens_glossary(text[span.start : span.end])
        ):
            node.part = "glossary" if opens_glossary(text[node.start : node.end]) else "annex"
            node.rank = 1
            del stack[1:]
        elif stack[-1].part == "annex" and stack[-1].start == stack[-1].end and is_bare_title(text, node):
            stack[-1].start, stack[-1].end = node.start, node.end
            if opens_glossary(text[node.start : node.end]):
                stack[-1].part = "glossary"
            continue
        elif stack[-1].part == "glossary" and _still_glossary(text, span, mark):
            node.rank = None
        elif mark is not None and mark.rank is not None:
            _close(stack, mark)
        stack[-1].children.append(node)
        if node.rank is not None:
            stack.append(node)
    return root


def _still_glossary(text: str, span: Span, mark: Mark | None) -> bool:
    """Tell whether a paragraph goes on with the glossary: all but a new chapter does."""
    return (
        mark is None
        or mark.kind not in ("chapter", "volume", "han")
        or is_glossary_entry(text[span.start : span.end])
    )


def _pieces(text: str, spans: list[Span], bare: bool) -> Iterator[tuple[Span, Mark | None]]:
    """Yield the paragraphs with their marks, cut where a line break before a mark was lost."""
    counts: dict[str, int] = {}
    for span in spans:
        start = span.start
        mark = _mark(text, start, span.end, bare)
        for gap in _LOST_BREAK.finditer(text, span.start, span.end):
            following = _mark(text, gap.end(), span.end, bare)
            wide = gap.end() - gap.start() >= 3
            heading = wide and mark is not None and mark.kind in ("volume", "chapter", "section", "article")
            if not heading and (
                following is None or following.rank is None or not _counts_on(counts, mark, following, wide)
            ):
                continue
            _count(counts, mark)
            yield Span(start, gap.start()), mark
            start, mark = gap.end(), following
        _count(counts, mark)
        yield Span(start, span.end), mark


def _counts_on(counts: dict[str, int], current: Mark | None, following: Mark, wide: bool) -> bool:
    """Tell whether a mark inside a line goes on with a list that is open (then it begins a line of its own)."""
    if following.kind not in ("han", "hanparen", "chapter", "section", "article", "volume"):
        return False
    last = current.number if current and current.kind == following.kind else counts.get(following.kind, 0)
    return following.number == (last or 0) + 1 and (wide or bool(last))


def _count(counts: dict[str, int], mark: Mark | None) -> None:
    if mark and mark.rank is not None and mark.number is not None:
        counts[mark.kind] = mark.number


def _mark(text: str, start: int, end: int, bare: bool) -> Mark | None:
    mark = read_mark(text, start, end)
    if mark is None or (mark.kind == "bare" and not bare) or (mark.kind == "annex" and end - mark.end > 40):
        return None
    return mark if mark.end < end or mark.kind == "annex" else None


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
