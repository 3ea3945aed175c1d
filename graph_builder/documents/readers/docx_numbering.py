"""Word's automatic numbers (一、（一）1. ①) as text: the file only says how to count them.

Source: ECMA-376-1, 17.9 (numbering), 17.18.59 (ST_NumberFormat).
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from lxml import etree

from graph_builder.documents.readers.numerals import formatted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(slots=True)
class Level:
    """One level of a list: its number's format, the text around it (%1、) and what follows (tab, space, nothing)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list instance (w:num): its levels, and the abstract list whose count it shares."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document, which must be asked for in reading order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()
        if numbering is not None:
            self._load(numbering)

    def _load(self, root: etree._Element) -> None:
        abstracts = {
            _val(node, "abstractNumId", attribute=True): {
                int(level.get(f"{W}ilvl", "0")): _level(level) for level in node.iterfind(f"{W}lvl")
            }
            for node in root.iterfind(f"{W}abstractNum")
        }
        links = {
            _val(node, "abstractNumId", attribute=True): name.get(f"{W}val")
            for node in root.iterfind(f"{W}abstractNum")
            if (name := node.find(f"{W}numStyleLink")) is not None
        }
        named = {
            name.get(f"{W}val"): _val(node, "abstractNumId", attribute=True)
            for node in root.iterfind(f"{W}abstractNum")
            if (name := node.find(f"{W}styleLink")) is not None
        }
        for node in root.iterfind(f"{W}num"):
            abstract = _val(node, "abstractNumId") or ""
            if abstract in links:
                abstract = named.get(links[abstract]) or abstract
            levels = dict(abstracts.get(abstract, {}))
            overrides = {}
            for override in node.iterfind(f"{W}lvlOverride"):
                at = int(override.get(f"{W}ilvl", "0"))
                if (own := override.find(f"{W}lvl")) is not None:
                    levels[at] = _level(own)
                if (start := _val(override, "startOverride")) is not None:
                    overrides[at] = _number(start, 1)
            self._lists[node.get(f"{W}numId", "")] = _List(abstract, levels, overrides)

    def level_of_style(self, number: str, style: str) -> int | None:
        """Return the level of a list that a paragraph style is tied to."""
        found = self._lists.get(number)
        return (
            next((at for at, level in found.levels.items() if level.style == style), None) if found else None
        )

    def next_label(self, number: str, at: int) -> str:
        """Count a paragraph of list ``number`` at level ``at`` (from 0) and return its number as text."""
        found = self._lists.get(number)
        if found is None or at not in found.levels:
            return ""
        counts = self._counts[found.abstract]
        level = found.levels[at]
        if at in found.overrides and (number, at) not in self._started:
            counts[at] = found.overrides[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        self._started.add((number, at))
        for deeper in [key for key in counts if key > at]:
            if found.levels.get(deeper, level).restart != 0:
                del counts[deeper]
        if level.format in ("none", "bullet"):
            return ""
        text = level.text
        for nth in range(at + 1):
            of = found.levels.get(nth, level)
            value = counts.setdefault(nth, of.start) if f"%{nth + 1}" in text else of.start
            style = "decimal" if level.legal else of.format
            text = text.replace(f"%{nth + 1}", formatted(value, style))
        return text + {"tab": " ", "space": " "}.get(level.suffix, "")


def _level(node: etree._Element) -> Level:
    level = Level(
        start=_number(_val(node, "start"), 1),
        format=_val(node, "numFmt") or "decimal",
        text=_val(node, "lvlText") or "",
        suffix=_val(node, "suff") or "tab",
        legal=node.find(f"{W}isLgl") is not None,
        style=_val(node, "pStyle"),
    )
    restart = _val(node, "lvlRestart")
    return replace(level, restart=_number(restart, 0)) if restart is not None else level


def _val(node: etree._Element, name: str, attribute: bool = False) -> str | None:
    if attribute:
        return node.get(f"{W}{name}")
    child = node.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None


def _number(written: str | None, default: int) -> int:
    return int(written) if written is not None and written.lstrip("-").isdigit() else default
