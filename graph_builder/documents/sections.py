"""Which headings are sections: those whose parts carry titles or assignments of their own; the others are tasks."""

from graph_builder.documents.actions import inner_items
from graph_builder.documents.titles import is_titled
from graph_builder.documents.tree import Node, is_assigned, is_bare_title, is_note

#: Numbered items below this rank (1., 1.1) hold no titled paragraphs of their own.
LOWEST_SECTION = 7
#: Where these close few paragraphs, the marks were lost, and a short line is no title for that.
_PARAGRAPH_END = "。！？；：）)”"
#: A heading with so many plain paragraphs and characters is a chapter, not one task.
_MANY_PARAGRAPHS, _MANY_CHARACTERS = 4, 1500


def is_section(text: str, node: Node, chapters: bool) -> bool:
    """Tell whether a heading is a section; ``chapters``: it stands at the top beside others that are."""
    if node.row:
        return False
    if node.heads:
        return not _numbers_inside(text, node)
    marked = [child for child in node.children if child.mark is not None]
    if sum(is_assigned(text, child.start, child.end) for child in marked) > 1:
        return True
    if (node.rank or 0) > LOWEST_SECTION or node.kind == "article":
        return False
    plain = [child for child in node.children if child.mark is None and not is_note(text, child)]
    return (
        _has_titled_paragraphs(text, plain)
        or _has_listed_items(text, marked)
        or bool(inner_items(text, node.start, node.end))
        or (len(plain) == 1 and bool(inner_items(text, plain[0].start, plain[0].end)))
        or (chapters and len(plain) > 1)
        or (
            len(plain) >= _MANY_PARAGRAPHS
            and sum(child.end - child.start for child in plain) > _MANY_CHARACTERS
        )
    )


def _has_titled_paragraphs(text: str, plain: list[Node]) -> bool:
    titled = sum(is_titled(text, child.start, child.end) for child in plain)
    bare = [is_bare_title(text, child) for child in plain]
    bodies = [child for child, alone in zip(plain, bare, strict=True) if not alone]
    punctuated = sum(text[child.end - 1] in _PARAGRAPH_END for child in bodies)
    alone = sum(bare[:-1]) if 2 * punctuated > len(bodies) else 0
    return len(plain) > 1 and (titled > 0 or alone > 1)


def _has_listed_items(text: str, marked: list[Node]) -> bool:
    counted = sum(child.kind == "ordinal" for child in marked)
    listed = sum(child.kind in ("dash", "bullet") and child.titled(text) for child in marked)
    return counted > 1 or listed > 1


def _numbers_inside(text: str, node: Node) -> bool:
    """Tell whether the numbers below a heading only count what is inside one task."""
    heads = node.heads
    if any(is_assigned(text, head.start, head.last) for head in heads):
        return False
    if node.kind == "article":
        return not any(is_titled(text, head.start, head.end) for head in heads)
    if any(head.titled(text) or head.heads for head in heads):
        return False
    return node.runs_on(text) or text[node.end - 1] in "：:"
