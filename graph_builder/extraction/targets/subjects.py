"""What a target is about, and the names whose digits count nothing."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from graph_builder.extraction.spans import Mention
from graph_builder.extraction.targets.wording import last_verb

#: Between the name and the number: another name of a list, or the end of one.
_BREAKS = frozenset("、；;。：:")
_LIST_END = ("等", "和", "及", "以及", "与")
#: What the name only sets the scene for (面向共建“一带一路”国家), or who acts (区政府拟定).
_SCENE = re.compile(r"(?:面向|围绕|聚焦|依托|对接|共建|利用|发挥|支持|会同)[“\"]?$")
_OFFICE = re.compile(r"(?:政府|委员会|[局委办厅部])$")


class Subjects:
    """The mentions of a document, found by position."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = sorted(mentions)
        self._starts = [mention.start for mention in self._mentions]

    def name_holds(self, number: int) -> bool:
        """Tell whether the number at this offset stands inside a name (第22届…, C919), not at its beginning."""
        index = bisect_right(self._starts, number) - 1
        return index >= 0 and self._mentions[index].start < number < self._mentions[index].end

    def about(self, clause_start: int, target_start: int, number: int) -> tuple[int, int] | None:
        """Return the mention that the number of a target is said of, in the clause before it.

        A name that is one of a list (甲、乙等3个项目) is not what the number counts.
        """
        index = bisect_right(self._starts, number) - 1
        if index < 0:
            return None
        mention = self._mentions[index]
        if mention.start < clause_start or mention.end > number:
            return None
        between = self._text[mention.end : number]
        if last_verb(self._text[mention.end : target_start]):
            return None  # another act begins after the name
        name, lead = self._text[mention.start : mention.end], self._text[clause_start : mention.start]
        if _SCENE.search(lead) or (mention.label == "Institution" and _OFFICE.search(name)):
            return None
        before = self._mentions[index - 1] if index else None
        if any(char in _BREAKS for char in between) or between.startswith(_LIST_END):
            return None
        if before is not None and before.start >= clause_start and mention.start - before.end <= 1:
            return None
        return mention.start, mention.end
