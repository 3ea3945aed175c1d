"""The outline: sections in sections, tasks, actions, by DESIGN's definitions (STYLES 1-3, 7-9 are what it meets)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graph_builder.documents.actions import actions, ordinal_items
from graph_builder.documents.document import Outline, OutlineItem, OutlineKind, Part, Span
from graph_builder.documents.lines import paragraphs
from graph_builder.documents.parts import opens_headline, opens_review, part_of_heading
from graph_builder.documents.titles import heading_title, is_titled, task_title
from graph_builder.documents.tree import Node, build_tree, is_assigned, is_lead_in, is_note

#: A heading with so many plain paragraphs and characters is a chapter, not one task.
_MANY_PARAGRAPHS, _MANY_CHARACTERS = 3, 900


def build_outline(text: str, body: Sequence[Span], titled: bool) -> tuple[Outline, list[str]]:
    """Return the outline of the body's text and what a reader should know about it.

    ``titled`` tells that the text begins with its own title: what stands before the first heading then is the
    preamble; in a passage cut out of a plan it is read as tasks.
    """
    builder = _Builder(text, titled)
    builder.build(build_tree(text, paragraphs(text, body)))
    return Outline(tuple(builder.items)), builder.warnings()


class _Builder:
    """Walks the tree and writes the items down in text order."""

    def __init__(self, text: str, titled: bool) -> None:
        self.text = text
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
        if not root.children:
            return
        heads = root.heads
        self.unmarked = not heads
        first = root.children.index(heads[0]) if heads else len(root.children)
        before, rest = root.children[:first], root.children[first:]
        if before:
            self._open(before)
        self._sections(rest, None, None)

    def _open(self, nodes: list[Node]) -> None:
        """Write what stands before the first heading: preamble and headline, or tasks of a cut passage."""
        runs = _runs(self.text, nodes)
        for kind, run in runs:
            part: Part | None = kind if kind else ("preamble" if self.titled and not self.unmarked else None)
            index = self._section(run[0], None, part, run[-1].last)
            if part is None:
                self._tasks(run, index)

    def _sections(self, nodes: list[Node], parent: int | None, part: Part | None) -> None:
        chapters = any(self._is_section(node, False) for node in nodes if node.rank is not None)
        for node in nodes:
            if node.rank is None:
                if parent is None or part not in ("review", "glossary", "headline"):
                    self._paragraph(node, parent)
            else:
                self._heading(node, parent, part, chapters)

    def _heading(self, node: Node, parent: int | None, part: Part | None, chapters: bool) -> None:
        text = self.text
        own = (
            part or node.part or part_of_heading(text[node.start : heading_title(text, node.start, node.end)])
        )
        if own in ("review", "glossary", "headline"):
            index = self._section(node, parent, own if part is None else None, node.last)
            if own == "review":
                self._sections(node.heads, index, own)
        elif self._is_section(node, chapters):
            self._section_with_parts(node, parent, own if part is None else None, own)
        else:
            self._task(node, parent)

    def _section_with_parts(
        self, node: Node, parent: int | None, part: Part | None, inherited: Part | None
    ) -> None:
        index = self._section(node, parent, part, node.last)
        items = ordinal_items(self.text, node.start, node.end)
        for item in items:
            self._write_task(item, index, item.end)
        if node.heads:
            first = node.children.index(node.heads[0])
            self._parts(node.children[:first], index)
            self._sections(node.children[first:], index, inherited)
        else:
            self._parts(node.children, index)

    def _parts(self, nodes: list[Node], index: int) -> None:
        for kind, run in _runs(self.text, nodes):
            if kind:
                self._section(run[0], index, kind, run[-1].last)
            else:
                self._tasks(run, index)

    def _tasks(self, nodes: list[Node], parent: int) -> None:
        """Write a run of paragraphs as tasks; notes and inner items belong to the task before them."""
        text = self.text
        open_task: Node | None = None
        groups: list[list[Node]] = []
        for node in nodes:
            inner = node.mark is not None and node.mark.kind in ("paren", "circled")
            follows = open_task is not None and (
                inner or is_note(text, node) or (node.mark is not None and text[open_task.end - 1] in "：:")
            )
            if follows:
                groups[-1].append(node)
            elif not is_lead_in(text, node.start, node.end):
                groups.append([node])
                open_task = node
        for group in groups:
            self._write_task(group[0], parent, group[-1].last)

    def _paragraph(self, node: Node, parent: int | None) -> None:
        if not is_lead_in(self.text, node.start, node.end):
            self._write_task(node, parent, node.last)

    def _task(self, node: Node, parent: int | None) -> None:
        self._write_task(node, parent, node.last)

    def _is_section(self, node: Node, chapters: bool) -> bool:
        """Tell whether a heading's parts carry titles or assignments of their own."""
        text, heads = self.text, node.heads
        if heads:
            return not self._numbers_inside(node, heads)
        rank = node.rank or 0
        plain = [child for child in node.children if child.mark is None and not is_note(text, child)]
        marked = [child for child in node.children if child.mark is not None]
        if rank <= 7 and any(is_titled(text, child.start, child.end) for child in plain):
            return True
        listed = [
            child for child in marked if child.mark and child.mark.kind in ("ordinal", "dash", "bullet")
        ]
        if (
            rank <= 7
            and sum(child.mark.kind == "ordinal" or child.titled(text) for child in listed if child.mark) > 1
        ):
            return True
        if sum(is_assigned(text, child.start, child.end) for child in marked) > 1:
            return True
        if rank <= 7 and ordinal_items(text, node.start, node.end):
            return True
        if chapters and rank <= 5 and len(plain) > 1:
            return True
        size = sum(child.end - child.start for child in plain)
        return len(plain) >= _MANY_PARAGRAPHS and size > _MANY_CHARACTERS

    def _numbers_inside(self, node: Node, heads: list[Node]) -> bool:
        text = self.text
        if any(head.titled(text) or head.heads or is_assigned(text, head.start, head.last) for head in heads):
            return False
        article = node.mark is not None and node.mark.kind == "article"
        return article or node.runs_on(text) or text[node.end - 1] in "：:"

    def _section(self, node: Node, parent: int | None, part: Part | None, end: int) -> int:
        title_end = heading_title(self.text, node.start, node.end)
        return self._write("Section", node, parent, title_end, end, part)

    def _write_task(self, node: Node, parent: int | None, end: int) -> None:
        title_end, sure = task_title(self.text, node.start, node.end)
        self.unsure_titles += not sure
        index = self._write("Task", node, parent, title_end, end)
        for mark, span, clause_end in actions(self.text, title_end if sure else node.start, end):
            self._write("Action", Node(span.start, span.end, mark), index, clause_end, span.end)

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


def _runs(text: str, nodes: list[Node]) -> list[tuple[Part | None, list[Node]]]:
    """Group paragraphs into runs: headline lines, last year's review, and the rest (None)."""
    runs: list[tuple[Part | None, list[Node]]] = []
    for node in nodes:
        words = text[node.start : node.end]
        dashed = node.mark is not None and node.mark.kind in ("dash", "bullet")
        kind: Part | None = None
        if opens_headline(words):
            kind = "headline"
        elif opens_review(words):
            kind = "review"
        elif runs and runs[-1][0] == "headline" and _continues_headline(text, runs[-1][1], node, dashed):
            kind = "headline"
        if runs and runs[-1][0] == kind and not (kind == "headline" and opens_headline(words)):
            runs[-1][1].append(node)
        else:
            runs.append((kind, [node]))
    return runs


def _continues_headline(text: str, run: list[Node], node: Node, dashed: bool) -> bool:
    """Tell whether a line goes on with the headline targets announced before it."""
    if len(run) == 1 and text[run[0].end - 1] not in "：:":
        return False
    line = text[node.start : node.end]
    return dashed or (len(line) <= 80 and re.search(r"\d", line) is not None and len(line.split("。")) <= 2)
