"""Watermarks: what a data vendor wrote into the text (北大法宝, 法律图书馆, a site's name or address, over and over).

They are spans over the text like everything else: body, view, paragraphs and actions leave them out, offsets stay.
The vendors' names are ``data/gazetteer/vendors.yaml``; a site that is not on it is told by its repetition.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile

from graph_builder.documents.document import Span
from graph_builder.resources import gazetteer

#: So many times a mark stands in a text; once or twice a plan may name a site itself.
_OFTEN = 3
_LONGEST_LINE, _CONTEXT = 120, 12
_LINE = re.compile(r"[^\n]+")
_WORD = "[A-Za-z0-9_-]"
_ADDRESS = (
    rf"(?:https?://|www\.)[A-Za-z0-9_.\-/?=&%#~]*[A-Za-z0-9_/]"
    rf"|(?<![A-Za-z0-9@._-]){_WORD}{{1,40}}(?:\.{_WORD}{{1,40}}){{0,4}}\.(?:com|cn|net|org)(?!{_WORD})"
)
#: A line that reads like a site's name; only its repetition makes it a mark.
_SITE = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:信息|资讯|新闻|法律|法规|政策|文档|资料|咨询|查询|知识|下载|导航)网|[\u4e00-\u9fff]{1,8}(?:文库|在线|门户网站|之窗)"
)
_DECORATION = re.compile(r"[\W\d_]+|copyright|CLI", re.IGNORECASE)
_SEPARATORS = re.compile(r"[ \t\u3000:：|/·-]{0,3}")
_PAIRS = {
    "（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "《": "》", "“": "”", "「": "」", "『": "』",
    **{sign: sign for sign in "*#@-—=~|_·"},
}  # fmt: skip


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of what gives a mark away, and of what may stand around it."""
    vendors = gazetteer("vendors")
    return re.compile(f"{_any(vendors['names'])}|{_ADDRESS}"), re.compile(_any(vendors["around"]))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=8)
def watermarks(text: str) -> tuple[Span, ...]:
    """Return the watermarks in order, none touching another: lines of nothing else, and runs inside other lines."""
    signs, _ = _patterns()
    lines = [
        Span(*line.span()) for line in _LINE.finditer(text) if line.end() - line.start() <= _LONGEST_LINE
    ]
    counts = Counter(text[line.start : line.end].strip() for line in lines)
    often = {words for words, count in counts.items() if count >= _OFTEN}
    sites = {words for words in often if _SITE.fullmatch(words)}
    imprints = sites | {words for words in often if signs.search(words)}
    whole = [line for line in lines if _is_mark(text[line.start : line.end], imprints)]
    runs: dict[str, list[Span]] = defaultdict(list)
    for pattern in (signs, *([re.compile(_any(sites))] if sites else [])):
        for sign in pattern.finditer(text):
            # A plan sends its readers to the government's own pages.
            if "gov.cn" not in sign[0].lower():
                runs[sign[0].lower()].append(Span(*sign.span()))
    inside = [
        run
        for spans in runs.values()
        if len(spans) >= _OFTEN
        for run in _with_words(text, without(spans, whole))
    ]
    return tuple(_framed(text, span) for span in _joined(text, [*whole, *inside]))


def marks_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the watermarks that touch ``start``..``end``."""
    marks = watermarks(text)
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    return marks[first : bisect_left(marks, end, key=lambda mark: mark.start)]


def without(spans: Iterable[Span], marks: Sequence[Span]) -> list[Span]:
    """Return what is left of ``spans`` when ``marks`` (in order) are cut out."""
    left = []
    for span in spans:
        start = span.start
        for mark in marks[bisect_right(marks, start, key=lambda mark: mark.end) :]:
            if mark.start >= span.end:
                break
            if start < mark.start:
                left.append(Span(start, mark.start))
            start = mark.end
        if start < span.end:
            left.append(Span(start, span.end))
    return left


def at_edges(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the watermarks that open or close one of ``spans``, blanks aside: what is left is one piece."""
    for span in spans:
        marks = marks_in(text, span.start, span.end)
        for mark in marks[:1] + marks[1:][-1:]:
            if not text[span.start : mark.start].strip() or not text[mark.end : span.end].strip():
                yield mark


def _is_mark(line: str, imprints: set[str]) -> bool:
    """Tell whether a line holds nothing but a mark, or is one of the ``imprints`` that stand over and over."""
    signs, around = _patterns()
    if line.strip() in imprints:
        return True
    rest, count = signs.subn(" ", line)
    return count > 0 and not _DECORATION.sub("", around.sub("", rest))


def _with_words(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield a sign's places with the words that stand around it everywhere (来源：…, …提供)."""
    if len(spans) < 2:
        yield from spans
        return
    _, around = _patterns()
    before = _common([text[max(0, span.start - _CONTEXT) : span.start][::-1] for span in spans])[::-1]
    after = _common([text[span.end : span.end + _CONTEXT] for span in spans])
    words = rf"(?:{around.pattern})"
    left = re.search(rf"(?:{words}[ ：:]?)+$", before)
    right = re.match(rf"(?:[ ，,]?{words})+", after)
    for span in spans:
        yield Span(span.start - (len(left[0]) if left else 0), span.end + (len(right[0]) if right else 0))


def _common(contexts: Sequence[str]) -> str:
    """Return what all contexts begin with."""
    columns = zip(*contexts, strict=False)
    return "".join(column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns))


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that stand side by side as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and _SEPARATORS.fullmatch(text, found[-1].end, max(found[-1].end, span.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _framed(text: str, mark: Span) -> Span:
    """Return a mark with the brackets around it, and its own full stop where it is a sentence by itself."""
    start, end = mark.start, mark.end
    while start > 0 and end < len(text) and _PAIRS.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    alone = start == 0 or text[start - 1] in "。！？；\n"
    return Span(start, end + (alone and text[end : end + 1] == "。"))
