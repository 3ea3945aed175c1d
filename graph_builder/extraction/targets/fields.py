"""What else a clause says of a target: period, modality, basis, and money where 亿 stands alone."""

import calendar
import re
from collections import deque

from graph_builder.extraction.spans import Basis
from graph_builder.extraction.targets.quantities import Quantity

Period = tuple[str | None, str | None]

_NUMERALS = "一二三四五六七八九十"
_FIVE_YEAR = re.compile(r"“?(十[一二三四五六七八九]|[六七八九十])五”?(?:时期|期间|规划|末|期末|的?五年)?")
_YEAR = re.compile(
    r"(?<![比较于以])(?P<to>到|截至)?(?P<year>(?:19|20)\d{2})年(?!来|以来|同期|代)(?P<end>年?底|年?末)?(?P<before>以?前|之前)?"
)
_MONTH = re.compile(r"(?<![\d日])(?P<month>1[0-2]|[1-9])月(?:份|底|末|中旬|上旬)?(?P<before>以?前)?")
_PART = re.compile(r"上半年|下半年|([一二三四])季度|前三季度")
_WHOLE = re.compile(r"全年|年内|今年|本年度?|年度|当年|年底|年末")
_YEARS = re.compile(r"(?:今后|未来|用|力争|这)?([两二三五十]|\d)年(?:内|时间)?(?=[，,力争实完新累建基全]|$)")
_PARTS = {"上半年": ("01-01", "06-30"), "下半年": ("07-01", "12-31"), "前三季度": ("01-01", "09-30")}
_QUARTERS = {
    "一": ("01-01", "03-31"),
    "二": ("04-01", "06-30"),
    "三": ("07-01", "09-30"),
    "四": ("10-01", "12-31"),
}


def stated_period(text: str, plan_period: tuple[str, str] | None) -> Period | None:
    """Return the ISO dates of the last period that ``text`` names, None when it names none.

    上半年, 全年 and 三年内 need the plan's own period; without it they name nothing.
    """
    if match := _last(_YEAR, text):
        return _in_year(text[match.end() :], match["year"], open_start=bool(match["to"] or match["before"]))
    if match := _last(_FIVE_YEAR, text):
        first = 1981 + 5 * (_chinese_number(match[1]) - 6)
        return f"{first}-01-01", f"{first + 4}-12-31"
    if plan_period is None:
        return None
    year = plan_period[0][:4]
    if _PART.search(text) or _MONTH.search(text):
        return _in_year(text, year, open_start=False)
    if match := _last(_YEARS, text):
        count = int(match[1]) if match[1].isdigit() else _chinese_number(match[1].replace("两", "二"))
        return plan_period[0], f"{int(year) + count - 1}-12-31"
    if _WHOLE.search(text):
        return plan_period if plan_period[0][:4] == plan_period[1][:4] else (f"{year}-01-01", f"{year}-12-31")
    return None


def _in_year(text: str, year: str, open_start: bool) -> Period:
    """The part of the year that ``text`` names, or all of it; a deadline has no start."""
    if part := _PART.search(text):
        first, last = _QUARTERS[part[1]] if part[1] else _PARTS[part[0]]
        return f"{year}-{first}", f"{year}-{last}"
    if month := _MONTH.search(text):
        number = int(month["month"])
        days = calendar.monthrange(int(year), number)[1]
        return None, f"{year}-{number:02d}-{days}"
    return (None if open_start else f"{year}-01-01"), f"{year}-12-31"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def _chinese_number(text: str) -> int:
    return 10 + _NUMERALS.index(text[1]) + 1 if len(text) == 2 else _NUMERALS.index(text) + 1


_BINDING = re.compile(r"约束性")
_EXPECTED = re.compile(r"预期性|预期|预安排|预计")
_STRIVING = re.compile(r"力争|争取|努力(?!完成好)|奋力")


def modality(clause: str, sentence_lead: str) -> str | None:
    """Return 约束性, 力争 or 预期性 as the clause, else the words that open its sentence, say; else None."""
    for words in (clause, sentence_lead):
        if _BINDING.search(words):
            return "约束性"
        if _STRIVING.search(words):
            return "力争"
        if _EXPECTED.search(words):
            return "预期性"
    return None


_GROWTH = re.compile(
    r"(?:增长|增速|增幅|涨幅|下降|降低|降幅|减少|上升|提高|提升|增加|压减|缩短|回升)(?:率|幅度)?$|^(?:压减|减少|降低|提高|增长|下降)"
)
_INCREMENT = re.compile(
    r"新增|净增|新建|新引进|新培育|新认定|新开工|新设|新签|新入|新改|新添|新发展|增加(?!值)|增设|增量|引进|引入|招引|引育|吸引"
)


def basis(indicator: str, quantity: Quantity) -> Basis:
    """Return what the number measures: a growth, share, increment, running total, grade or plain level."""
    if quantity.kind == "grade":
        return "grade"
    if quantity.unit == "百分点":
        return "increment"
    if quantity.kind == "ratio":
        return "growth" if _GROWTH.search(indicator) or quantity.unit == "倍" else "share"
    if "累计" in indicator:
        return "cumulative"
    return "increment" if _INCREMENT.search(indicator) else "level"


_MONEY = re.compile(
    r"投资|资金|融资|产值|营收|收入|GDP|生产总值|增加值|销售|交易|贷款|税|财政|金额|成交额|总额|零售额|外资|进出口|利润|基金|授信|支出|债|产出|经济规模|产业规模|集群"
)


def assume_money(quantity: Quantity, words: str) -> None:
    """Read a bare 亿 or 万 as 元 where the words around it speak of money (投资需求突破1000亿)."""
    if quantity.unit is None and (quantity.unit_text or "").endswith(("亿", "万")) and _MONEY.search(words):
        quantity.unit, quantity.kind = "元", "money"
