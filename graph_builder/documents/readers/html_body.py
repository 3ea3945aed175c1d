"""Which part of a page holds the plan: the container that government sites use, else where the sentences are."""

import re
from collections import Counter

from lxml import etree
from resiliparse.extract.html2text import extract_plain_text

#: Containers of the article seen on government sites, by id and by class (FORMATS.md, 2).
_IDS = frozenset(("ucap-content", "zoomcon", "zoom", "newscontent", "articlecontent"))
_CLASSES = frozenset(
    (
        "zoomcon",
        "info_cont",
        "article-content",
        "content_article",
        "trs_editor",
        "pages_content",
        "trs_ueditor",
    )
)
_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr"))
_LEAST_TEXT = 200
_SENTENCE = re.compile("[。；：，]")
_SENTENCE_LINE = 15
_COVER = 0.85
#: More lines than any page has: such a file is kept whole.
_MOST_LINES = 5000


def find_body(root: etree._Element, page: str) -> etree._Element:
    """Return the element with the plan's text: the largest known container, else the smallest that covers it.

    The fallback asks resiliparse which lines are the article's, and goes down while one child holds most of them.
    """
    known = max(filter(_is_container, root.iter(etree.Element)), key=text_length, default=None)
    if known is not None and text_length(known) > _LEAST_TEXT:
        return known
    body = root.find(".//body")
    return _covering(body if body is not None else root, page)


def text_length(element: etree._Element) -> int:
    """Return how many characters stand below an element, blanks not counted."""
    return len(_squeezed(element))


def _is_container(element: etree._Element) -> bool:
    if (element.get("id") or "").lower() in _IDS:
        return True
    return not _CLASSES.isdisjoint((element.get("class") or "").lower().split())


def _covering(element: etree._Element, page: str) -> etree._Element:
    extracted = extract_plain_text(page, main_content=True, list_bullets=False, alt_texts=False)
    lines = [
        squeezed
        for line in extracted.splitlines()
        if len(squeezed := "".join(line.split())) >= _SENTENCE_LINE and _SENTENCE.search(squeezed)
    ]
    if len(lines) > _MOST_LINES:
        return element
    wanted = Counter(lines)
    whole = sum(len(line) * count for line, count in wanted.items())
    while whole:
        child = next((child for child in element if _held(child, wanted) >= _COVER * whole), None)
        if child is None:
            break
        element = child
    while element.tag in _TABLE and (parent := element.getparent()) is not None:
        element = parent  # its title stands over the table; a table that is only layout was gone through to its cell
    return element


def _held(element: etree._Element, lines: Counter[str]) -> int:
    """Return how many characters of the article's lines stand below an element."""
    if not isinstance(element.tag, str):
        return 0
    text = _squeezed(element)
    return sum(len(line) * min(count, text.count(line)) for line, count in lines.items())


def _squeezed(element: etree._Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())
