"""Canonical names within one plan: short forms to full ones, by the region that speaks and by open lists."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from graph_builder.departments import department, is_department
from graph_builder.ids import NATIONAL, normalise_name
from graph_builder.resolution.places import PlanPlaces
from graph_builder.resources import gazetteer_rows

#: 以下简称: “由市发展和改革委员会（以下简称市发改委）牵头”.
_DEFINITION = re.compile(r"[（(]\s*以?下?简?称[:：]?\s*[“\"]?(?P<short>[^）)”\"，,]{2,15})[”\"]?\s*[）)]")
#: A leading 市 that stands for the plan's own city (市民政局), not for a market (市场), citizens (市民) or a grade (市级).
_OWN_REGION = re.compile(
    r"^(?P<level>[省市区县州旗])"
    r"(?![场容域块级属直内际界辖]|民(?![政宗族营])|政(?![务府协法研数])|外(?![办事经侨])|情(?!报))"
)
#: 七医院 is 第七医院 when only the region stands before it.
_NUMBERED = re.compile(
    r"^(?P<number>[一二三四五六七八九十]+)(?=(?:人民)?(?:医院|中学|小学|中|高中|幼儿园|水厂)$)"
)
_LEVEL_ENDINGS = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "区": ("区",),
    "县": ("县",),
    "州": ("州",),
    "旗": ("旗",),
}
_NAMED_BY_REGION = ("Institution", "Facility")
_LEVELS = tuple(_LEVEL_ENDINGS)
_OFFICES = "局委办厅"
#: Departments of the State in a province are named by its short name: 云岭金融监管局 is none of the province's own.
_OF_THE_STATE = ("金融监管局", "税务局", "证监局")


class Canonical(NamedTuple):
    """A canonical name, its scope (None: the plan's own region), and why another wording is taken for it.

    ``confidence`` is 0 to 1; ``reason`` is empty where the name is its own canonical name.
    """

    name: str
    scope: str | None
    reason: str = ""
    confidence: float = 1.0


class NameResolver:
    """Knows one plan's region, its own definitions of short names, and the open lists."""

    def __init__(self, document: Mapping[str, Any], names: Sequence[tuple[str, str]]) -> None:
        self.places = PlanPlaces(document.get("region"))
        self._bodies = frozenset(name for label, name in names if label == "Institution")
        self.defined = _definitions(document["text"], sorted(self._bodies))
        #: A text without a place that names several national bodies speaks of the State's (发展改革委).
        self._national = not self.places.names and sum(name in national_bodies() for name in self._bodies) > 1

    def canonical(self, label: str, name: str) -> Canonical:
        """Return the canonical name of a wording. A name no rule knows is its own canonical name."""
        reason, confidence = "", 1.0
        if label == "Institution":
            if name in self.defined:
                name, reason = self.defined[name], "文中以下简称"
            if (full := national_bodies().get(normalise_name(name))) is not None:
                return Canonical(full, NATIONAL, "全国机构表", 0.98)
            if full := self._with_level(name):
                name, reason, confidence = full, "省去的本级", 0.85
                if full in national_bodies().values():
                    return Canonical(full, NATIONAL, reason, confidence)
        if label == "Area" and (region := self.places.find(name)):
            return Canonical(region, region, "行政区划表", 0.98)
        if label in _NAMED_BY_REGION and (expanded := self._expand(name)) != name:
            name, reason, confidence = expanded, reason or "本地区加机构类别", min(confidence, 0.95)
        leading = self.places.leading(name)
        return Canonical(name, leading[0] if leading else None, reason, confidence)

    def _with_level(self, name: str) -> str | None:
        """Return 区文体局 for 文体局 where the plan has only that one, else the department of the plan's own level."""
        levels = [level for level in _LEVELS if level + name in self._bodies and name[-1] in _OFFICES]
        if not levels and not is_department(name):
            return None
        if not levels and self._national:
            states = (national_bodies().get(normalise_name(state + name)) for state in ("国家", "国务院"))
            return next((full for full in states if full), None)
        if not levels and name.endswith("厅"):
            levels = ["省"]
        if not levels and self.places.names:
            levels = [level for level, ends in _LEVEL_ENDINGS.items() if self.places.names[0].endswith(ends)]
        return levels[0] + name if len(levels) == 1 else None

    def _expand(self, name: str) -> str:
        """Return 武昌区发展和改革局 for 区发改局: the region it speaks for, then the full form of its kind."""
        own = _OWN_REGION.match(name)
        if own and len(name) > 2:
            prefix, tail = self._speaker(own["level"]), name[1:]
        elif leading := self.places.leading(name):
            prefix, tail = leading[0], name[leading[1] :]
            if tail in _OF_THE_STATE and not name.startswith(prefix):
                return name
        else:
            return name
        if _NUMBERED.match(tail):
            tail = f"第{tail}"
        elif full := department(tail):
            tail = full
        elif not own:
            # Without a known kind after it a region's short name stays as written: 武汉大学 is not 武汉市大学.
            return name
        return prefix + tail

    def _speaker(self, level: str) -> str:
        """Return the region of the plan's that 市 or 区 stands for, or the word itself when none is known."""
        endings = _LEVEL_ENDINGS[level]
        return next((name for name in self.places.names if name.endswith(endings)), level)


def _definitions(text: str, names: Sequence[str]) -> dict[str, str]:
    """Return short → full of the text's own definitions, where a found body stands right before the bracket."""
    defined: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        if "简称" not in match[0]:
            continue
        before = text[: match.start()]
        full = max((name for name in names if before.endswith(name)), key=len, default=None)
        if full and full != match["short"]:
            defined[match["short"]] = full
    return defined


@cache
def national_bodies() -> dict[str, str]:
    """Return every name of a national body → its full name (data/gazetteer/national_bodies.tsv)."""
    return {normalise_name(name): row[0] for row in gazetteer_rows("national_bodies") for name in row}
