"""The name a statistician would give an indicator, from the open list ``data/gazetteer/indicators.yaml``."""

import re
from functools import lru_cache

from graph_builder.extraction.spans import Basis
from graph_builder.extraction.targets.wording import made_verb
from graph_builder.resources import gazetteer

_GROWTH_WORDS = re.compile(
    r"(?:同比|年均|平均|比上年|较上年)*(?:增长|增速|增幅|提高|下降|降低|降幅|减少)(?:率|速度)?$"
)
_COUNT_WORDS = re.compile(r"(?<=..)(?:总|个|家|户|件|场)?(?:数量?|次数)$")
_WHOLE_PLACE = re.compile(r"^(?:全[国省市区县州旗]|[我本][省市区县州旗])")


def canonical_name(indicator: str, basis: Basis) -> str | None:
    """Return the statistician's name of an indicator as it reads, or None when the list has none.

    Raises FileNotFoundError when the list is not installed.
    """
    words = _WHOLE_PLACE.sub("", indicator)
    kind = basis if basis in ("growth", "share") else "level"
    if kind == "growth":
        words = _GROWTH_WORDS.sub("", words)
    return next((name for name, pattern in _names()[kind] if pattern.fullmatch(words)), None)


def head(indicator: str) -> str:
    """Return what an indicator measures, without the verb that makes it, how it grows, and a word of counting.

    新建充电桩, 充电桩数 and 充电桩; 货物进出口总额增长 and 货物进出口总额增速: readers of one plan write either.
    """
    words = _GROWTH_WORDS.sub("", _COUNT_WORDS.sub("", indicator))
    return words.removeprefix(made_verb(words)) or indicator


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    entries = gazetteer("indicators")
    names: dict[str, list[tuple[str, re.Pattern[str]]]] = {"growth": [], "share": [], "level": []}
    for entry in entries:
        names[entry["basis"]].append((entry["name"], re.compile(entry["words"])))
    return names
