"""The plan's own place and those it lies in, and which place a name speaks for."""

import re

from graph_builder.gazetteer import Region, load_regions

#: 中山路 and 黄山大道 do not speak for 中山市 and 黄山市.
_STREET = re.compile(r"^(?:路|街|大道|大街|公园|广场|山|湖|河|桥)")


class PlanPlaces:
    """Regions as one plan sees them: its own and its parents' short names count, others' only in full.

    A short name of a far county may be anything (白沙, 南湖, 和平): taking it for a region would let two cities' names meet.
    """

    def __init__(self, region: str | None) -> None:
        self._regions = load_regions()
        self.own = region
        self.chain: list[Region] = []
        found = self._regions.find(region) if region else []
        if len(found) == 1:
            self.chain = [found[0], *self._regions.parents(found[0])]

    @property
    def names(self) -> list[str]:
        """The plan's region and those it lies in, nearest first: 武昌区, 武汉市, 湖北省."""
        known = [region.name for region in self.chain]
        return known or ([self.own] if self.own else [])

    def find(self, name: str) -> str | None:
        """Return the full name of the region that ``name`` is, or None when it is none or could be several."""
        if name == self.own:
            return name
        near = [region for region in self.chain if name in (region.name, region.short)]
        if near:
            return near[0].name
        found = self._regions.find(name)
        if not found or (len(found) > 1 and found[0].level == found[1].level):
            return None
        return found[0].name if name == found[0].name or found[0].level != "county" else None

    def leading(self, name: str) -> tuple[str, int] | None:
        """Return the region that ``name`` begins with and how many characters say so; the whole name is none."""
        if self.own and name.startswith(self.own) and name != self.own:
            return self.own, len(self.own)
        match = self._regions.longest_match(name)
        if match is None or match[1] == len(name):
            return None
        regions, length = match
        near = [region for region in regions if region in self.chain]
        if len(regions) > 1 and not near:
            return None
        region = near[0] if near else regions[0]
        in_full = name[:length] == region.name
        if in_full or (near and not _STREET.match(name[length:])) or region.level == "province":
            return region.name, length
        return None
