"""What the page says about the plan: title, issuer, number, dates; each with its place in the text."""

import re
from dataclasses import dataclass, field

from graph_builder.documents.chrome import Page
from graph_builder.documents.document import MetadataField

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
_INNER = re.compile("《([^《》]{4,60})》的通知")
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


def read_metadata(text: str, page: Page) -> Metadata:
    """Return the metadata of the page's head and the plan's title."""
    fields = _fields(text)
    title = _title(text, page) or fields.get("名称")
    year, start, end = _period(title.value if title else "")
    return Metadata(title, fields.get("发布机构"), year, start, end, fields)


def _fields(text: str) -> dict[str, MetadataField]:
    fields: dict[str, MetadataField] = {}
    head = min(len(text), _HEAD)
    labels = list(_LABEL.finditer(text, 0, head))
    starts = [*(label.start() for label in labels[1:]), len(text)]
    for label, following in zip(labels, starts, strict=False):
        line_end = text.find("\n", label.end())
        until = min(following, line_end if line_end >= 0 else len(text))
        value = text[label.end() : until].strip()
        name = _LABELS[re.sub(r"\s", "", label["label"])]
        if value and name not in fields and len(value) <= 120:
            fields[name] = MetadataField(value, label.end(), label.end() + len(value))
    return fields


def _title(text: str, page: Page) -> MetadataField | None:
    """Return the plan's title: the line that tells most, for a covering notice the title of what it brings."""
    if not page.titles:
        return None
    best = max(page.titles, key=lambda line: (bool(_YEAR.search(text, line.start, line.end)), line.start))
    inner = _INNER.search(text, best.start, best.end)
    if inner:
        again = text.find(inner[1], best.end)
        start = again if again >= 0 and _own_line(text, again, again + len(inner[1])) else inner.start(1)
        return MetadataField(inner[1], start, start + len(inner[1]))
    return MetadataField(text[best.start : best.end], best.start, best.end)


def _own_line(text: str, start: int, end: int) -> bool:
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[before:start].strip() and not text[end : after if after >= 0 else len(text)].strip()


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
