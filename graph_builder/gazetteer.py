"""The administrative divisions of China: what lies in what, by full name and by short name.

The table and its source are in ``data/gazetteer/regions.tsv`` (written by ``tools/build_regions.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from graph_builder.resources import gazetteer_rows

Level = Literal["province", "prefecture", "county"]


@dataclass(frozen=True, slots=True)
class Region:
    """A division: GB/T 2260 code, full name (武昌区), short name (武昌), level, and its parent's code."""

    code: str
    name: str
    level: Level
    parent: str | None
    short: str


class Regions:
    """Looks divisions up. Names repeat (鼓楼区 lies in six cities), so a lookup by name returns all of them."""

    def __init__(self, regions: list[Region]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._by_name: dict[str, list[Region]] = {}
        for region in regions:
            for name in {region.name, region.short}:
                self._by_name.setdefault(name, []).append(region)
        self._longest = max(map(len, self._by_name))

    def find(self, name: str, within: Region | None = None) -> list[Region]:
        """Return the divisions of this full or short name, the higher first; only those inside ``within``."""
        found = self._by_name.get(name, [])
        if within is not None:
            found = [region for region in found if within in self.parents(region)]
        return sorted(found, key=lambda region: (len(region.code), region.code))

    def parents(self, region: Region) -> list[Region]:
        """Return the divisions a division lies in, the nearest first (武昌区: 武汉市, 湖北省)."""
        chain = []
        while region.parent is not None:
            region = self._by_code[region.parent]
            chain.append(region)
        return chain

    def longest_match(
        self, text: str, start: int = 0, end: int | None = None
    ) -> tuple[list[Region], int] | None:
        """Return the divisions whose name is the longest that begins at ``start``, and where it ends."""
        stop = min(len(text) if end is None else end, start + self._longest)
        for until in range(stop, start + 1, -1):
            found = self._by_name.get(text[start:until])
            if found:
                return self.find(text[start:until]), until
        return None

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())


@cache
def load_regions() -> Regions:
    """Return the table, read once a process. Raises FileNotFoundError when the installation is incomplete."""
    rows = (row for row in gazetteer_rows("regions") if row[0] != "code")
    return Regions(
        [
            Region(code, name, cast("Level", level), parent or None, short)
            for code, name, level, parent, short in rows
        ]
    )
