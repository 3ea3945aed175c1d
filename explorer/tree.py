"""Page parts as trees of plain elements: names are text by construction, never markup.

A tree is a string, or ``[tag, {attribute: value}, child, …]``; the sheet component builds the elements with
``textContent`` and knows only the tags and attributes below.
"""

from typing import Any

Tree = str | list[Any]

TAGS = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "button",
        "code",
        "dd",
        "dialog",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "i",
        "kbd",
        "li",
        "nav",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    [
        "class",
        "href",
        "title",
        "id",
        "role",
        "tabindex",
        "colspan",
        "rowspan",
        "scope",
        "act",
        "copy",
        "copied",
        "col",
        "at",
        "step",
        "walk",
        "key",
        "opens",
        "once",
        "dismiss",
        "switch",
        "shift",
        "aria-label",
        "aria-current",
        "aria-pressed",
        "aria-hidden",
        "style",
    ]
)


def h(tag: str, *children: Tree | int | None, **attributes: Any) -> Tree:
    """An element; ``_`` in an attribute's name stands for ``-``, and ``cls`` for ``class``; None is left out.

    Raises ValueError for a tag or attribute that the sheet does not know.
    """
    named = {
        {"cls": "class"}.get(name, name.replace("_", "-")): str(value)
        for name, value in attributes.items()
        if value is not None and value is not False
    }
    unknown = ({tag} - TAGS) | (named.keys() - ATTRIBUTES)
    if unknown:
        raise ValueError(f"not an element or attribute of a sheet: {', '.join(sorted(unknown))}")
    return [
        tag,
        named,
        *(str(child) if isinstance(child, int) else child for child in children if child is not None),
    ]
