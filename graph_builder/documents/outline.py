"""The outline: sections in sections, tasks, actions, by DESIGN's definitions (STYLES 1-3, 7-9 are what it meets)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from graph_builder.documents.actions import actions, inner_items
from graph_builder.documents.document import Block, Outline, OutlineItem, OutlineKind, Part
from graph_builder.documents.parts import opens_headline, opens_review, opens_text, part_of_heading
from graph_builder.documents.sections import LOWEST_SECTION, is_section
from graph_builder.documents.titles import heading_title, is_titled, task_title
from graph_builder.documents.tree import (
    Node,
    build_tree,
    is_bare_title,
    is_lead_in,
    is_note,
    is_remark,
    is_signature,
)

#: Parts that hold no tasks: they look back, explain, or say the headline numbers.
_WITHOUT_TASKS: tuple[Part | None, ...] = ("review", "glossary", "headline")
#: A titled paragraph of this size that leads in three items is a section of its own.
_LONG_PARAGRAPH, _LED_ITEMS = 500, 3
#: Among so many numbered items, each of this size on its own line, the last one has no paragraphs either.
_FEWEST_SIBLINGS, _WHOLE_ITEM = 3, 150
_HAN, _FEWEST_CHARACTERS = re.compile("[\u4e00-\u9fff]"), 3


def build_outline(text: str, blocks: Sequence[Block], titled: bool) -> tuple[Outline, list[str]]:
    """Return the outline of the plan's blocks and what a reader should know about it.

    ``titled`` tells that the text begins with its own title: what stands before the first heading then is the
    preamble; in a passage cut out of a plan it is read as tasks.
    """
    tree = build_tree(text, blocks)
    builder = _Builder(text, titled, _silent_cells(tree))
    builder.build(tree)
    return Outline(tuple(builder.items)), builder.warnings()


class _Builder:
    """Walks the tree and writes the items down in text order."""

    def __init__(self, text: str, titled: bool, silent: Sequence[Node]) -> None:
        self.text = text
        self.silent = silent
        self.titled = titled
        self.items: list[OutlineItem] = []
        self.orders: Counter[tuple[int | None, OutlineKind]] = Counter()
        self.unsure_titles = 0
        self.unmarked = False

    def warnings(self) -> list[str]:
        """Return what is uncertain, in the reader's language."""
        found = []
        if self.unmarked:
            found.append("没有识别出章节标题：全文作为一个章节，每段作为一项任务。")
        if self.unsure_titles:
            found.append(f"{self.unsure_titles} 项任务没有自己的标题，取首个分句为名。")
        return found

    def build(self, root: Node) -> None:
        """Write the items of the whole tree."""
        heads = root.heads
        self.unmarked = not heads
        first = root.children.index(heads[0]) if heads else len(root.children)
        self._opening(root.children[:first])
        self._sections(root.children[first:], None, None)

    def _opening(self, nodes: list[Node]) -> None:
        """Write what stands before the first heading: preamble and headline, or tasks of a cut passage."""
        opens = any(opens_text(self.text[node.start : node.end]) for node in nodes)
        preamble = (self.titled or opens) and not self.unmarked
        for kind, run in _runs(self.text, [node for node in nodes if not (node.cell and node.columns)]):
            part: Part | None = kind or ("preamble" if preamble else None)
            index = self._section(run[0], None, part, run[-1].last)
            if part is None:
                self._tasks(run, index)

    def _sections(self, nodes: list[Node], parent: int | None, part: Part | None) -> None:
        chapters = parent is None and any(is_section(self.text, node, False) for node in nodes if node.rank)
        highest = min((node.rank for node in nodes if node.rank), default=None)
        for node in _hoisted(self.text, nodes):
            if node.rank is not None:
                self._heading(node, parent, part, chapters and node.rank == highest)
            elif part not in _WITHOUT_TASKS and not is_remark(self.text, node) and self._says_something(node):
                self._task(node, parent, node.last)

    def _heading(self, node: Node, parent: int | None, part: Part | None, chapters: bool) -> None:
        text = self.text
        own = (
            part or node.part or part_of_heading(text[node.start : heading_title(text, node.start, node.end)])
        )
        new = own if part is None else None
        if own in _WITHOUT_TASKS:
            index = self._section(node, parent, new, node.last)
            if own == "review":
                self._sections(
                    [head for head in node.heads if (head.rank or 0) <= LOWEST_SECTION], index, own
                )
        elif node.part == "annex" or is_section(text, node, chapters):
            index = self._section(node, parent, new, node.last)
            first = node.children.index(node.heads[0]) if node.heads else len(node.children)
            self._own_line(node, index)
            self._parts(node.children[:first], index)
            self._sections(node.children[first:], index, own)
        else:
            self._task(node, parent, node.last)

    def _own_line(self, node: Node, index: int) -> None:
        """Write what a heading's line says behind its title as tasks."""
        items = [] if node.heads else inner_items(self.text, node.start, node.end)
        self._split(heading_title(self.text, node.start, node.end), node.end, items, index)

    def _split(self, start: int, end: int, items: list[Node], parent: int) -> None:
        """Write the items of a paragraph as tasks, and what stands before the first of them."""
        until = (items[0].mark.start if items[0].mark else items[0].start) if items else end
        rest = _trimmed(self.text, start, until)
        if rest and self._says_something(rest):
            self._task(rest, parent, rest.end)
        for item in items:
            self._task(item, parent, item.end)

    def _parts(self, nodes: list[Node], index: int) -> None:
        """Write the plain paragraphs below a heading: headline and review as sections, the rest as tasks."""
        for kind, run in _runs(self.text, nodes):
            if kind:
                self._section(run[0], index, kind, run[-1].last)
            else:
                self._tasks(run, index)

    def _tasks(self, nodes: list[Node], parent: int) -> None:
        """Write a run of paragraphs as tasks; notes and inner items belong to the task before them."""
        groups: list[list[Node]] = []
        counted = max((at for at, node in enumerate(nodes) if node.kind == "ordinal"), default=-1)
        for at, node in enumerate(nodes):
            if groups and (
                self._follows(groups[-1], node) or self._within_count(groups[-1], node, at < counted)
            ):
                groups[-1].append(node)
            elif self._says_something(node):
                groups.append([node])
        for group in groups:
            self._paragraph(group, parent)

    def _says_something(self, node: Node) -> bool:
        """Tell whether a paragraph is more than an announcement, a signature or the rest of a lost table."""
        announces = is_lead_in(self.text, node.start, node.end) or is_signature(
            self.text, node.start, node.end
        )
        words = self.text[node.start : node.end]
        return not node.columns and not announces and len(_HAN.findall(words)) >= _FEWEST_CHARACTERS

    def _follows(self, group: list[Node], node: Node) -> bool:
        """Tell whether a paragraph belongs to the task before it."""
        text, first = self.text, group[0]
        if is_note(text, node) or node.kind in ("paren", "circled") or node.columns:
            return True
        if node.mark is not None:
            return text[first.end - 1] in "：:"
        return is_bare_title(text, first) and not (
            is_bare_title(text, node) or is_titled(text, node.start, node.end)
        )

    def _within_count(self, group: list[Node], node: Node, counts_on: bool) -> bool:
        """Tell whether an untitled paragraph belongs to the item before it: the count (一是…) goes on after it."""
        untitled = node.mark is None and not is_titled(self.text, node.start, node.end)
        return counts_on and group[0].kind == "ordinal" and untitled

    def _paragraph(self, group: list[Node], parent: int) -> None:
        """Write a paragraph as a task, or as several where it leads them in."""
        first = group[0]
        items = inner_items(self.text, first.start, first.end) if len(group) == 1 else []
        titled = is_titled(self.text, first.start, first.end)
        if titled and (len(items) < _LED_ITEMS or first.end - first.start < _LONG_PARAGRAPH):
            items = []
        if not items:
            self._task(first, parent, group[-1].last)
        elif titled:
            self._own_line(first, self._section(first, parent, None, first.end))
        else:
            self._split(first.start, first.end, items, parent)

    def _section(self, node: Node, parent: int | None, part: Part | None, end: int) -> int:
        if node.mark or node.rank:
            title_end = heading_title(self.text, node.start, node.end)
        else:
            title_end, _ = task_title(self.text, node.start, node.end)
        return self._write("Section", node, parent, title_end, end, part)

    def _task(self, node: Node, parent: int | None, end: int) -> None:
        title_end, sure = (
            _cell_title(self.text, node) if node.row else task_title(self.text, node.start, node.end)
        )
        self.unsure_titles += not sure
        index = self._write("Task", node, parent, title_end, end)
        for start, stop in self._sentences(title_end if sure else node.start, end):
            for mark, span, clause_end in actions(self.text, start, stop):
                self._write("Action", Node(span.start, span.end, mark), index, clause_end, span.end)

    def _sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a task's body without the cells that hold no sentence (who, when)."""
        first = bisect_left(self.silent, start, key=lambda cell: cell.start)
        for cell in self.silent[first:]:
            if cell.start >= end:
                break
            if start < cell.start:
                yield start, cell.start
            start = cell.end
        if start < end:
            yield start, end

    def _write(
        self,
        kind: OutlineKind,
        node: Node,
        parent: int | None,
        title_end: int,
        end: int,
        part: Part | None = None,
    ) -> int:
        self.orders[parent, kind] += 1
        order = self.orders[parent, kind]
        path = (*(self.items[parent].path if parent is not None else ()), f"{kind}:{order}")
        mark = node.mark.text if node.mark else ""
        self.items.append(OutlineItem(kind, node.start, title_end, end, parent, order, path, mark, part))
        return len(self.items) - 1


def _silent_cells(node: Node) -> list[Node]:
    """Return the cells of real tables that hold no sentence, in text order."""
    own = [node] if node.cell and node.columns else []
    return own + [cell for child in node.children for cell in _silent_cells(child)]


def _cell_title(text: str, node: Node) -> tuple[int, bool]:
    """Return the end of a table row's title, its whole cell but for the full stop, and that it is one."""
    return node.start + len(text[node.start : node.end].rstrip("。；;")), True


def _trimmed(text: str, start: int, end: int) -> Node | None:
    """Return the words behind a title, or None when there are none."""
    words = text[start:end]
    rest = words.lstrip("。：:；;，,！!？? \n\t\u3000")
    if not re.search(r"\w", rest):
        return None
    first = end - len(rest)
    return Node(first, first + len(rest.rstrip()))


def _hoisted(text: str, nodes: list[Node]) -> list[Node]:
    """Return the siblings, with the paragraphs behind the last item beside it where no other item has any.

    An item that says all in its own line ends with it; what follows the last of them closes the chapter.
    """
    heads = [node for node in nodes if node.rank is not None]
    if len(heads) < _FEWEST_SIBLINGS or heads[-1].heads or nodes[-1] is not heads[-1]:
        return nodes
    last = heads[-1]
    whole = last.end - last.start > _WHOLE_ITEM and last.runs_on(text)
    if not whole or not last.children or any(head.children for head in heads[:-1]):
        return nodes
    children, last.children = last.children, []
    return [*nodes, *children]


def _runs(text: str, nodes: list[Node]) -> list[tuple[Part | None, list[Node]]]:
    """Group paragraphs into runs: headline lines, last year's review, and the rest (None)."""
    runs: list[tuple[Part | None, list[Node]]] = []
    for node in nodes:
        words = text[node.start : node.end]
        kind: Part | None = None
        if node.columns:
            kind = None
        elif opens_headline(words) or _announces_headline(text, node):
            kind = "headline"
        elif opens_review(words):
            kind = "review"
        elif runs and runs[-1][0] == "headline" and _continues_headline(text, runs[-1][1], node):
            kind = "headline"
        if runs and runs[-1][0] == kind and not (kind == "headline" and opens_headline(words)):
            runs[-1][1].append(node)
        else:
            runs.append((kind, [node]))
    return runs


def _announces_headline(text: str, node: Node) -> bool:
    """Tell whether a paragraph is a title of its own line that names the targets (主要预期目标)."""
    return is_bare_title(text, node) and part_of_heading(text[node.start : node.end]) == "headline"


def _continues_headline(text: str, run: list[Node], node: Node) -> bool:
    """Tell whether a line goes on with the headline targets announced before it."""
    if len(run) == 1 and _announces_headline(text, run[0]):
        return True
    if len(run) == 1 and text[run[0].end - 1] not in "：:":
        return False
    line = text[node.start : node.end]
    dashed = node.kind in ("dash", "bullet")
    return dashed or (len(line) <= 80 and re.search(r"\d", line) is not None and len(line.split("。")) <= 2)
