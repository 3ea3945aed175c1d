"""Tells the lines that explain terms (名词解释) from the plan's own, also in a passage cut out of the middle."""

import re
from collections.abc import Sequence

_HEADING = re.compile(
    r"^[\s\u3000]*(?:附[件录]?[一二三\d]?[:：]?)?[（(]?(?:名词|有关名词|相关名词|名词术语|术语|词语|专有名词)(?:解释|注释|说明)|^[\s\u3000]*注释?[:：]?[\s\u3000]*$"
)
_MARK = r"^[\s\u3000]*(?:\d{1,3}[.．、]?|[\[【〔［(（]\d{1,3}[\]】〕］)）]|[①-⑳㉑-㊿])[\s\u3000]*"
_EXPLAINS = r"(?:[:：]|是?指|即|是[^，。]{0,12}(?:提出|要求|简称))"
#: 3.“两高”：高耗能、高排放。 · 10.[两新一重]即… · 【4】标准地：是指…
_STRONG = re.compile(
    rf"{_MARK}(?:[^“\"\[【，。；]{{0,20}}[“\"\[【《][^”\"\]】》]{{1,40}}[”\"\]】》][^，。；:：]{{0,16}}{_EXPLAINS}|[^，。；:：]{{1,30}}(?:[:：][\s\u3000]*)?(?:是指|指的是|全称|即|指))"
)
_WEAK = re.compile(rf"{_MARK}[^，。；:：]{{1,40}}[:：]")


def explaining_lines(lines: Sequence[str]) -> list[bool]:
    """Tell of each line whether it explains a term: by its form, or by standing among lines that do."""
    strong = [bool(_STRONG.match(line)) for line in lines]
    under_heading = False
    result: list[bool] = []
    for number, line in enumerate(lines):
        if _HEADING.match(line):
            under_heading = True
        neighbours = strong[max(0, number - 1) : number + 2]
        result.append(under_heading or strong[number] or (any(neighbours) and bool(_WEAK.match(line))))
    return result
