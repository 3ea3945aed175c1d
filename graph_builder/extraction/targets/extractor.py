"""Finds the targets of a text: the numbers a plan promises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_builder.documents.clauses import clauses
from graph_builder.documents.document import Outline, Span
from graph_builder.documents.view import View
from graph_builder.extraction.spans import Mention, TargetSpan
from graph_builder.extraction.targets.glossary import explaining_lines
from graph_builder.extraction.targets.phrases import Phrase, opens_with_verb, phrase
from graph_builder.extraction.targets.quantities import Quantity, find_quantities
from graph_builder.extraction.targets.screen import objection
from graph_builder.extraction.targets.tense import reporting_lines

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万亿Ⅰ-Ⅴ]")
#: Numbers inside are names: “3615”, 《…》, ［19］.
_QUOTED = re.compile(r"“[^”]{0,40}”|\"[^\"]{0,40}\"|《[^》]*》|[\[［〔【][^\]］〕】]{0,12}[\]］〕】]")
_CONJUNCTION = re.compile(r"(?:[、，,；;：:]|以及|和|及|与|并)")


@dataclass(slots=True)
class Item:
    """A quantity with the stretch of its clause that speaks of it."""

    quantity: Quantity
    start: int
    end: int
    clause: Span
    listed: bool = False
    attributive: bool = False
    phrase: Phrase | None = None


def find_targets(
    text: str,
    outline: Outline | None = None,
    mentions: Sequence[Mention] = (),
    body: Sequence[Span] = (),
    plan_period: tuple[str, str] | None = None,
) -> list[TargetSpan]:
    """Return the targets of ``text`` in order."""
    view = View.of(text)
    found: list[TargetSpan] = []
    lines = list(_LINE.finditer(view.text))
    words = [line[0] for line in lines]
    for line, reports, explains in zip(lines, reporting_lines(words), explaining_lines(words), strict=True):
        if reports or explains or not _NUMERAL.search(line[0]):
            continue
        for sentence in _SENTENCE.finditer(view.text, line.start(), line.end()):
            found += _sentence(view, sentence.start(), sentence.end())
    return found


def _sentence(view: View, start: int, end: int) -> Iterator[TargetSpan]:
    text = view.text
    previous: Phrase | None = None
    for clause in clauses(text, start, end):
        for item in _items(text, clause):
            q = item.quantity
            item.phrase = phrase(text, item.start, (q.start, q.end), item.end, previous, item.listed)
            if item.phrase is None:
                continue
            previous = item.phrase
            if not item.attributive and not objection(text, q, item.phrase, (clause.start, clause.end), (start, end)):
                yield _target(view, item)


def _items(text: str, clause: Span) -> list[Item]:
    """Cut a clause between its quantities, so that each has its own words before and after it."""
    items: list[Item] = []
    at = clause.start
    listed = False
    quoted = [match.span() for match in _QUOTED.finditer(text, clause.start, clause.end)]
    quantities = [
        quantity
        for quantity in find_quantities(text, clause.start, clause.end)
        if not any(first < quantity.number < last for first, last in quoted)
    ]
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1].start if index + 1 < len(quantities) else None
        item = Item(quantity, at, clause.end, clause, listed)
        if following is not None:
            between = text[quantity.end : following]
            cut, joined = _cut(between)
            if cut is None:
                item.attributive = True
                item.end = quantity.end
            else:
                item.end, at, listed = quantity.end + cut, quantity.end + joined, cut < joined
        items.append(item)
    return items


def _cut(between: str) -> tuple[int | None, int]:
    """Where the words between two numbers part: end of the first one's and start of the second one's."""
    bare = between.strip()
    if not bare or opens_with_verb(bare):
        return 0, 0
    conjunctions = list(_CONJUNCTION.finditer(between))
    if not conjunctions:
        return None, 0
    first, last = conjunctions[0], conjunctions[-1]
    if first.start() == 0:
        return 0, first.end()
    if last.end() == len(between.rstrip()):
        return last.start(), last.end()
    return first.start(), first.end()


def _target(view: View, item: Item) -> TargetSpan:
    q, words = item.quantity, item.phrase
    assert words is not None
    start = min(q.start, q.start if words.start is None else words.start)
    end = max(q.end, q.end if words.end is None else words.end)
    first, last = view.to_source(start, end)
    clause = view.to_source(item.clause.start, item.clause.end)
    return TargetSpan(
        first, last, words.text, q.comparator, q.value, q.value_max, q.unit, q.unit_text, clause[0], clause[1]
    )
