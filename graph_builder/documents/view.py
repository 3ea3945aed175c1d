"""A clean reading of a stretch of text that still knows where every character came from.

Full-width digits and letters, radicals that look like characters, compatibility units (㎡), blanks inside
numbers, watermarks and line breaks inside sentences are put right; lengths may change, and ``to_source`` leads back to
exact offsets.
The look-alikes are Unicode's Equivalent_Unified_Ideograph (UCD 13), where NFKC leaves the radical as it is.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from graph_builder.documents.lines import broken_lines_in
from graph_builder.documents.watermarks import marks_in

_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺭⺯⺰⺱⺲⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王目礻糹纟罓罒耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_FULL_WIDTH = "[０-９Ａ-Ｚａ-ｚ％＋－．／＆＝＜＞]"
_COMPATIBILITY = "[\u2f00-\u2fd5\u2e9f\u2ef3\u3380-\u33df\uf900-\ufad9\U0002f800-\U0002fa1d]|(?<=m)[²³]"
_FOLDED = re.compile(f"{_FULL_WIDTH}|{_COMPATIBILITY}|[{''.join(_RADICALS)}]")
_BLANK = "[ \u3000\u00a0]"
#: Digits set apart one by one (2 0 0 5年), and the blank between a number and its unit (6 %, 60 家).
_SPACED_NUMBER = re.compile(rf"(?<![\d.])(?<!\d{_BLANK})\d(?:{_BLANK}\d)+(?={_BLANK}?[年月日万亿元％%‰.])")
_BEFORE_UNIT = re.compile(rf"(?<=\d){_BLANK}(?=[％%‰\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class View:
    """``text`` reads clean; ``_view`` and ``_source`` are the borders of its pieces, here and in the source.

    A piece is as long as its source (a copy, or one character for one), or it stands for its source as a whole.
    """

    text: str
    _view: tuple[int, ...]
    _source: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> "View":
        """Return a view of ``text[start:end]``; offsets lead back into the whole ``text``."""
        end = len(text) if end is None else end
        parts: list[str] = []
        view, source = [0], [start]
        at = 0
        position = start
        for first, last, new in _edits(text, start, end):
            for piece, upto in ((text[position:first], first), (new, last)):
                if upto > position or piece:
                    parts.append(piece)
                    at += len(piece)
                    position = upto
                    view.append(at)
                    source.append(position)
        parts.append(text[position:end])
        view.append(at + end - position)
        source.append(end)
        return cls("".join(parts), tuple(view), tuple(source))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of the view's ``start``..``end``.

        A replaced piece counts as a whole: half of it gives all of it. An empty span gives an empty span.
        """
        first = self._lead_back(start)
        return (first[0], self._lead_back(end - 1)[1]) if end > start else (first[0], first[0])

    def _lead_back(self, position: int) -> tuple[int, int]:
        """Return the source span of the character at ``position`` (past the last one: the end)."""
        if position >= self._view[-1]:
            return self._source[-1], self._source[-1]
        piece = bisect_right(self._view, position) - 1
        first, last = self._source[piece], self._source[piece + 1]
        if last - first != self._view[piece + 1] - self._view[piece]:
            return first, last
        offset = position - self._view[piece]
        return first + offset, first + offset + 1


def _edits(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return what is replaced, in order: (start, end, new text)."""
    edits = [
        (found.start(), found.end(), _fold(found.group())) for found in _FOLDED.finditer(text, start, end)
    ]
    edits += [(found.start(), found.end(), "") for found in _BEFORE_UNIT.finditer(text, start, end)]
    for number in _SPACED_NUMBER.finditer(text, start, end):
        blanks = (number.start() + at for at, character in enumerate(number.group()) if character.isspace())
        edits += [(at, at + 1, "") for at in blanks]
    edits += [(span.start, span.end, "") for span in broken_lines_in(text, start, end)]
    edits += [(max(start, mark.start), min(mark.end, end), "") for mark in marks_in(text, start, end)]
    return sorted(edits)


def _fold(character: str) -> str:
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
