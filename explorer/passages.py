"""Text with its marks: a piece of a plan as spans in the labels' colours, cut where marks begin and end."""

from collections.abc import Mapping
from itertools import pairwise

from explorer.plan_view import Mark
from explorer.tree import Tree, h

SENTENCE_END = "。；;！？!?\n"


def pieces(text: str, start: int, end: int, marks: list[Mark]) -> list[tuple[int, int, list[Mark]]]:
    """Cut ``start``..``end`` wherever a mark begins or ends; each piece with the marks over it, the shortest last."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = {start, end}
    for mark in inside:
        borders |= {max(start, mark.start), min(end, mark.end)}
    cuts = sorted(borders)
    return [
        (a, b, sorted((m for m in inside if m.start <= a and b <= m.end), key=lambda m: m.start - m.end))
        for a, b in pairwise(cuts)
    ]


def marked(
    text: str,
    start: int,
    end: int,
    marks: list[Mark],
    linked: bool = False,
    hints: Mapping[str, str] | None = None,
) -> list[Tree]:
    """The text from ``start`` to ``end`` with its marks.

    With ``linked`` each mark can be chosen; ``hints`` say by key what a mark became.
    """
    shown: list[Tree] = []
    for a, b, over in pieces(text, start, end, marks):
        words = text[a:b]
        if not over:
            shown.append(words)
            continue
        inner = over[-1]
        classes = ["mark", f"k-{inner.label}"]
        classes += ["number"] if any(mark.label == "Target" for mark in over) else []
        classes += ["open"] if a > inner.start else []
        classes += ["more"] if b < inner.end else []
        first = a == inner.start
        if linked:
            shown.append(
                h(
                    "span",
                    words,
                    cls=" ".join(classes),
                    act=f"{inner.key}@{inner.start}",
                    title=(hints or {}).get(inner.key),
                    at=inner.start if first else None,
                    step="1" if first else None,
                    role="button" if first else None,
                    tabindex="0" if first else None,
                )
            )
        else:
            shown.append(h("span", words, cls=" ".join(classes)))
    return shown


def sentence(text: str, start: int, end: int, most: int = 400) -> tuple[int, int]:
    """The sentence around ``start``..``end``: to its own end mark inclusive, at most ``most`` characters a side."""
    first = max((text.rfind(mark, max(0, start - most), start) for mark in SENTENCE_END), default=-1) + 1
    first = max(first, start - most, 0)
    while first < start and text[first].isspace():
        first += 1
    if end > start and text[end - 1] in SENTENCE_END:
        return first, end
    ends = [at for mark in SENTENCE_END if (at := text.find(mark, end, end + most)) >= 0]
    last = min(ends, default=min(len(text), end + most) - 1)
    return first, last if text[last : last + 1] == "\n" else last + 1
