"""What may stand around an indicator's words: times, regions, adverbs, verbs of mere doing, links to the number."""

import re
from collections import deque

from graph_builder.extraction.targets.lexicon import words

TIME = (
    r"(?:到|在|截至)?“?(?:[一二三四五六七八九十]+五)”?(?:时期|期间|末|期末|的?五年)?|(?:到|在)?\s*(?:19|20)\d{2}\s*年(?:年?底|年?末)?(?:以?前|之前|内)?|"
    r"(?:今年|本年度?|年度|全年|年内|年底|年末|上半年|下半年|[一二三四]季度|届时|期末|当年|近期)(?:末|底)?(?:以?前)?|"
    r"\d{1,2}月(?:底|末|份|中旬|上旬)?(?:以?前)?|(?:今后|未来)?(?:用)?[一二三四五两\d]年(?:内|间|左右)(?:时间)?|(?:这|今后|未来)?五年(?=新|累|内|完|建)"
)
_REGION = r"全[市区县省州旗盟镇乡]|我[市区县省州国]|本[市区县省]|主城区|市域|各地"
_PUNCTUATION = r"[、，,：:；;。\s（()）①-⑳—\-·．.]+"
_DONE = re.compile(rf"(?:{words().done})(?:了|好)?")
_VERB = rf"新?(?:{words().made})"  # 新转化, 新评定
_MADE = re.compile(rf"(?:累计)?(?:{_VERB}(?:并|和|、|及)?){{0,3}}{_VERB}(?:了|好)?")
_LEAD = re.compile(
    rf"{_PUNCTUATION}|\d{{1,2}}[.、)）]|[一二三四五六七八九十]{{1,3}}[)）、.]|共(?=完成|实现|新|引|投|安排)|{TIME}|{_REGION}|(?:{words().particles})(?![业型兴能生式造发材])|"
    rf"(?:{words().adverbs})(?=$|[^\u4e00-\u9fff“]|{words().adverbs}|{words().particles}|{words().done}|{words().made})"
)
_ANY_VERB = re.compile(f"{_MADE.pattern}|{_DONE.pattern}")
#: A plan that lost its punctuation: …拓展走廊布局全年新增2栋楼宇.
_TIME_AND_VERB = re.compile(rf"(?:全年|年内|今年|年底前)(?={_MADE.pattern})")
_LINK = re.compile(
    r"(?:[\s：:、，,（(为是共约在到至要达再各也都的]|(?<![供效响对反适感相])应|(?<![日年月人户])均|达到|预计|预期|计划|完成|实现|力争|争取|确保|以及|"
    r"(?:提高|提升|增加|扩大|上升|下降|降低|压缩|压减|缩短|减少|增长|稳定|保持|维持|巩固|控制|增|降|升|减|扩|涨)[到至在]|不变|总计|合计|共计|"
    r"(?:进入|跻身|挤进|挺进|位居|稳居|名列|位列|迈入)(?:世界|全国|全省|全市|全区|西部|中部|东部)?|"
    r"(?<=[到至为在])(?:每人)?每[月年天]|(?<=[到至为])[月年]人均|(?<=[到定持为])(?:国家)?地表水|总体|整体|"
    r"全部|全年|年内|累计|至少|数量达|分别|平均|保持|稳定|年均)"
)
_INNER_DONE = re.compile(
    r"(?:拟?安排|完成|实现|拟|再)(?=产值|投资|投入|收入|营收|销售|交易|税收|进出口|增加值|融资|技改|补助|下降|增长|提高|降低)"
)


def lead_end(text: str, start: int, end: int) -> tuple[int, str]:
    """Skip adverbs, times, regions and verbs of mere doing; return where the words begin and the last verb skipped."""
    skipped = ""
    while start < end:
        made = _MADE.match(text, start, end)
        done = _DONE.match(text, start, end)
        lead = _LEAD.match(text, start, end)
        ends = {
            name: match.end() for name, match in (("lead", lead), ("done", done), ("made", made)) if match
        }
        longest = max(ends, key=lambda name: ends[name], default="made")
        if longest == "made":
            if not (lost := _TIME_AND_VERB.search(text, start, end)):
                break
            start = lost.end()
            continue
        if longest == "done" and done:
            skipped = done[0]
        start = ends[longest]
    return start, skipped


def link_start(text: str, start: int, end: int) -> int:
    """Return where the words that only link to the number begin (达到, 提高到, 为), at the latest ``end``."""
    # Word by word: (…)++$ says the same, but Python before 3.11.5 matches possessive groups wrongly (cpython gh-106052).
    for first in range(start, end):
        last = first
        while last < end and (word := _LINK.match(text, last, end)):
            last = word.end()
        if last == end:
            return first
    return end


def made_verb(text: str) -> str:
    """Return the verb of making or flowing that opens the text, or nothing."""
    match = _MADE.match(text)
    return match[0] if match else ""


def is_made_verb(text: str) -> bool:
    """Tell whether the whole text is a verb of making or flowing."""
    return _MADE.fullmatch(text) is not None


def last_verb(text: str) -> re.Match[str] | None:
    """Return the last verb of making or doing in the text."""
    return next(iter(deque(_ANY_VERB.finditer(text), maxlen=1)), None)


def opens_with_verb(text: str) -> bool:
    """Tell whether a stretch begins with a verb of making or doing."""
    return bool(_MADE.match(text) or _DONE.match(text))


def strip_inner(text: str) -> str:
    """Drop the verbs of mere doing inside a name: 白酒产业完成产值 is 白酒产业产值."""
    return _INNER_DONE.sub("", text)
