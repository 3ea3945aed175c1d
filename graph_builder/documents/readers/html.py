"""Web pages: the article's own container without the page around it, its tables as tables."""

import re

from lxml import etree

from graph_builder.documents.readers.html_blocks import pieces_of
from graph_builder.documents.readers.html_body import find_body
from graph_builder.documents.readers.html_metadata import page_facts
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError

_DEEPEST = 2000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
#: Elements without an end tag, or whose end tag may be left out: they do not nest by themselves.
_UNNESTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "colgroup",
))  # fmt: skip


def read(data: bytes) -> Reading:
    """Read a page. Raises InputError ``too_deep`` for nesting bombs and ``no_text`` for a page without text."""
    page, encoding = decode(data)
    if _depth(page) > _DEEPEST:
        raise InputError(f"网页嵌套超过 {_DEEPEST} 层。", "too_deep")
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    if root is None:
        raise InputError("网页里没有文字。", "no_text")
    body = find_body(root, page)
    facts = page_facts(root, body)
    return Reading(list(pieces_of(body)), facts, title=facts.get("名称") or _title(root), encoding=encoding)


def decode(data: bytes) -> tuple[str, str]:
    """Return the page's text and its encoding: a mark, the encoding it declares, else UTF-8 or GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
    for encoding in (name, "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace"), "utf-8"


def _depth(page: str) -> int:
    """Return how deep elements nest, counted before anything parses them."""
    depth = deepest = 0
    for tag in _TAG.finditer(page):
        if tag[2].lower() in _UNNESTED or tag[3]:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _title(root: etree._Element) -> str | None:
    """Return the article's title from the page's own, whose parts are joined by - or _."""
    node = root.find(".//title")
    words = " ".join((node.text or "").split()) if node is not None else ""
    return re.split(r"\s*[-_|–—]{1,2}\s*(?=[^-_|]*(?:网|门户|政府|平台|之窗))", words)[0] or None
