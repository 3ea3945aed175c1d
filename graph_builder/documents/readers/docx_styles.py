"""What a paragraph's style says: heading level, numbering, hidden text; properties come down from the style it is based on."""

from dataclasses import dataclass

from lxml import etree

from graph_builder.documents.readers.docx_numbering import W

_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """``level`` of a heading (1 the highest) or None, list and level of its numbering, whether its text is hidden."""

    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool = False


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = root.iterfind(f"{W}style") if root is not None else ()
        self._nodes = {node.get(f"{W}styleId"): node for node in nodes}
        self._known: dict[str | None, Style] = {}
        self.default = next(
            (
                key
                for key, node in self._nodes.items()
                if node.get(f"{W}type") == "paragraph" and is_on(node.get(f"{W}default", "0"))
            ),
            None,
        )

    def of(self, style: str | None) -> Style:
        """Return a style with what it inherits; an unknown one says nothing."""
        if style not in self._known:
            self._known[style] = self._resolve(style)
        return self._known[style]

    def _resolve(self, style: str | None) -> Style:
        level: int | None = None
        number: tuple[str | None, int | None] = (None, None)
        hidden: bool | None = None
        seen = set()
        while style in self._nodes and style not in seen:
            seen.add(style)
            node = self._nodes[style]
            own = node.find(f"{W}pPr")
            if own is not None:
                level = level if level is not None else outline_level(own)
                number = merged(number, list_of(own))
            run = node.find(f"{W}rPr")
            if run is not None and hidden is None:
                hidden = flag(run, "vanish")
            based = node.find(f"{W}basedOn")
            style = based.get(f"{W}val") if based is not None else None
        return Style(level, *number, bool(hidden))


def merged(
    own: tuple[str | None, int | None], inherited: tuple[str | None, int | None]
) -> tuple[str | None, int | None]:
    """Return list and level, what is said nearer before what is inherited."""
    return (
        own[0] if own[0] is not None else inherited[0],
        own[1] if own[1] is not None else inherited[1],
    )


def list_of(properties: etree._Element) -> tuple[str | None, int | None]:
    """Return the list and level that paragraph properties name."""
    numbering = properties.find(f"{W}numPr")
    if numbering is None:
        return None, None
    number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    at = level.get(f"{W}val", "0") if level is not None else None
    return (
        number.get(f"{W}val") if number is not None else None,
        int(at) if at is not None and at.isdigit() else None,
    )


def outline_level(properties: etree._Element) -> int | None:
    """Return the heading level (1 the highest) that paragraph properties name, None for body text."""
    node = properties.find(f"{W}outlineLvl")
    written = node.get(f"{W}val", "9") if node is not None else "9"
    return int(written) + 1 if written.isdigit() and int(written) < 9 else None


def flag(properties: etree._Element, name: str) -> bool | None:
    """Return whether a property is switched on, None where nothing is said."""
    node = properties.find(f"{W}{name}")
    return is_on(node.get(f"{W}val", "1")) if node is not None else None


def is_on(value: str) -> bool:
    """Tell whether an on/off attribute is on."""
    return value.lower() not in _OFF
