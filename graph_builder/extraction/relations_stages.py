"""From how a name is governed to the stage of its ADVANCES relation.

A phase verb beats a generic one wherever it stands in the clause (启动…建设, 加快推动…建成, 加快…前期进度).
"""

import re

from graph_builder.extraction.relations_clauses import Reading
from graph_builder.extraction.relations_lexicon import NAME, PHASES, Lexicon
from graph_builder.extraction.spans import Stage

#: Prepositions right before a name: what follows is circumstance, not object.
CIRCUMSTANCE = re.compile(r"(?:在|与|同|向|从|沿|由|以|按|经|至|到|为|为了|让|使|于|跟|随着|依|比)[“”\"《]?$")
_DISPOSAL = re.compile(r"(?:对|把|将)[“”\"《]?$")
_FRAME = re.compile(r"(?:^|[，、；]).{0,6}以[^以]*$")
_FRAME_END = re.compile(
    r"[^，。；]*?为(?:契机|抓手|载体|主线|重点|引领|核心|牵引|目标|中心|基础|龙头|依托|支撑|导向|统领|突破口|总揽|主题|纽带|平台|主体|统揽|先导|引擎|动力)"
)
_LIST = re.compile(r"^[”’\"》）)]*(?:\d+|[一二三四五六七八九十]+|[\[［〔]\d+[\]］〕])?")
_QUOTED = re.compile(r"^“[^”]{1,12}”")
_LISTED = re.compile(
    r"等|[个条座处项][^，。；、]{0,8}?(?:区|园|街|村|镇|流域|河|圈|带|廊|地块|项目|工程|节点)"
)
#: …2个流域的雨污分流系统: what is worked on belongs to the places.
_OWNER = re.compile(r"[^，。；、]{0,10}的(?=[^，。；、])")
#: …等重点区域消费业态: what stands in the places, not the places.
_WITHIN_LISTED = re.compile(r"等[^，。；、]{0,6}?(?:区域(?!性)|片区|地区|路段)(?=[^，。；、]{2})")
#: …等市晶圆制造等重点项目: works in the cities.
_WORKS_WITHIN = re.compile(r"等\d*[个]?[省市区县](?!域)[^，。；]{2,}项目")
#: 争取…落户X: X is where it goes.
_DESTINATION = re.compile(r"(?:落户|落地|迁入|迁至|入驻|进驻|选址)[“”\"《]?$")
#: “散乱污”企业, “小学化”倾向: a quoted word that names a class of things to be dealt with.
_SORTS = re.compile(r"[”\"](?:企业|乡镇|村|社区|倾向|现象|问题|行为|人员|群体|国家|等领域)")
_HOLDING = ("开展", "组织", "组织开展")
Found = tuple[Stage, str]


def stage_of(reading: Reading, lexicon: Lexicon) -> Found | None:
    """Return the stage and its trigger, or None when the clause does not advance the name."""
    label = reading.mention.label
    if label == "Industry" or _is_framed(reading) or _SORTS.match(reading.after):
        return None
    if label == "Event" and reading.after.startswith("精神"):
        return None
    if label != "Event" and lexicon.spoken_of.match(reading.stretch):
        return None
    if _DISPOSAL.search(reading.before):
        return _disposed(reading, lexicon)
    chain: tuple[str, ...] = ()
    if reading.governor and not CIRCUMSTANCE.search(reading.before):
        chain = reading.governor.verbs
        if lexicon.stages[chain[-1]] is None:
            return None
    if label == "Event":
        return _event(reading, chain, lexicon)
    if label == "Institution" and not _is_built(reading, chain, lexicon):
        return None
    if label == "Area" and (_DESTINATION.search(reading.before) or not is_object(reading, chain, lexicon)):
        return None
    return _phase(reading, chain, lexicon) or _ongoing(reading, chain, lexicon)


def is_object(reading: Reading, chain: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether an Area is what is worked on, not whose something (提升…沿线功能) or who acts (支持…打造)."""
    rest = _QUOTED.sub("", _LIST.sub("", reading.stretch, count=1), count=1)
    owner = _OWNER.match(rest)
    if _WORKS_WITHIN.match(rest):
        return False
    if owner and not any(p.match(rest, owner.end()) for p in (lexicon.worked_on, lexicon.tails["planned"])):
        return False
    if lexicon.worked_on.match(rest) or any(lexicon.tails[stage].match(rest) for stage in PHASES):
        return True
    if chain and chain[-1] in lexicon.causatives:
        return reading.act is None and any(lexicon.tails[stage].search(rest) for stage in PHASES)
    rest = reading.phrase if reading.act else rest
    if _WITHIN_LISTED.match(rest):
        return False
    return not rest.strip(NAME) or rest[0] in "、，" or _LISTED.match(rest) is not None


def _acts(reading: Reading, chain: tuple[str, ...], lexicon: Lexicon) -> bool:
    return reading.act is not None and bool(chain) and chain[-1] in lexicon.causatives


def _phase(reading: Reading, chain: tuple[str, ...], lexicon: Lexicon) -> Found | None:
    agent = reading.mention.label in ("Area", "Institution") and _acts(reading, chain, lexicon)
    words = reading.phrase if agent else reading.stretch
    phases = [verb for verb in chain if lexicon.stages[verb] in PHASES and lexicon.stages[verb] != "held"]
    strong = [verb for verb in phases if verb not in lexicon.adverbial] or phases
    for stage in ("planned", "completed", "started"):
        if found := lexicon.tails[stage].search(words):
            same = next((verb for verb in strong if lexicon.stages[verb] == stage), None)
            return stage, same or found["trigger"]
    if not strong:
        return None
    verb = next((verb for verb in strong if lexicon.stages[verb] == "planned"), strong[0])
    return lexicon.stages[verb] or "ongoing", verb


def _ongoing(reading: Reading, chain: tuple[str, ...], lexicon: Lexicon) -> Found | None:
    if not chain:
        return None
    after = reading.predicate.verbs if reading.predicate else ()
    moving = [verb for verb in chain if lexicon.stages[verb]]
    verb = next((verb for verb in moving if verb not in lexicon.adverbial), None)
    if chain[-1] in lexicon.resultative and not after:
        # 实现X提质增效入库项目…: a lost comma leaves the predicate open.
        at_once = reading.act.verbs if reading.act and not reading.phrase else ()
        return ("ongoing", at_once[0]) if at_once and lexicon.stages[at_once[0]] == "ongoing" else None
    return "ongoing", verb or next(iter(after), chain[-1])


def _disposed(reading: Reading, lexicon: Lexicon) -> Found | None:
    """对X进行改造, 把X打造为Y: the verb stands behind."""
    if reading.mention.label == "Institution":
        return None
    for verb in lexicon.verb.finditer(reading.stretch):
        stage = lexicon.stages.get(verb.group())
        if verb.lastgroup == "verb" and stage:
            return stage, verb.group()
    return None


def _event(reading: Reading, chain: tuple[str, ...], lexicon: Lexicon) -> Found | None:
    if not chain:
        found = lexicon.tails["held"].search(reading.phrase)
        return ("held", found["trigger"]) if found else None
    if chain[-1] in lexicon.resultative:
        return None
    if "争取" in chain:
        return "planned", "争取"
    for verb in chain:
        stage = lexicon.stages[verb]
        if stage in ("held", "planned") and verb not in lexicon.adverbial:
            return stage, verb
    return ("held" if chain[-1] in _HOLDING else "ongoing"), chain[-1]


def _is_built(reading: Reading, chain: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether a body itself comes into being or is built up, rather than acting or being supported."""
    after = reading.predicate.verbs if reading.predicate else ()
    return any(verb in lexicon.body_verbs for verb in (*chain[-1:], *after[-1:]))


def _is_framed(reading: Reading) -> bool:
    """Tell whether the name stands in 以…为契机 and the like: it is mentioned, with or without a verb of the frame's own."""
    return _FRAME.search(reading.before) is not None and _FRAME_END.match(reading.after) is not None
