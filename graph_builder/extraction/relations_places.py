"""LOCATED_IN and PART_OF: only where a preposition, a locative or the order of the names says so."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph_builder.documents.document import Span
from graph_builder.extraction.relations_clauses import Reading
from graph_builder.extraction.relations_lexicon import Lexicon
from graph_builder.extraction.relations_stages import CIRCUMSTANCE
from graph_builder.extraction.spans import EntityRelation, Mention

PLACED = ("Project", "Facility", "Institution")
#: 在X…, 沿X…, 向X延伸; a rhetorical 在…领导下 is no place.
_AT = re.compile(
    r"(?:(?<![站放摆走处])在|沿|(?<![用属基由关对鉴便利有至低高优大小])于|位于|落户|坐落于|(?P<toward>向))[“”\"《]?$"
)
_TOWARD = re.compile(r"[”’\"》]*(?:等[^，。；]{0,6})?(?:延伸|拓展|集聚|聚集|疏解|转移|布局|扩展|推进)")
#: Rhetoric: 在…领导下, 考察…时的重要讲话, 在…新征程中.
_NO_PLACE = re.compile(
    r"^[”’\"》]*(?:等)?(?:[^，。；在]{0,24}(?:上|方面|中)(?:实现|取得|求突破|走在|发挥|展现|体现|彰显|占有|占据|作出|当好|[勇争]当|的(?:能级|地位|作用|位置))|(?:依法|实际)*(?:注册|登记|纳税)|时|期间|领导|支持|指导|基础|机遇|经验|精神|考核)|重要讲话|征程|全过程|过程中|事业中|创建中|起点上|基础上|现代化|安居乐业|走在前列|进程中|大局|庆祝|率先|绽放|^大地|下谋|[^，。；]{0,6}(?<![除为])了(?!解)|往前赶|落地生根|开花结果"
)
#: Names that a count sums up (大鹏古城、南澳墟镇四大项目), or a clause inside a noun phrase (在X出生的…).
_SUMMED_UP = re.compile(
    r"[一二两三四五六七八九十]大|[^，。；、]{1,8}的(?![^，。；]*(?:建设|治理|改造|系统|整治))"
)
_COUNTED = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)[个条座处]")
#: …2个流域的雨污分流系统: the counted class noun of the places themselves.
_COUNTED_OWNER = re.compile(rf"{_COUNTED.pattern}[^，。；、的]{{1,6}}的")
#: Whom one works with (X高校合作, …以及X建设等战略的协同联动), a rank (X新增长极), what is to change (X从甲向乙提升).
_NO_SITE = re.compile(
    r"[^，。；、的]{0,8}(?:合作|协作|交流)|[^。；]{0,60}的(?:协同|联动|合作|对接)|[^，。；、]{0,10}增长[极点]|[^，。；]{0,16}市场$|[”’]?从[^，。；]{1,14}[向到]"
)
_WITHIN = re.compile(r"^(?:的|内的?|内|里的?|境内的?|范围内的?|上的?)?$")
_PLACED_AT = re.compile(r"^[”’\"》]*(?:在|落户于?|落地于?|位于|坐落于|选址|布局于|迁至|入驻)[“”\"《]?$")
_HOLDS = re.compile(r"^[”’\"》]*[（(，]?(?:包括|含|涵盖|包含|下设|下辖)[“”\"《]?$")
_LIKE = ("Project", "Facility", "Institution", "Area")


def places_of_action(readings: Sequence[Reading], clause: Span, lexicon: Lexicon) -> Iterator[EntityRelation]:
    """Yield LOCATED_IN from the outline item that holds the clause to each Area in which it acts."""
    for reading in readings:
        area = reading.mention
        if area.label == "Area" and (trigger := _where(reading, lexicon)):
            yield EntityRelation(
                "LOCATED_IN", area.start, area.end, clause.start, clause.end, trigger=trigger, confidence=0.8
            )


def _where(reading: Reading, lexicon: Lexicon) -> str | None:
    """Return the word that makes the Area the place of the act, or None."""
    if not reading.after or _NO_PLACE.search(reading.after) or _SUMMED_UP.match(reading.after):
        return None
    at = _AT.search(reading.before)
    if at and at.start() and reading.after.startswith("的"):
        return None  # 布局在X的资源: the place of a thing spoken of
    if at:
        return at.group().strip('“”"《') if not at["toward"] or _TOWARD.match(reading.phrase) else None
    if CIRCUMSTANCE.search(reading.before):
        return None  # 与X在…领域的合作
    if _NO_SITE.match(reading.after) or _is_agent(reading, lexicon):
        return None
    if reading.governor is None or lexicon.stages[reading.governor.verbs[-1]] is None:
        return None
    after = reading.after.lstrip('”’"》')
    if after.startswith(("等", "、", "及", "和", "与")):
        return None  # a class noun sums the list up: …等地块, …等项目
    if reading.governor.verbs[-1] in lexicon.drafting:
        return None  # 制定X产业空间规划: the document is drawn up, nothing is done there
    behind = _COUNTED_OWNER.match(after)
    if not behind and _COUNTED.match(after):
        return None  # 开工建设A、B5个码头: the names are the things themselves
    thing = lexicon.thing.match(after, behind.end() if behind else 0)
    return reading.governor.verbs[-1] if thing else None


def _is_agent(reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether the Area is told to act (支持X拓展发展空间), rather than being where the plan acts."""
    chain = reading.governor.verbs if reading.governor else ()
    return bool(chain) and chain[-1] in lexicon.causatives and reading.act is not None and not reading.phrase


def places_of_names(text: str, clause: Span, mentions: Sequence[Mention]) -> Iterator[EntityRelation]:
    """Yield LOCATED_IN and PART_OF between names of one clause that stand side by side or are tied by a word."""
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        span = (clause.start, clause.end)
        if one.label == "Area" and other.label in PLACED and _WITHIN.match(between):
            yield EntityRelation(
                "LOCATED_IN", one.start, one.end, *span, source=(other.start, other.end), confidence=0.8
            )
        elif one.label in PLACED and other.label == "Area" and _PLACED_AT.match(between):
            yield EntityRelation(
                "LOCATED_IN", other.start, other.end, *span, source=(one.start, one.end), confidence=0.9
            )
        elif one.label == other.label and one.label in _LIKE and _HOLDS.match(between):
            yield EntityRelation(
                "PART_OF", one.start, one.end, *span, source=(other.start, other.end), confidence=0.8
            )
