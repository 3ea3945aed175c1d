"""Reads one clause: which verbs govern each name in it, before and after.

Names are masked by one character each, so no verb is seen inside a name (傅家坡客运站改造, 启动区). Verbs that stand close
together make a chain (加快推动, 建成投用). A chain is *open* when it takes what follows as its object (推进A), *closed*
when nothing follows it (A建成投用, A建设、B改造): then it is about what stands before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_builder.documents.document import Span
from graph_builder.extraction.relations_lexicon import CLOSED, NAME, Lexicon
from graph_builder.extraction.spans import Mention

#: A chain's verbs stand next to each other but for an adverb or 并.
_WIDEST_GAP = 3
_JOINED = re.compile(r"[、，“”\"《》〈〉‘’（）()\s]|和|及|与|以及|暨|或|等|[\[［〔](?:\d{1,3})[\]］〕]")


@dataclass(frozen=True, slots=True)
class Chain:
    """Verbs that stand together: where in the masked clause, which words, open or closed."""

    start: int
    end: int
    verbs: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How one name is governed. All words are masked ones.

    ``before`` is what stands before the name's group in its clause, ``after`` what follows the group, ``phrase`` as much
    of it as is about the group: up to the next act or the next name. ``governor`` is the open chain before the name,
    ``predicate`` the closed chain in the phrase, ``act`` the open chain that ends it (the name may be its subject).
    ``stretch`` runs on to the next name, whose mark it holds.
    """

    mention: Mention
    before: str
    after: str
    phrase: str
    stretch: str
    governor: Chain | None
    predicate: Chain | None
    act: Chain | None


def read_clause(text: str, clause: Span, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Reading]:
    """Return a reading of each of the clause's ``mentions`` (in order, not overlapping)."""
    masked, places = _mask(text, clause, mentions)
    chains = _chains(masked, lexicon)
    readings = []
    for index, place in enumerate(places):
        first, last = _group(masked, places, index, lexicon.verb)
        reach = _titled(masked, place)
        governor = next((c for c in reversed(chains) if c.open and c.end <= reach), None)
        stretch = next((p for p in places if p > last), len(masked))
        act = next((c for c in chains if c.open and last < c.start < stretch), None)
        end = act.start if act else stretch
        predicate = next((c for c in chains if not c.open and last < c.start < end), None)
        after = last + 1
        readings.append(
            Reading(
                mentions[index],
                masked[:first],
                masked[after:],
                masked[after:end],
                masked[after : stretch + 1],
                governor,
                predicate,
                act,
            )
        )
    return readings


def _titled(masked: str, place: int) -> int:
    """Return where the document's title around ``place`` opens (《关于加快…》), else ``place``: its verbs are no acts."""
    opened = masked.rfind("《", 0, place)
    return opened if opened >= 0 and "》" not in masked[opened:place] else place


def _mask(text: str, clause: Span, mentions: Sequence[Mention]) -> tuple[str, list[int]]:
    """Return the clause with a mark for each name, and where the marks stand."""
    parts: list[str] = []
    places: list[int] = []
    position, length = clause.start, 0
    for mention in mentions:
        piece = text[position : mention.start]
        parts += (piece, NAME)
        places.append(length + len(piece))
        length += len(piece) + 1
        position = mention.end
    parts.append(text[position : clause.end])
    return "".join(parts), places


def _chains(masked: str, lexicon: Lexicon) -> list[Chain]:
    runs: list[list[re.Match[str]]] = []
    end = -len(masked)
    for match in lexicon.verb.finditer(masked):
        if match.lastgroup == "verb":
            if runs and _adjacent(masked, end, match.start()):
                runs[-1].append(match)
            else:
                runs.append([match])
        end = match.end() if match.lastgroup == "verb" else -len(masked)
    return [chain for run in runs if (chain := _chain(masked, run, lexicon))]


def _adjacent(masked: str, end: int, start: int) -> bool:
    return start - end <= _WIDEST_GAP and "、" not in masked[end:start]


def _chain(masked: str, verbs: list[re.Match[str]], lexicon: Lexicon) -> Chain | None:
    """Return the chain; a closing verb that something follows (开放平台, 运营商) is none."""
    while verbs and verbs[-1].group() in lexicon.closing and not CLOSED.match(masked, verbs[-1].end()):
        verbs = verbs[:-1]
    if not verbs:
        return None
    end = verbs[-1].end()
    return Chain(verbs[0].start(), end, tuple(v.group() for v in verbs), CLOSED.match(masked, end) is None)


def _group(masked: str, places: Sequence[int], index: int, verbs: re.Pattern[str]) -> tuple[int, int]:
    """Return the places of the first and the last name coordinated with the one at ``index``."""
    first = last = index
    while first > 0 and _coordinated(masked[places[first - 1] + 1 : places[first]], verbs):
        first -= 1
    while last + 1 < len(places) and _coordinated(masked[places[last] + 1 : places[last + 1]], verbs):
        last += 1
    return places[first], places[last]


def _coordinated(between: str, verbs: re.Pattern[str]) -> bool:
    """Tell whether only joints, or unnamed items between joints, stand between two names."""
    if not _JOINED.sub("", between):
        return True
    listed = _JOINED.match(between) and _JOINED.match(between[-1])
    return bool(listed) and not any(m.lastgroup == "verb" for m in verbs.finditer(between))
