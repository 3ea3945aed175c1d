"""The indicator's words: what a number is promised of, from the words before and after it."""

import re
from collections import deque
from dataclasses import dataclass

from graph_builder.extraction.targets.lexicon import words

TIME = (
    r"(?:到|在|截至)?“?(?:[一二三四五六七八九十]+五)”?(?:时期|期间|末|期末|的?五年)?|(?:到|在)?20\d{2}年(?:年?底|年?末)?(?:以?前|之前|内)?|"
    r"(?:今年|本年度?|年度|全年|年内|年底|年末|上半年|下半年|[一二三四]季度|届时|期末|当年|近期)(?:末|底)?(?:以?前)?|"
    r"\d{1,2}月(?:底|末|份|中旬|上旬)?(?:以?前)?|(?:今后|未来)?(?:用)?[一二三四五两\d]年(?:内|间|左右)(?:时间)?|(?:这|今后|未来)五年"
)
_REGION = r"全[市区县省州旗盟镇乡]|我[市区县省州国]|本[市区县省]|主城区|市域|各地"
_PUNCTUATION = r"[、，,：:；;。\s（()）①-⑳—\-·．.]+"
_LEAD = re.compile(rf"{_PUNCTUATION}|{TIME}|{_REGION}|(?:{words().adverbs})(?![业型兴能生式造发材])")
_DONE = re.compile(rf"(?:{words().done})(?:了|好)?")
_MADE = re.compile(rf"(?:(?:{words().made})(?:并|和|、|及)?)*(?:{words().made})(?:了|好)?")
_ANY_VERB = re.compile(f"{_MADE.pattern}|{_DONE.pattern}")
_LINK = re.compile(
    r"(?:[\s：:、，,（(为是共约在到至要达再各也都的]|(?<![日年月人户])均|达到|预计|预期|计划|完成|实现|力争|争取|确保|以及|"
    r"(?:提高|提升|增加|扩大|上升|下降|降低|压缩|压减|缩短|减少|增长|稳定|保持|维持|控制|增|降|升|减|扩|涨)[到至在]|不变|总计|合计|共计|"
    r"全部|全年|累计|至少|数量达|分别|平均|保持|稳定|年均)+$"
)
#: A rate with no subject of its own: 民生支出57亿元，增长16%.
_RATE = re.compile(
    r"(?:比上年|较上年|同口径|年均|同比|平均|总量)*(?:增长|下降|提高|提升|降低|减少|增加|上升|压减|缩短|回升|涨幅|增速|降幅|增幅)$"
)
_PREPOSITION = re.compile(
    r"(?:利用|依托|围绕|通过|以|在|对|为|向|由|将|把|针对|支持|引导|鼓励|按照|根据|随着|从|聚焦|发挥|深挖|用好|加快|推动)"
)
_INNER_DONE = re.compile(
    r"(?:拟?安排|完成|实现|拟|再)(?=产值|投资|投入|收入|营收|销售|交易|税收|进出口|增加值|融资|技改|补助|下降|增长|提高|降低)"
)
_TAIL = re.compile(r"(?:等?(?:加快|尽快|早日)?(?:建设|落地|工作|任务|的?目标|开工|进度)|等)$")
#: Verbs after which a trailing 建设, 落地 … is not part of what is counted (推进2个项目建设).
_PUSHED = frozenset({"", "推进", "推动", "加快", "加强", "确保", "抓好", "实施", "完成"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Indicator words: ``text`` as it reads, ``start``..``end`` where they stand, None when all of them are elided.

    ``verb`` opens the words, ``noun`` is the rest, ``subject`` what of it stands before the number; ``governor`` is the
    verb of mere doing that was left out. ``rate``: the words say only how a thing named before grows.
    """

    text: str
    start: int | None
    end: int | None
    verb: str
    noun: str
    subject: str = ""
    governor: str = ""
    rate: bool = False


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
            break
        if longest == "done" and done:
            skipped = done[0]
        start = ends[longest]
    return start, skipped


def link_start(text: str, start: int, end: int) -> int:
    """Return where the words that only link to the number begin (达到, 提高到, 为), at the latest ``end``."""
    link = _LINK.search(text, start, end)
    return link.start() if link else end


def made_verb(text: str) -> str:
    """Return the verb of making or flowing that opens the text, or nothing."""
    match = _MADE.match(text)
    return match[0] if match else ""


def strip_inner(text: str) -> str:
    """Drop the verbs of mere doing inside a name: 白酒产业完成产值 is 白酒产业产值."""
    return _INNER_DONE.sub("", text)


def opens_with_verb(text: str) -> bool:
    """Tell whether a stretch begins with a verb of making or doing."""
    return bool(_MADE.match(text) or _DONE.match(text))


def phrase(
    text: str, start: int, number: tuple[int, int], end: int, previous: Phrase | None, listed: bool
) -> Phrase | None:
    """Read the indicator of the number at ``number`` in ``text[start:end]``.

    ``previous`` is the phrase before it; ``listed`` says the two stand in one list (新增A 5家、B 6家), so that a verb
    said once holds for both. Returns None when no words are left.
    """
    begin, governor = lead_end(text, start, number[0])
    pre_end = link_start(text, begin, number[0])
    post_start, post = _post(text, number[1], end)
    before = text[begin:pre_end]
    if _PREPOSITION.match(before) and (last := _last_verb(before)) and (post or last.end() < len(before)):
        kept = last.start() if _MADE.fullmatch(last[0]) else last.end()
        begin, before = begin + kept, before[kept:]
    made = _MADE.match(before)
    verb = made[0] if made else ""
    noun = before[len(verb) :]
    if post and noun.endswith("等"):
        noun, pre_end = "", begin + len(verb)
        begin = begin if verb else number[0]
    elif post and "、" in noun:
        nearest = _last_verb(before)
        if nearest and nearest.end() == len(before) and _MADE.fullmatch(nearest[0]):
            begin, verb, noun = begin + nearest.start(), nearest[0], ""
        elif verb:
            noun, pre_end = "", begin + len(verb)
    if (not post and _RATE.fullmatch(verb + noun)) or (not post and not noun):
        if previous is None:
            return None
        rate = _RATE.fullmatch(verb + noun) is not None
        restored = previous.noun + verb + noun if rate else verb + previous.noun
        place = (begin, pre_end) if verb or noun else (None, None)
        return Phrase(restored, place[0], place[1], verb, previous.noun, "", governor, rate)
    if post and governor in _PUSHED and not verb:
        post = _TAIL.sub("", post) or post
    if listed and previous and not verb and not governor:
        verb_text, governor = previous.verb, previous.governor
    else:
        verb_text = verb
    whole = strip_inner(noun) + post
    first = begin if verb or noun else post_start
    words_end = post_start + len(post) if post else pre_end
    return Phrase(verb_text + whole, first, words_end, verb_text, whole, noun, governor)


def _post(text: str, start: int, end: int) -> tuple[int, str]:
    while start < end and text[start] in "的 \u3000":
        start += 1
    words_ = text[start:end]
    closing = re.search(r"[)）]", words_)
    if closing and not re.search(r"[(（]", words_[: closing.start()]):
        words_ = words_[: closing.start()]
    return start, words_.rstrip(" \u3000、和及与以并，,（(")


def _last_verb(text: str) -> re.Match[str] | None:
    return next(iter(deque(_ANY_VERB.finditer(text), maxlen=1)), None)
