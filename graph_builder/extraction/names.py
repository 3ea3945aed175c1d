"""Names, refined by rules: the recogniser's mentions put right, and what notes, quotes, aliases and repetition add."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from graph_builder.documents.document import Block, Document, Span
from graph_builder.extraction.names_edges import trim
from graph_builder.extraction.names_elision import restore
from graph_builder.extraction.names_lexicon import load_names
from graph_builder.extraction.names_rules import (
    alias_mentions,
    assigned_bodies,
    called_bodies,
    own_areas,
    quoted_names,
    repeated_names,
    shared_owner,
    whole_names,
    without_overlaps,
)
from graph_builder.extraction.spans import Mention

#: What is a sector without a place in front: 光明烙画 is none.
_SECTOR = re.compile(r"..(?:产业|业|经济|集群)$")
RawMention = tuple[int, int, str, float]


def refine_names(
    text: str,
    raw: Iterable[RawMention | Mention],
    body: Sequence[Span] = (),
    borders: "frozenset[int] | None" = None,
    region: str | None = None,
    blocks: Sequence[Block] = (),
) -> list[Mention]:
    """Return the names of ``text`` in order, none overlapping.

    ``raw`` is what the recogniser found, ``body`` the stretches that are no page chrome (all when empty), ``borders`` the
    places where words begin or end, when they are known. ``region`` is the plan's own: its bare name is rhetoric (在福田,
    武昌区…) and no mention. ``blocks`` are the reader's, for table cells that name bodies.
    """
    lexicon = load_names()
    found = [
        _without_region(text, name, region)
        for entry in raw
        for name in trim(text, entry if isinstance(entry, Mention) else Mention(*entry), lexicon)
        if _inside(body, name) and not _is_own(text, name, region)
    ]
    sure = [*assigned_bodies(text, body, blocks), *whole_names(text, lexicon)]
    called = called_bodies(text, body)
    own = (name for name in own_areas(text, region, lexicon) if _inside(body, name))
    names = without_overlaps([sure, called, found, quoted_names(text, body, lexicon), own])
    names = without_overlaps([names, shared_owner(text, names)])
    # A name that holds an alias is longer and stays whole.
    names = without_overlaps(
        [[*alias_mentions(text, names), *names], repeated_names(text, body, names, borders)]
    )
    return restore(text, names, lexicon)


def _inside(body: Sequence[Span], mention: Mention) -> bool:
    return not body or any(span.holds(mention.start, mention.end) for span in body)


def _without_region(text: str, mention: Mention, region: str | None) -> Mention:
    """Leave the plan's own place out in front of a sector: 渝中软信产业 is 软信产业 in 渝中's plan."""
    for place in _names_of(region) if mention.label == "Industry" else ():
        if text.startswith(place, mention.start) and _SECTOR.search(text, mention.start, mention.end):
            return replace(mention, start=mention.start + len(place))
    return mention


def _is_own(text: str, mention: Mention, region: str | None) -> bool:
    return mention.label == "Area" and text[mention.start : mention.end] in _names_of(region)


def _names_of(region: str | None) -> tuple[str, ...]:
    """Return a region's full and short name (武昌区, 武昌); none for no region."""
    return (region, region[:-1]) if region else ()


@Language.factory("plan_names")
def create_plan_names(nlp: Language, name: str) -> "PlanNames":
    """Create the component that refines ``doc._.mentions``."""
    return PlanNames()


class PlanNames:
    """Reads the recogniser's ``doc._.mentions``, sets them again as refined ``Mention`` records."""

    def __call__(self, doc: Doc) -> Doc:
        """Refine ``doc._.mentions``."""
        document: Document | None = doc._.document
        borders = frozenset(border for token in doc for border in (token.idx, token.idx + len(token)))
        facts = (document.body, borders, document.region, document.blocks) if document else ((), borders)
        doc._.mentions = refine_names(doc.text, doc._.mentions or (), *facts)
        return doc
