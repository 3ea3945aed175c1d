"""Finds the targets of a text: the numbers a plan promises, and the goals of its headline lines."""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph_builder.documents.clauses import clauses
from graph_builder.documents.document import Block, Outline, Span
from graph_builder.documents.view import View
from graph_builder.extraction.spans import Basis, Mention, TargetSpan
from graph_builder.extraction.targets.canonical import canonical_name
from graph_builder.extraction.targets.fields import assume_money, basis, modality, stated_period
from graph_builder.extraction.targets.goals import qualitative_goal, sets_goals
from graph_builder.extraction.targets.items import Item, clause_items
from graph_builder.extraction.targets.lines import promising_lines
from graph_builder.extraction.targets.phrases import Phrase
from graph_builder.extraction.targets.screen import INHERITED, objection
from graph_builder.extraction.targets.sharing import clause_words
from graph_builder.extraction.targets.subjects import Subjects
from graph_builder.extraction.targets.tables import Entry, indicator_rows

#: A sentence; one that never ends (a table run together) is cut at a comma, so that time grows with length only.
_SENTENCE = re.compile(
    r"[^。！？!?\n]{1,1000}+(?:[。！？!?]|(?=\n|$))|[^。！？!?\n]{1,999}[，,；;、 ]|[^。！？!?\n]{1,1000}+"
)
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万亿Ⅰ-Ⅴ]")


def find_targets(
    text: str,
    outline: Outline | None = None,
    mentions: Sequence[Mention] = (),
    body: Sequence[Span] | None = None,
    plan_period: tuple[str, str] | None = None,
    blocks: Sequence[Block] = (),
) -> list[TargetSpan]:
    """Return the targets of ``text`` in order, with offsets of ``text``.

    ``outline`` tells last year's review, the glossary and the headline lines where headings do; without it the lines'
    own words do. ``mentions`` are what a target may be about, and names whose digits count nothing. ``body`` are the
    spans that are no page chrome (None: all). ``plan_period`` (two ISO dates) is what 全年 and 上半年 mean.
    ``blocks`` are the reader's: their table cells hold the indicator tables of formats that have tables.
    """
    view = View.of(text)
    reader = _Reader(view, Subjects(text, mentions), plan_period)
    entries = list(indicator_rows(text, blocks))
    for line in promising_lines(view, outline, body):
        start, end = view.to_source(line.start, line.end)
        in_row = [entry for entry in entries if entry.row.start < end and start < entry.row.end]
        if not in_row:
            reader.read(line.start, line.end, line.headline)
        for entry in in_row:
            if start <= entry.start < end:
                reader.enter(entry, bool(line.headline))
    return reader.targets


class _Reader:
    """Reads sentence after sentence and keeps the targets; positions are the view's until a target is made."""

    def __init__(self, view: View, subjects: Subjects, plan_period: tuple[str, str] | None) -> None:
        self.view = view
        self.subjects = subjects
        self.plan_period = plan_period
        self.targets: list[TargetSpan] = []

    def read(self, start: int, end: int, headline: bool | None) -> None:
        """Read the sentences of a line."""
        text = self.view.text
        for match in _SENTENCE.finditer(text, start, end):
            goals = sets_goals(match[0]) if headline is None else headline
            if goals or _NUMERAL.search(match[0]):
                self._sentence(match.start(), match.end(), goals)

    def _sentence(self, start: int, end: int, headline: bool) -> None:
        text = self.view.text
        whole: int | None = None  # the target that what follows 其中 is part of
        previous: Phrase | None = None
        last: Item | None = None
        refused: str | None = None
        for clause in clauses(text, start, end):
            items = clause_items(text, clause)
            if not items and headline:
                self._goal(clause)
            for item, words in clause_words(text, items, previous, last):
                previous, last = words, item
                before = text[max(start, item.start - 4) : item.quantity.start]
                if "其中" in before and self.targets:
                    whole = len(self.targets) - 1
                assume_money(item.quantity, words.text)
                if not (words.inherits and refused in INHERITED):
                    refused = objection(text, item.quantity, words, clause, (start, end))
                if item.attributive or refused or self._is_name(item):
                    continue
                target = self._target(item, words, start, headline)
                if whole is not None and not words.rate and self.targets[whole].unit == target.unit:
                    target = replace(target, part_of=whole)
                self.targets.append(target)

    def enter(self, entry: Entry, headline: bool) -> None:
        """Keep the target of a row of an indicator table."""
        quantity = entry.quantity
        measured: Basis = "growth" if entry.name.endswith(("增长", "增速")) else "level"
        target = TargetSpan(
            entry.start, entry.end, entry.name, None, None, None, None, None, entry.row.start, entry.row.end,
            modality=entry.nature, headline=headline,
        )  # fmt: skip
        if quantity is not None:
            measured = "cumulative" if entry.cumulative else basis(entry.name, quantity)
            target = replace(
                target, comparator=quantity.comparator, value=quantity.value, value_max=quantity.value_max,
                unit=quantity.unit, unit_text=quantity.unit_text,
            )  # fmt: skip
        self.targets.append(
            replace(target, basis=measured, canonical_indicator=canonical_name(entry.name, measured))
        )

    def _is_name(self, item: Item) -> bool:
        position, _ = self.view.to_source(item.quantity.number, item.quantity.number_end)
        return self.subjects.name_holds(position)

    def _goal(self, clause: Span) -> None:
        goal = qualitative_goal(self.view.text, clause.start, clause.end)
        if goal is not None:
            first, last = self.view.to_source(goal.start, goal.end)
            licence = self.view.to_source(clause.start, clause.end)
            kind: Basis = "growth" if goal.indicator.endswith(("增长", "增速")) else "level"
            self.targets.append(
                TargetSpan(
                    first, last, goal.indicator, None, None, None, None, None, *licence,
                    basis=kind, headline=True, canonical_indicator=canonical_name(goal.indicator, kind),
                )
            )  # fmt: skip

    def _target(self, item: Item, words: Phrase, sentence_start: int, headline: bool) -> TargetSpan:
        quantity, text, clause = item.quantity, self.view.text, item.clause
        start = quantity.start if words.start is None else min(quantity.start, words.start)
        end = quantity.end if words.end is None else max(quantity.end, words.end)
        first, last = self.view.to_source(start, end)
        number, _ = self.view.to_source(quantity.number, quantity.number_end)
        licence = self.view.to_source(clause.start, clause.end)
        lead = text[sentence_start : clause.start]
        before = text[clause.start : quantity.start]
        period = (
            stated_period(before, self.plan_period) or stated_period(lead, self.plan_period) or (None, None)
        )
        measured = basis(words.text, quantity)
        return TargetSpan(
            first, last, words.text, quantity.comparator, quantity.value, quantity.value_max, quantity.unit,
            quantity.unit_text, *licence,
            baseline=item.baseline, basis=measured,
            modality=modality(text[clause.start : clause.end], lead),
            period_start=period[0], period_end=period[1], headline=headline,
            about=self.subjects.about(licence[0], first, number),
            canonical_indicator=canonical_name(words.text, measured),
        )  # fmt: skip
