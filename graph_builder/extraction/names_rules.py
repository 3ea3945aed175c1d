"""Names that rules find where the recogniser does not: bodies in notes, quoted phrases, aliases, repeated names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from graph_builder.documents.document import Block, Span
from graph_builder.extraction.assignments_bodies import is_body_like
from graph_builder.extraction.assignments_rules import find_rules
from graph_builder.extraction.assignments_running import all_notes
from graph_builder.extraction.names_edges import head_label
from graph_builder.extraction.names_lexicon import NameLexicon
from graph_builder.extraction.relations_lexicon import load_lexicon
from graph_builder.extraction.spans import Mention

_QUOTED = re.compile(r"[“\"「](?P<name>[^“”\"「」\n。；]{2,20})[”\"」]")
#: 由市发展和改革委员会（以下简称市发改委）牵头
_ALIAS = re.compile(
    r"[（(]\s*(?:以下|下)?(?:统一)?简称[:：]?\s*[“\"]?(?P<alias>[^）)”\"，,；;]{2,15})[”\"]?\s*[）)]"
)
#: Terms that a text abbreviates (人工智能OPC，以下简称OPC) are no names.
_NAMED = ("Institution", "Platform", "Area", "Project", "Facility", "Event")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_CALLED = re.compile(r"以(?P<name>[\u4e00-\u9fff]{3,16})为(?:引领|龙头|依托|主体|支撑)")
_SURE, _FAIR = 1.0, 0.7
#: A level of government that owns a building (区图书馆), and a second building of the same owner.
_OWNERS = "省市区县州"
_SECOND = re.compile(r"[、和及](?P<name>(?![省市区县州])[\u4e00-\u9fff]{2,3}(?:馆|宫|中心))")
#: Shorter names repeat by accident (新区, 南山).
_SHORTEST_REPEATED = 4
#: An Area again is mostly the plan's own (我区, 渝中区), an Industry again mostly goods.
_REPEATED = ("Institution", "Project", "Facility", "Platform", "Event", "Initiative")


def assigned_bodies(text: str, body: Sequence[Span], blocks: Sequence[Block] = ()) -> list[Mention]:
    """Return the bodies that notes and inherited rules name, groups marked collective."""
    named = [assigned.body for note in all_notes(text, body, blocks) for assigned in note.bodies]
    named += [listed for rule in find_rules(text) for listed in rule.bodies]
    return [Mention(b.start, b.end, "Institution", _SURE, collective=b.collective) for b in named]


def quoted_names(text: str, body: Sequence[Span], lexicon: NameLexicon) -> Iterator[Mention]:
    """Yield quoted phrases that a class noun follows or a verb of execution governs, and those that follow one at once.

    做优“平安合伙人”“家长里短议事会”: what governs the first governs the second.
    """
    for span in body or (Span(0, len(text)),):
        governed = -1
        for quoted in _QUOTED.finditer(text, span.start, span.end):
            if noun := lexicon.quoted_class.match(text, quoted.end()):
                yield Mention(quoted.start(), noun.end(), lexicon.quoted_labels[noun.group()], _FAIR)
            elif quoted.start() == governed or lexicon.executed.search(
                text, max(span.start, quoted.start() - 6), quoted.start()
            ):
                governed = quoted.end()
                label = head_label(quoted["name"], "Initiative", lexicon)
                yield Mention(quoted.start("name"), quoted.end("name"), label, _FAIR)


def called_bodies(text: str, body: Sequence[Span]) -> Iterator[Mention]:
    """Yield bodies that lead the way: 以云台碳清所为引领."""
    for span in body or (Span(0, len(text)),):
        for called in _CALLED.finditer(text, span.start, span.end):
            if is_body_like(called["name"]) and not load_lexicon().verb.search(called["name"]):
                yield Mention(called.start("name"), called.end("name"), "Institution", _FAIR)


def whole_names(text: str, lexicon: NameLexicon) -> list[Mention]:
    """Return the names that look like lists (蓝天、碧水、净土保卫战)."""
    return [Mention(m.start(), m.end(), "Initiative", _SURE) for m in lexicon.whole.finditer(text)]


def own_areas(text: str, region: str | None, lexicon: NameLexicon) -> Iterator[Mention]:
    """Yield the areas that are called by the plan's own place and a class noun: 云台古城, 云台高新区 in 云台区's plan."""
    if region:
        for match in re.finditer(rf"{re.escape(region[:-1])}(?:{region[-1]})?(?:{lexicon.area})", text):
            yield Mention(match.start(), match.end(), "Area", _FAIR)


def aliases(text: str, mentions: Sequence[Mention]) -> list[tuple[str, Mention]]:
    """Return (alias, the mention it stands for) of each definition right behind a found name."""
    by_end = {mention.end: mention for mention in mentions}
    return [
        (match["alias"], by_end[match.start()])
        for match in _ALIAS.finditer(text)
        if match.start() in by_end
        and by_end[match.start()].label in _NAMED
        and _CHINESE.search(match["alias"])
    ]


def alias_mentions(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield every occurrence of a defined alias, with the full name as canonical."""
    for alias, full in aliases(text, mentions):
        canonical = full.canonical or text[full.start : full.end]
        for match in re.finditer(re.escape(alias), text):
            yield Mention(match.start(), match.end(), full.label, _SURE, canonical, full.collective)


def repeated_names(
    text: str, body: Sequence[Span], mentions: Sequence[Mention], borders: "frozenset[int] | None" = None
) -> Iterator[Mention]:
    """Yield the other occurrences of names found elsewhere; both ends must be word borders when these are known."""
    names: dict[str, Mention] = {}
    for mention in mentions:
        name = text[mention.start : mention.end]
        if (
            mention.label in _REPEATED
            and len(name) >= _SHORTEST_REPEATED
            and mention.score >= _FAIR
            and "\n" not in name
        ):
            names.setdefault(name, mention)
    if not names:
        return
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    for span in body or (Span(0, len(text)),):
        for match in pattern.finditer(text, span.start, span.end):
            if borders is None or (match.start() in borders and match.end() in borders):
                first = names[match.group()]
                yield Mention(match.start(), match.end(), first.label, first.score * 0.9, first.canonical)


def shared_owner(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the buildings that share their owner with the one before: 文化馆 in 区图书馆、文化馆 is the district's."""
    for mention in mentions:
        owner = text[mention.start]
        if mention.label == "Facility" and owner in _OWNERS and (second := _SECOND.match(text, mention.end)):
            yield Mention(*second.span("name"), "Facility", mention.score, f"{owner}{second['name']}")


def without_overlaps(preferred: Iterable[Iterable[Mention]]) -> list[Mention]:
    """Merge lists of mentions, the first list strongest: who overlaps a stronger one is left out; longer beats shorter."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mentions in preferred:
        for mention in sorted(mentions, key=lambda m: (-(m.end - m.start), m.start)):
            places = range(mention.start, mention.end)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(mention)
    return sorted(kept)
