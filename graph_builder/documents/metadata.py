"""What the page says about the plan: title, issuer, number, dates; each with its place in the text."""

import re
from dataclasses import dataclass, field

from graph_builder.documents.document import MetadataField, Span

#: The page's labels, blanks inside allowed, and the name a field gets.
_LABELS = {
    "名称": "名称", "标题": "名称", "发布机构": "发布机构", "发文机关": "发布机构", "文号": "文号", "发文字号": "文号", "索引号": "索引号",
    "公开日期": "公开日期", "发布日期": "公开日期", "发文日期": "公开日期", "成文日期": "成文日期", "公开方式": "公开方式", "主题分类": "主题分类",
    "来源": "来源", "信息来源": "来源",
}  # fmt: skip
_B = r"[ \t\u3000\u00a0]*"
_LABEL = re.compile(
    "|".join(_B.join(label) for label in sorted(_LABELS, key=len, reverse=True)).join(("(?P<label>", ")"))
    + _B
    + "[:：]"
    + _B
)
_HEAD = 3000
_TITLE_WORDS = "报告|计划|规划|纲要|方案|要点|措施|意见|办法|通知|决定|安排|公报|细则|条例|规定|清单|政策|若干|行动|指南|实施|公告|任务分工|草案"
_TITLE = re.compile(rf"[^。；：:]{{2,80}}(?:{_TITLE_WORDS})(?:（[^）]{{1,20}}）|\([^)]{{1,20}}\))?")
_YEAR = re.compile(r"(19|20)\d\d(?=[ 　]*年)")
_PERIOD = re.compile(r"((?:19|20)\d\d)[ 年]*[—\-–－~～至到]+[ ]*((?:19|20)\d\d)[ 　]*年?")
_FIVE_YEARS = re.compile(
    '[“"]?十([一二三四五])[”"]?(?=[^计]{0,6}(规划|计划|纲要|时期))|第十([一二三四五])个五年'
)


@dataclass(frozen=True)
class Metadata:
    """What is known about the plan before its sentences are read; None where the text does not say."""

    title: MetadataField | None = None
    issuer: MetadataField | None = None
    year: int | None = None
    period_start: str | None = None
    period_end: str | None = None
    fields: dict[str, MetadataField] = field(default_factory=dict)


def read_metadata(text: str, body: tuple[Span, ...]) -> Metadata:
    """Return the metadata of the page's head and the plan's title."""
    fields = _fields(text)
    title = _title(text, body) or fields.get("名称")
    year, start, end = _period(title.value if title else "")
    return Metadata(title, fields.get("发布机构"), year, start, end, fields)


def _fields(text: str) -> dict[str, MetadataField]:
    fields: dict[str, MetadataField] = {}
    head = min(len(text), _HEAD)
    labels = list(_LABEL.finditer(text, 0, head))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        until = text.find("\n", label.end())
        until = len(text) if until < 0 else until
        if following and following.start() < until:
            until = following.start()
        value = text[label.end() : until].strip()
        name = _LABELS[re.sub(r"\s", "", label["label"])]
        if value and name not in fields and len(value) <= 120:
            fields[name] = MetadataField(value, label.end(), label.end() + len(value))
    return fields


def _title(text: str, body: tuple[Span, ...]) -> MetadataField | None:
    for span in body:
        lines = list(re.finditer(r"[^\n]*\S[^\n]*", text[span.start : min(span.end, span.start + _HEAD)]))
        for line in lines[:6]:
            words = line.group().strip()
            start = span.start + line.start() + line.group().index(words)
            if _TITLE.fullmatch(words):
                return MetadataField(words, start, start + len(words))
    return None


def _period(title: str) -> tuple[int | None, str | None, str | None]:
    span = _PERIOD.search(title)
    if span:
        first, last = int(span[1]), int(span[2])
        return first, f"{first}-01-01", f"{last}-12-31"
    five = _FIVE_YEARS.search(title)
    if five:
        first = 2006 + 5 * "一二三四五".index(five[1] or five[3])
        return first, f"{first}-01-01", f"{first + 4}-12-31"
    year = _YEAR.search(title)
    if year:
        return int(year[0]), f"{year[0]}-01-01", f"{year[0]}-12-31"
    return None, None, None
