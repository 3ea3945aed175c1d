"""Counts of one measure: what is right, what is missed, what is spurious."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: What is compared: a tuple of offsets, labels and values.
Key = tuple[Any, ...]
#: An item that went wrong: the passage it stands in and what was compared.
Located = tuple[str, Key]


@dataclass
class Score:
    """Counts of one measure. ``missed`` and ``spurious`` keep what went wrong, for those who ask."""

    correct: int = 0
    gold: int = 0
    found: int = 0
    missed: list[Located] = field(default_factory=list)
    spurious: list[Located] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is right (1.0 when nothing was found)."""
        return self.correct / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found (1.0 when there is none)."""
        return self.correct / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.correct / (self.gold + self.found) if self.gold + self.found else 1.0

    def add(self, passage: str, gold: Iterable[Key], optional: Iterable[Key], found: Iterable[Key]) -> None:
        """Count one passage: multisets of comparable keys; ``optional`` gold is forgiven both ways."""
        wanted, spare, got = Counter(gold), Counter(optional), Counter(found)
        hits = wanted & got
        missed, extra = wanted - got, got - wanted - spare
        self.correct += hits.total()
        self.gold += wanted.total()
        self.found += hits.total() + extra.total()
        self.missed += ((passage, key) for key in missed.elements())
        self.spurious += ((passage, key) for key in extra.elements())
