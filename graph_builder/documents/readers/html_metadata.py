"""What a page says about its article: meta elements of the sites' common standard, and labels beside their values."""

import re

from lxml import etree

from graph_builder.documents.metadata import LABELS

#: GB/T 31506 names of a page's facts, and the name a field gets.
_META = {
    "articletitle": "名称",
    "pubdate": "公开日期",
    "contentsource": "来源",
    "columnname": "栏目",
    "sitename": "网站",
    "url": "网址",
}
_LABELLED = re.compile(f"({'|'.join(sorted(LABELS, key=len, reverse=True))})[:：](.*)", re.DOTALL)
_HOLDERS = frozenset(("td", "th", "li", "dt", "dd", "p", "div", "span", "b", "strong", "label", "em", "i"))
_DATE = re.compile(r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_LONGEST = 160


def page_facts(root: etree._Element, body: etree._Element) -> dict[str, str]:
    """Return the page's facts by the field's name; labels in the body are the text's own and do not count."""
    found = _labelled(root, body)
    for node in root.iter("meta"):
        name = _META.get((node.get("name") or "").lower())
        value = _line(node.get("content") or "")
        if name and value and (name not in found or name == "名称"):
            found[name] = value
    if "公开日期" in found and (date := _DATE.search(found["公开日期"])):
        found["公开日期"] = date.group()
    address = _address(root)
    if address:
        found["网址"] = address
    return found


def _labelled(root: etree._Element, body: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    inside = {body, *body.iterdescendants()}
    for node in root.iter(*_HOLDERS):
        if node in inside or len(node) > 8:
            continue
        words = _line("".join(map(str, node.itertext())))
        if not words or len(words) > _LONGEST:
            continue
        match = _LABELLED.fullmatch(re.sub(r"[\s\u3000\u00a0]+(?=[^:：]{0,8}[:：])", "", words))
        name = LABELS.get(match[1]) if match else LABELS.get("".join(words.split()))
        if name is None:
            continue
        value = _line(match[2]) if match and match[2].strip() else _beside(node)
        if value and len(value) <= _LONGEST:
            found.setdefault(name, value)
    return found


def _beside(node: etree._Element) -> str:
    """Return the text of the cell or element after a label, which may be wrapped alone in its cell."""
    for _ in range(3):
        following = node.getnext()
        if following is not None and isinstance(following.tag, str):
            value = _line("".join(map(str, following.itertext())))
            return "" if value.rstrip(":：") in LABELS else value
        parent = node.getparent()
        if parent is None or parent.tag in ("tr", "ul", "table"):
            return ""
        if (tail := _line(node.tail or "")) and tail not in (":", "："):
            return tail.lstrip(":： ")
        node = parent
    return ""


def _address(root: etree._Element) -> str | None:
    """Return where the page came from: a comment of the browser that saved it, its canonical link, its own meta."""
    for node in root.getroottree().iter(etree.Comment):
        saved = _SAVED_FROM.search(node.text or "")
        if saved:
            return saved[1]
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return link.get("href")
    return None


def _line(text: str) -> str:
    return " ".join(text.split())
