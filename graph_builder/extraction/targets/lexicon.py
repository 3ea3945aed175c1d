"""The words the target grammar is made of, read once from ``data/gazetteer``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph_builder.resources import gazetteer

#: Kinds whose quantity describes the noun that follows (亿元以上项目) rather than counting it (5家以上平台).
MEASURES = frozenset({"money", "length", "area", "volume", "mass", "power", "compute", "time"})


@dataclass(frozen=True, slots=True)
class Units:
    """``pattern`` matches a unit at the start of a string, the longest first; ``kinds`` tells what each measures."""

    pattern: re.Pattern[str]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of ``data/gazetteer/target_words.yaml``, one a list."""

    done: str
    made: str
    stock: str
    adverbs: str
    particles: str


@lru_cache(maxsize=1)
def units() -> Units:
    """Return the units of ``data/gazetteer/units.yaml``. Raises FileNotFoundError when they are not installed."""
    groups = dict(gazetteer("units"))
    per, rate, not_before = groups.pop("per"), groups.pop("rate"), groups.pop("not_before")
    kinds: dict[str, str] = {}
    for kind, words in groups.items():
        for word in words:
            kinds.setdefault(word, kind)
    simple = _alternatives(kinds, not_before)
    rates = f"(?:{_alternatives(rate)})(?:/(?:{_alternatives(per)}))+"
    return Units(re.compile(f"{rates}|{simple}"), kinds)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the verbs and adverbs around numbers. Raises FileNotFoundError when they are not installed."""
    groups: dict[str, list[str]] = gazetteer("target_words")
    return Words(**{name: _alternatives(set(listed)) for name, listed in groups.items()})


def _alternatives(words: Iterable[str], not_before: Mapping[str, str] | None = None) -> str:
    """Return a pattern of the words, the longest first, each refused before the characters it is named with."""
    refused = not_before or {}
    return "|".join(
        re.escape(word) + (f"(?![{re.escape(refused[word])}])" if word in refused else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )
