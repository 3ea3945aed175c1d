"""Text with its marks: a piece of a plan as spans in the labels' colours, cut where marks begin and end."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from explorer.plan_view import Mark
from explorer.tree import Tree, h

SENTENCE_END = "。；;！？!?\n"

#: Start and end of some characters of a text.
Place = tuple[int, int]


def pieces(
    start: int, end: int, marks: list[Mark], hits: Sequence[Place] = ()
) -> list[tuple[int, int, list[Mark]]]:
    """Cut ``start``..``end`` wherever a mark or hit begins or ends; each piece with its marks, the shortest last."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = {start, end}
    for first, last in (*((mark.start, mark.end) for mark in inside), *hits):
        borders |= {min(end, max(start, first)), max(start, min(end, last))}
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
    hits: Sequence[Place] = (),
) -> list[Tree]:
    """The text from ``start`` to ``end`` with its marks.

    With ``linked`` each mark can be chosen; ``hints`` say by key what a mark became, ``hits`` are what was searched for.
    A piece's ``at`` are the starts of the marks and hits that it is part of.
    """
    shown: list[Tree] = []
    for a, b, over in pieces(start, end, marks, hits):
        words = text[a:b]
        found = [first for first, last in hits if first <= a and b <= last]
        if not over:
            shown.append(h("span", words, cls="hit", at=_joined(found)) if found else words)
            continue
        inner = over[-1]
        classes = ["mark", f"k-{inner.label}"]
        classes += ["number"] if any(mark.label == "Target" for mark in over) else []
        classes += ["open"] if a > inner.start else []
        classes += ["more"] if b < inner.end else []
        classes += ["hit"] if found else []
        first = a == inner.start
        if linked:
            shown.append(
                h(
                    "span",
                    words,
                    cls=" ".join(classes),
                    act=f"{inner.key}@{inner.start}",
                    title=(hints or {}).get(inner.key),
                    at=_joined([*(mark.start for mark in over), *found]),
                    step="1" if first else None,
                    role="button" if first else None,
                    tabindex="0" if first else None,
                )
            )
        else:
            shown.append(h("span", words, cls=" ".join(classes)))
    return shown


def _joined(starts: list[int]) -> str:
    return " ".join(map(str, dict.fromkeys(starts)))


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


def sentence_number(text: str, start: int, at: int) -> int:
    """Which sentence of a passage that begins at ``start`` the character ``at`` stands in, from 1."""
    return 1 + sum(text.count(mark, start, at) for mark in "。！？")
