"""Tells the lines of a plan that promise from those that report what was done, headings or no headings.

Each line is weighed by the cues of ``data/gazetteer/tense.yaml`` (log-odds, learnt by ``training/train_tense.py``); a
two-state Viterbi pass then lets neighbours decide the short lines, since plans report in long stretches.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph_builder.resources import gazetteer

#: Log-odds of changing between reporting and promising from one line to the next, either way.
CHANGE = 4.0
#: What the first lines must show before a text counts as a report: a plan is what we are given.
RELUCTANCE = 0.5
_REPORT_HEADING = re.compile(
    r"^[\s\u3000]*(?:第?[一二三四五六七八九十]{1,2}[、章部（(]|[（(]|#|\d)?.{0,24}(?:回顾|成就|工作总结|完成情况|执行情况|取得的成绩|发展基础|工作情况|情况的?(?:报告|总结|汇报))[\s\u3000]*$"
)
_PROMISE_HEADING = re.compile(
    r"^[\s\u3000]*(?:第?[一二三四五六七八九十]{1,2}[、章部（(]|[（(]|#|\d)?.{0,24}"
    r"(?:总体要求|目标任务|主要目标|预期目标|重点工作|主要任务|重点任务|工作安排|主要工作|工作任务|工作计划|保障措施|下一步.{0,8}|工作打算|努力方向)(?:安排)?[\s\u3000]*$"
)
_HEADING_WEIGHT = 12.0
#: Shorter lines (numbers, names and bodies of a table) say nothing of the tense.
_SHORTEST = 25


@dataclass(frozen=True, slots=True)
class Cues:
    """``pattern`` finds the cues, the longest first; ``weights`` are log-odds of a report; ``bias`` is a line's own."""

    pattern: re.Pattern[str]
    weights: dict[str, float]
    bias: float

    def weigh(self, line: str) -> float:
        """Return the log-odds that the line reports what was done."""
        if _REPORT_HEADING.match(line):
            return _HEADING_WEIGHT
        if _PROMISE_HEADING.match(line):
            return -_HEADING_WEIGHT
        if len(line) < _SHORTEST:
            return 0.0
        return self.bias + sum(self.weights[cue] for cue in self.pattern.findall(line))


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the cues of ``data/gazetteer/tense.yaml``. Raises FileNotFoundError when they are not installed."""
    data = gazetteer("tense")
    weights: dict[str, float] = data["weights"]
    return Cues(cue_pattern(weights), weights, data["bias"])


def cue_pattern(listed: Sequence[str] | dict[str, float]) -> re.Pattern[str]:
    """Return a pattern that finds the cues, the longest first, without overlap."""
    return re.compile("|".join(re.escape(cue) for cue in sorted(listed, key=lambda cue: (-len(cue), cue))))


def reporting_lines(lines: Sequence[str]) -> list[bool]:
    """Tell of each line whether it reports what was done (True) or promises (False)."""
    if not lines:
        return []
    evidence = [cues().weigh(line) for line in lines]
    report, promise = evidence[0] - RELUCTANCE, 0.0
    came_from: list[tuple[bool, bool]] = []
    for weight in evidence[1:]:
        stay_report, stay_promise = report >= promise - CHANGE, promise >= report - CHANGE
        came_from.append((stay_report, not stay_promise))
        report, promise = (
            max(report, promise - CHANGE) + weight,
            max(promise, report - CHANGE),
        )
    states = [report > promise]
    for was_report_if_report, was_report_if_promise in reversed(came_from):
        states.append(was_report_if_report if states[-1] else was_report_if_promise)
    return states[::-1]
