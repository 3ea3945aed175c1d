"""Headline lines: which sentences set the plan's own goals, and those goals that have no number."""

import re
from dataclasses import dataclass

from graph_builder.extraction.targets.wording import lead_end

_LEAD_IN = re.compile(
    r"(?:主要|预期|奋斗|总体|发展)(?:的|经济|社会|发展|预期|工作)*目标(?:任务|预?安排)?[^，,。；;]{0,8}?(?:是|为|：|:)"
)
#: 居民收入增长与经济增长基本同步 · 主要指标增速高于全国平均水平. 保持稳定 and 完成下达任务 measure nothing.
_GOAL = re.compile(
    r"(?P<words>[^，。；]{3,24}?)"
    r"(?:(?:与|和|同)(?:经济|全国|全省|全市|GDP|地区生产总值|居民)[^，。；]{0,12}?(?:同步|持平|相当|相适应)"
    r"|(?:高于|快于|优于|好于|低于|不低于|跑赢)(?:全国|全省|全市|经济|地区|GDP|省|市)[^，。；]{0,14})"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal without a number: ``indicator`` as it reads, and where indicator and goal stand together."""

    indicator: str
    start: int
    end: int


def sets_goals(sentence: str) -> bool:
    """Tell whether a sentence says that it sets the plan's goals (主要预期目标是：…)."""
    return bool(_LEAD_IN.search(sentence))


def qualitative_goal(text: str, start: int, end: int) -> Goal | None:
    """Return the goal that a clause ``text[start:end]`` of a headline line sets without a number, or None."""
    begin, _ = lead_end(text, start, end)
    match = _GOAL.fullmatch(text, begin, end)
    if match is None:
        return None
    return Goal(match["words"], begin, end)
