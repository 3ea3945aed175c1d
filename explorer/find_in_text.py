"""Searching within a text: where some words stand, and which of these places the reader is at."""

import re
from bisect import bisect_left

from explorer.passages import Place

#: Full-width signs and letters as half-width ones: the same search finds both.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def places(text: str, wanted: str) -> list[Place]:
    """Where ``wanted`` stands in the text, in any case and width; nothing for no words."""
    words = wanted.strip().translate(_NARROW)
    found = re.finditer(re.escape(words), text.translate(_NARROW), re.IGNORECASE) if words else ()
    return [match.span() for match in found]


def current(found: list[Place], hit: str, at: int | None) -> int:
    """The number, from 1, of the place on show: ``hit`` of the address, else the first; 0 for none, or where the
    reader went on to ``at``."""
    if hit.isdigit() and 1 <= int(hit) <= len(found):
        return int(hit)
    return 1 if found and at is None else 0


def beside(found: list[Place], here: int, at: int | None) -> tuple[int, int]:
    """The numbers of the places before and behind, round the end of the text."""
    before = here - 1 if here else bisect_left(found, (at or 0, 0))
    after = here if here else before
    return (before - 1) % len(found) + 1, after % len(found) + 1
