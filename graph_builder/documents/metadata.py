"""What the page says about the plan: title, issuer, number, dates; each with its place in the text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph_builder.documents.chrome import Page
from graph_builder.documents.document import MetadataField, Span
from graph_builder.documents.jurisdiction import region_of
from graph_builder.documents.marks import han_number
from graph_builder.documents.view import View

#: The page's labels, blanks inside allowed, and the name a field gets.
LABELS = {
    "名称": "名称", "标题": "名称", "发布机构": "发布机构", "发文机关": "发布机构", "文号": "文号", "发文字号": "文号", "索引号": "索引号",
    "公开日期": "公开日期", "发布日期": "公开日期", "发文日期": "公开日期", "成文日期": "成文日期", "公开方式": "公开方式", "主题分类": "主题分类",
    "来源": "来源", "信息来源": "来源", "发文单位": "发布机构", "发布单位": "发布机构", "发文时间": "公开日期", "发布时间": "公开日期",
}  # fmt: skip
_B = r"[ \t\u3000\u00a0]*"
_LABEL = re.compile(
    "|".join(_B.join(label) for label in sorted(LABELS, key=len, reverse=True)).join(("(?P<label>", ")"))
    + _B
    + "[:：]"
    + _B
)
_HEAD, _OPENING, _COVER, _LONGEST_VALUE = 3000, 600, 3000, 120
_INNER = re.compile("《([^《》]{4,60})》的通知")
#: What stands after a label: in its line, else in the next.
_VALUE = re.compile(r"(?:[^\S\n]*\n)?[^\S\n]*(\S[^\n]*)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=[ 　]*年)")
_PERIOD = re.compile(r"((?:19|20)\d\d)[ 　年]*[—\-–－~～至到]+[ 　]*((?:19|20)\d\d)[ 　]*年?")
_FIVE_YEARS = re.compile(
    "十(?P<after_ten>[一二三四五六七八九])[五”]|第(?P<nth>[一二三四五六七八九十]{1,3})个五年"
)
#: A heading that says what is done in a year (三、2026年重点工作).
_YEAR_OF_WORK = re.compile(r"((?:19|20)\d\d)年[^。]{0,16}(?:工作|任务|安排|目标|计划|部署|打算)")
_FIRST_FIVE_YEARS = 1951
_REPORTS = re.compile(r"我代表([^，。,]{0,20}?(?:人民政府|政府|管理委员会|管委会))")
_CONGRESS = re.compile(r"在([\u4e00-\u9fff]{2,14}?)第[一二三四五六七八九十\d]{1,4}届人民代表大会")
_ISSUES = re.compile(
    r"(?!关于)([^《》，。\s]{2,40}?)(?:关于)?(?:印发|发布|公布)|([^《》，。\s]{4,40}?(?:政府|办公厅|办公室|委员会|局|厅|委|部))关于"
)


@dataclass(frozen=True)
class Metadata:
    """What is known about the plan; None where the text does not say."""

    title: MetadataField | None = None
    issuer: MetadataField | None = None
    region: str | None = None
    year: int | None = None
    period_start: str | None = None
    period_end: str | None = None
    fields: dict[str, MetadataField] = field(default_factory=dict)


def read_metadata(text: str, page: Page) -> Metadata:
    """Return the metadata of the page's head and the plan's title."""
    fields = _fields(text)
    notice = _best(text, page.titles)
    title = _title(text, page, notice)
    named = fields.get("名称")
    if named and (title is None or named.value.endswith(title.value)):
        title = named if title is None or len(named.value) > len(title.value) else title
    issuer = fields.get("发布机构") or _issuer(text, page, notice)
    congress = _CONGRESS.search(text, 0, page.content + _OPENING)
    said = [known.value for known in (title, issuer) if known] + ([congress[1]] if congress else [])
    region = next((found for words in said if (found := region_of(words))), None)
    return Metadata(title, issuer, region, *period_of(title.value if title else ""), fields)


def with_said(facts: Metadata, text: str, said: Mapping[str, str], title: str | None) -> Metadata:
    """Return the facts with what the file says about itself (a page's meta elements), found in the text where it stands.

    What the text itself says wins, but for the title, which a page breaks over lines and repeats.
    """
    fields = {name: located(text, value) for name, value in said.items()} | facts.fields
    named = located(text, title) if title else None
    if named is None or (
        facts.title is not None and facts.title.value in named.value and facts.title.start is not None
    ):
        named = facts.title
    elif named.start is None and facts.title is not None:
        named = MetadataField(named.value, facts.title.start, facts.title.end)
    issuer = facts.issuer or fields.get("发布机构")
    words = [known.value for known in (named, issuer) if known]
    region = facts.region or next((found for word in words if (found := region_of(word))), None)
    year, start, end = facts.year, facts.period_start, facts.period_end
    if year is None and named is not None:
        year, start, end = period_of(named.value)
    return Metadata(named, issuer, region, year, start, end, fields)


def located(text: str, value: str) -> MetadataField:
    """Return a field with the place of its first mention in the text, blanks and line ends aside."""
    words = "".join(value.split())
    found = re.search(r"\s*".join(map(re.escape, words)), text) if 1 < len(words) <= 200 else None
    return MetadataField(value, found.start(), found.end()) if found else MetadataField(value)


def period_of(title: str) -> tuple[int | None, str | None, str | None]:
    """Return the first year that a title names, and the period as ISO dates (2026—2028年, 第十四个五年, 2024年)."""
    span, five, year = _PERIOD.search(title), _FIVE_YEARS.search(title), _YEAR.search(title)
    if span:
        first, last = int(span[1]), int(span[2])
    elif five:
        number = 10 + han_number(five["after_ten"]) if five["after_ten"] else han_number(five["nth"])
        # From 1966 on a five-year plan has followed the one before at once; three years lay between the second and third.
        first = _FIRST_FIVE_YEARS + 5 * number
        last = first + 4
    elif year:
        first = last = int(year[0])
    else:
        return None, None, None
    return first, f"{first}-01-01", f"{last}-12-31"


def year_of_headings(headings: Iterable[str]) -> int | None:
    """Return the last year whose work the headings speak of, for a text whose title names none."""
    years = [int(found[1]) for heading in headings if (found := _YEAR_OF_WORK.search(heading))]
    return max(years, default=None)


def _fields(text: str) -> dict[str, MetadataField]:
    fields: dict[str, MetadataField] = {}
    labels = list(_LABEL.finditer(text, 0, min(len(text), _HEAD)))
    starts = [*(label.start() for label in labels[1:]), len(text)]
    for label, following in zip(labels, starts, strict=False):
        found = _VALUE.match(text, label.end(), following)
        name = LABELS[re.sub(r"\s", "", label["label"])]
        if found and name not in fields and len(found[1]) <= _LONGEST_VALUE:
            value = found[1].rstrip()
            fields[name] = MetadataField(value, found.start(1), found.start(1) + len(value))
    return fields


def _best(text: str, titles: Sequence[Span]) -> Span | None:
    """Return the title line that tells most: one with a year, the last of them."""
    return max(
        titles,
        key=lambda line: (_YEAR.search(text, line.start, line.end) is not None, line.start),
        default=None,
    )


def _title(text: str, page: Page, line: Span | None) -> MetadataField | None:
    """Return the plan's title; for a covering notice the title of what it brings."""
    if line is None:
        return None
    inner = _INNER.search(text, line.start, line.end)
    if inner is None:
        return _field(text, line.start, line.end)
    again = re.finditer(re.escape(inner[1]), text[: page.content + _COVER])
    lines = (found.start() for found in again if _is_line(text, found.start(), found.end()))
    start = next(lines, inner.start(1))
    return _field(text, start, start + len(inner[1]))


def _field(text: str, start: int, end: int) -> MetadataField:
    """Return a field whose value reads clean where the text breaks it over lines."""
    return MetadataField(View.of(text, start, end).text, start, end)


def _issuer(text: str, page: Page, line: Span | None) -> MetadataField | None:
    """Return who reports (我代表…人民政府) or who issues the notice."""
    reports = _REPORTS.search(text, page.content, page.content + _OPENING)
    if reports:
        return MetadataField(reports[1], reports.start(1), reports.end(1))
    issues = _ISSUES.match(text, line.start, line.end) if line else None
    if issues is None:
        return None
    group = 1 if issues[1] else 2
    return MetadataField(issues[group], issues.start(group), issues.end(group))


def _is_line(text: str, start: int, end: int) -> bool:
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[before:start].strip() and not text[end : after if after >= 0 else len(text)].strip()
