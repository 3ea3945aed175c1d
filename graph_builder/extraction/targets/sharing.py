"""Gives every item of a clause its indicator words, what a list says only once included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph_builder.extraction.targets.items import Item
from graph_builder.extraction.targets.phrases import Phrase, phrase
from graph_builder.extraction.targets.shares import bind_comparators, for_each, own_numbers
from graph_builder.extraction.targets.wording import link_start

#: What the last item of a list says for all: 11个煤层气、5个页岩气项目; 3座变电站和5公里电力通道建设.
_TAIL = re.compile(r"(?:建设|改造|整治|治理|创建|修复|项目|工程|示范区|试点|维护|更新|收储|征收|评定|培训)$")


def clause_words(
    text: str, items: Sequence[Item], previous: Phrase | None, last: Item | None
) -> list[tuple[Item, Phrase]]:
    """Return the items of a clause with their words; an item that 各 gives to several names comes once a name.

    ``previous`` and ``last`` are the words and the item before the clause, None at the start of a sentence.
    """
    found = list(_read(text, items, previous))
    if found and previous and last:
        found[0] = (found[0][0], _with_verb_of_before(text, *found[0], previous, last))
    for index in range(len(found) - 2, -1, -1):
        item, words = found[index]
        tail = _TAIL.search(found[index + 1][1].noun)
        if tail and found[index + 1][1].inherits and _follows(item, words) and not _TAIL.search(words.noun):
            found[index] = (item, replace(words, text=words.text + tail[0], noun=words.noun + tail[0]))
    return found


def _read(text: str, items: Sequence[Item], previous: Phrase | None) -> Iterator[tuple[Item, Phrase]]:
    for run in _runs(items):
        shared = own_numbers(text, run)
        if len(run) > 1:
            bind_comparators(run)
        for number, item in enumerate(run):
            phrases = [shared[number]] if shared else for_each(text, item)
            if phrases is None:
                numeral = (item.words_end, item.quantity.end)
                read = phrase(text, item.start, numeral, item.end, previous, item.listed, item.quantity.value)
                phrases = [read] if read else []
            for words in phrases:
                previous = words
                yield item, words


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items, those that are mere numbers together with the one whose words they share."""
    run: list[Item] = []
    for item in items:
        if run and not item.bare:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _follows(item: Item, words: Phrase) -> bool:
    """Tell whether the thing counted stands after its number."""
    return words.end is not None and words.end > item.quantity.end


def _with_verb_of_before(text: str, item: Item, words: Phrase, previous: Phrase, last: Item) -> Phrase:
    """Carry a verb over a comma to a like count with no verb or link of its own: 培育A企业60家，B企业35家."""
    quantity, before = item.quantity, last.quantity
    adjacent = text[last.end : item.start].strip() in (",", "，", "、")
    alike = quantity.kind == before.kind == "count" and quantity.unit == before.unit
    bare = not (words.verb or words.governor or words.rate or quantity.before or _follows(item, words))
    linked = link_start(text, item.start, item.words_end) < item.words_end
    if not (previous.verb and adjacent and alike and bare) or linked:
        return words
    return replace(words, text=previous.verb + words.text, verb=previous.verb)
