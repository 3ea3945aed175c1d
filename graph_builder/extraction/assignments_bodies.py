"""Splits a list of bodies (市经信局、市发改委，各县〔市、区〕政府) into the bodies' own spans.

Kinds of bodies and groups of bodies are ``data/gazetteer/institutions.yaml``.
"""

import re
from dataclasses import dataclass
from functools import cache

from graph_builder.extraction.relations_lexicon import alternatives
from graph_builder.resources import gazetteer

_SEPARATOR = re.compile(r"[、，,；;/]|[ \u3000]+|\n(?=[^\n]*[、，,；;])")
_JOINT = re.compile(r"和|与|及|以及|会同")
_EDGES = " \u3000\n\t、，,；;：:。.·“”\"'*"
_LEADING = re.compile(r"以及|会同|及|和|与|由")
_TRAILING = re.compile(r"(?:以及|及|和|与|各)$")
_NO_BODY = re.compile(
    r"^.{0,4}(?:牵头|配合|协办|协同|成员|场景)(?:部门|单位)$|^(?:.{0,2}|(?:[省市区县各]|相关|有关).{0,3})主管(?:部门|单位)$|指导$"
)
_CLOSERS = {"）": "（", ")": "(", "〕": "〔", "]": "[", "】": "【", "］": "［", "〉": "〈"}
_LEVEL = "省市区县州旗"
#: 市经信局市新经济委: two bodies of one level without a mark between them; 市委市政府 likewise.
_RUN_ON = re.compile(rf"(?<=[局委办厅])(?=(?P<level>[{_LEVEL}])[^{_LEVEL}])")
#: A character of the field that a department is named by; 和 only inside a field's own name.
FIELD = (
    r"(?:(?![局委办厅等和与及])[\u4e00-\u9fff]"
    r"|和(?=自然资源|社会保障|信息化|改革|旅游|城乡建设|草原|服务|数据|宗教|体育))"
)
_CHINESE = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_LONGEST = 30
#: A group that is said to do something is more than a name (各区政府负责统筹的…).
_CONCERNED = re.compile(r"(?:相关|有关)[\u4e00-\u9fff]{0,6}(?:部门|单位)$")
_ACTS = re.compile(r"负责|统筹|的|要|^各[自级]$")
#: 各机构由市民政局…: who answers stands behind 由.
_BY = re.compile(r"(?<!自)由")
#: 按职责分工…, 按分管领域…: how they answer, no part of the last name.
_MANNER = re.compile(
    r"[（(〈](?:(?:以下|下)?(?:统一)?[简统]称|含|包括|下同)|按(?:照)?(?:各自)?(?:职责|职能|分管|分工|程序|规定|权限|照)|依(?:照)?职责|(?:协同|分别|共同|具体)$|分头|等\d+[个家]|联合(?!会|体|国)|及(?:其|各)?[\u4e00-\u9fff]{0,4}成员单位$|(?:牵头|负责|落实|配合)$"
)
_MEASURE = re.compile(
    r"^\d|[:：]|^(?:以下|适用|其中|除)|^(?:持续|长期|立即|全年|常态|分步|按期)|季度|半年|年底|月底|完成$|[。！？]|%|第[一二三四五六七八九十\d]+[条款项]"
    # A rule among the bodies (…，列第一位者为牵头单位，下同) is no body.
    r"|^下同$|[为是]牵头"
)


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A body in a list; ``collective`` when it stands for a group (各区县政府)."""

    start: int
    end: int
    collective: bool = False


@dataclass(frozen=True)
class BodyLexicon:
    """Patterns of ``institutions.yaml``."""

    ending: re.Pattern[str]
    short_form: re.Pattern[str]
    collective: re.Pattern[str]
    group: re.Pattern[str]
    filler: re.Pattern[str]
    field: re.Pattern[str]


@cache
def load_bodies() -> BodyLexicon:
    """Return the kinds of bodies. Raises FileNotFoundError when the installation is incomplete."""
    data = gazetteer("institutions")
    suffixes = [word for words in data["suffixes"].values() for line in words for word in _words(line)]
    group = data["collective"]
    levels = alternatives([*group["levels"], *group["bare"]])
    bracketed = rf"[（(〔\[](?:{levels}|、)+[）)〕\]]"
    zones = alternatives(group["zones"])
    inner = rf"(?:{levels}|{bracketed}|[、和及](?!{zones}))"
    parts = rf"(?:{alternatives(group['parts'])})(?:部门|单位)"
    several = [word for word in group["bare"] if len(word) > 1]
    return BodyLexicon(
        ending=re.compile(rf"(?:{alternatives(suffixes)})(?:[（(〔][^（）()〔〕]{{1,20}}[）)〕])?$"),
        short_form=re.compile(rf"[省市区县州]?(?:{alternatives(data['short_forms'])})$"),
        collective=re.compile(
            rf"[{_LEVEL}](?:{alternatives(group['departments'])})"
            rf"|[{_LEVEL}](?:[、和]|(?=[（(]))[（(]?[{_LEVEL}][）)]?(?:[（(][{_LEVEL}][）)])?{FIELD}{{1,12}}(?:部门|机关|机构)"
            rf"|[{_LEVEL}]、[{_LEVEL}镇]人民政府|(?<![\u4e00-\u9fff])[{_LEVEL}]、[{_LEVEL}]{FIELD}{{1,12}}?局"
            rf"|(?<![\d.])(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}})个?(?:{levels})(?=$|[、，,和及与）)])"
            rf"|(?<!等)(?:{alternatives(group['whole'])})(?![\u4e00-\u9fff])"
            rf"|各(?:(?![和与及])[\u4e00-\u9fff]){{0,6}}?{parts}|(?<=(?:部门|单位)[、和与及]){parts}(?![:：])"
            rf"|(?:(?<![\u4e00-\u9fff])[{_LEVEL}])?(?:{alternatives(group['opening'])})(?![、和及]){inner}*(?:{alternatives(group['bodies'])}|{alternatives(group['bare'])})"
            rf"(?:{bracketed})?(?:{alternatives(group['bodies'])}|[\u4e00-\u9fff]{{2,8}}?[局委办厅])?"
            rf"(?=$|[、，,；;。：:\s]|和|及|与|等|按|[（(\[〔〈]|[）)\]〕】］])"
        ),
        group=re.compile(rf"(?:{alternatives(several)})(?:{alternatives(group['bodies'])})?"),
        filler=re.compile(rf"(?:{alternatives(data['fillers'])})$"),
        field=re.compile(rf"(?:{alternatives(data['fields'])})[\u4e00-\u9fff]{{0,8}}?(?:部门|机关)"),
    )


def _words(value: "str | list[str]") -> list[str]:
    return [value] if isinstance(value, str) else value


def is_body_like(name: str) -> bool:
    """Tell whether a name ends as bodies' names do (…局, …委, …研究院, 市发改)."""
    lexicon = load_bodies()
    return lexicon.ending.search(name) is not None or lexicon.short_form.fullmatch(name) is not None


def split_bodies(text: str, start: int, end: int) -> list[BodySpan]:
    """Return the bodies listed in ``text[start:end]``, in order; groups are marked collective, 等有关部门 is left out."""
    lexicon = load_bodies()
    bodies: list[BodySpan] = []
    position = start
    for group in lexicon.collective.finditer(text, start, end):
        if group.start() < position:
            continue
        bodies += _plain(text, position, group.start())
        bodies.append(BodySpan(group.start(), group.end(), collective=True))
        position = group.end()
    return bodies + _plain(text, position, end)


def _plain(text: str, start: int, end: int) -> list[BodySpan]:
    bodies: list[BodySpan] = []
    for first, last in _pieces(text, start, end):
        for left, right in _joined(text, first, last):
            bodies += _single(text, left, right)
    return bodies


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at separators outside brackets."""
    pieces = []
    first, depth, position = start, 0, start
    while position < end:
        character = text[position]
        if character in _CLOSERS.values():
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and (mark := _SEPARATOR.match(text, position, end)):
            pieces.append((first, position))
            first = position = mark.end()
            continue
        position += 1
    return [*pieces, (first, end)]


def _joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 和, 与, 及 where a body stands on either side (not in 发展和改革局), and between run-on bodies."""
    for joint in _JOINT.finditer(text, start, end):
        ended = load_bodies().ending.search(text[start : joint.start()])
        if ended and is_body_like(text[joint.end() : end].rstrip(_EDGES)):
            return [(start, joint.start()), *_joined(text, joint.end(), end)]
    for cut in _RUN_ON.finditer(text, start + 2, end):
        left, right = text[start : cut.start()], text[cut.start() : end]
        committee = left == f"{cut['level']}委"
        if text[start] == cut["level"] and is_body_like(right) and (not committee or right[1:] == "政府"):
            return [(start, cut.start()), *_joined(text, cut.start(), end)]
    return [(start, end)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks, marks and joints at the edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if leading := _LEADING.match(text, start, end):
        return _trim(text, leading.end(), end)
    if trailing := _TRAILING.search(text, start, end):
        return _trim(text, start, trailing.start())
    return start, end


def _single(text: str, start: int, end: int) -> list[BodySpan]:
    """Trim one piece; nothing when it is a filler or no name at all."""
    start, end = _trim(text, start, end)
    lexicon = load_bodies()
    if by := _BY.search(text, start, end):
        start = by.end()
    if manner := _MANNER.search(text, start, end):
        start, end = _trim(text, start, manner.start())
    filler = lexicon.filler.search(text, start, end)
    if filler:
        if (
            not filler.group().startswith("等")
            and filler.start() > start
            and text[filler.start() - 1] not in _EDGES
        ):
            return []  # 河北省相关部门 names no body
        start, end = _trim(text, start, filler.start())
    while end > start and text[end - 1] in _CLOSERS and _CLOSERS[text[end - 1]] not in text[start:end]:
        end -= 1
    name = text[start:end]
    if (
        not 2 <= len(name) <= _LONGEST
        or not _CHINESE.search(name)
        or _MEASURE.search(name)
        or _NO_BODY.search(name)
    ):
        return []
    collective = (
        (name.startswith("各") and not _ACTS.search(name))
        or lexicon.group.fullmatch(name) is not None
        or _CONCERNED.search(name) is not None
    )
    return [BodySpan(start, end, collective)]
