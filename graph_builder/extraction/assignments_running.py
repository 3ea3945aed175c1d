"""Assignments in running text: 由市发改委会同市教育局推进, 市工信局负责…；市科技局牵头…，市财政局配合.

Stricter than notes: a clause counts only when it begins with names that end as bodies' names do, and goes on with the verb.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from graph_builder.documents.document import Block, Span
from graph_builder.extraction.assignments_bodies import FIELD, BodySpan, load_bodies, split_bodies
from graph_builder.extraction.assignments_notes import AssignedBody, Note, find_notes
from graph_builder.extraction.assignments_tables import cell_rows, flattened_rows
from graph_builder.extraction.spans import AssignmentRole

_VERB = re.compile(
    r"(?P<verb>负责牵头|协助(?!单位|部门|人|下)|牵头(?!部门|单位|者|人|抓总作用|作用)|会同|负责(?!人(?!员[^，。；]{0,3}(?:培训|招聘|管理|调配|培养))|制|任|同志|的|干部|工作人员|科室|部门|单位)|承担(?=[^，。；\n]{0,30}(?:工作|任务|职责))|是(?=[^，。；：\n]{0,16}(?:责任单位|责任部门|责任主体))|配合(?!部门|单位)|组织实施(?=[，。；]))(?![^，。；\n]{0,4}解释)"
)
_ROLES: dict[str, AssignmentRole] = {
    "牵头": "lead",
    "负责牵头": "lead",
    "会同": "lead",
    "负责": "responsible",
    "承担": "responsible",
    "是": "responsible",
    "组织实施": "responsible",
    "配合": "support",
    "协助": "support",
}
_BORDER = re.compile(r"[。；：，:;,\n]|(?<=牵头|负责|配合)、")
_MARK = re.compile(
    r"[\s\u3000]*(?:[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十百\d]+条|\d+[.．、]|[①-⑳])?[\s\u3000]*(?:拟由|交由|由|请|经(?![信济贸开发委科]))?"
)
_ADVERB = re.compile(
    r"(?:并|适时|依法|统筹|具体|共同|切实|分别|积极|主要|直接|总体|全面|加强|统一|按职责|按照职责分工|按职责分工|联合|应当|应|要|将|进行|组织)+$"
)
_BODY = (
    r"[\u4e00-\u9fffA-Za-z（）()·]{1,24}?(?:局|委(?!员|托|派)|办(?!公室|事处|理|法|好|学|公|案)|厅|署|(?<!内)部(?!门|署|分|位)|政府(?!部门|各|[^，。；、]{1,5}[办局委厅][、，])|管委会|委员会|办公室|执委会|街道办|街道|办事处"
    r"|中心(?!城|区|任务)|公司|集团(?!公司)|银行|分行|学院|大学|研究院|总工会|妇联|残联|工商联|科协|团[省市区县]?委|法院|检察院|(?:专班|小组)(?:办公室)?)(?:[（(](?:街道办事处|[^（）()]{1,8}办(?:公室)?)[）)])?"
)
#: A department named by its level and field (市财政部门, 市卫生健康行政主管部门, 区老龄工作机构), or by a name that the
#: document defines (以下统称专区监管部门). A level without a field means whoever is concerned (市主管部门).
_DEPARTMENT = (
    r"[省市区县州](?!直|级|场|域|相关|有关|行业|行政|主管|职能|责任|牵头|配合|成员|所属|各)"
    rf"{FIELD}{{2,12}}?(?:部门|机关|机构|(?:指导|管理|监管|执法|经办)单位)"
)
_TWO_LEVELS = re.compile(r"[省市区县州][、和（(][省市区县州]")
_DEFINED = re.compile(
    r"以下(?:统一)?[统简]?称[“\"]?([\u4e00-\u9fff]{2,10}(?:部门|单位))|作为((?!行政|行业)[\u4e00-\u9fff]{2,8}主管部门)"
)
#: What explains a name right before the verb: 各区（含开发区，下同）负责….
_EXPLAINED = re.compile(r"[（(](?:(?:含|以下|下同|包括)[^（）()]{0,40}|乡?镇(?:人民)?政府)[）)]$")
_CONCERNED = ("部门", "机关", "机构", "单位", "组织")
_DISTRICT = re.compile(r"[\u4e00-\u9fff\U00020000-\U0002fa1f]{1,8}(?:省|市|区|县|镇|乡|街道|村|社区)")
_GENERIC = re.compile(
    r"(?:主管|相关|有关|职能|监管|行政|责任|各|同级|上级|所属|其他|本|该)(?:部门|机关|机构|单位)|机构$|组织$|^(?:各)?(?:有关|相关)方面"
)
#: A clause that begins with a verb tells what somebody else makes the body do (支持深圳大学牵头…, 发挥省委牵头作用).
_NO_NAME = re.compile(
    r"我[部局委厅办省市区县]|支持|推动|推进|鼓励|引导|强化|发挥|建立|探索|健全|完善|加强|落实|成立|依照|按照|根据|其|该|指|各自|有限公司|[（(）)]|牵头"
)
#: Who explains the document, and what was done already, assigns no task.
_NO_TASK = re.compile(r"解释|[制编起]\w?定?了|印发了|联合印发|牵头的")
#: 可以委托运营单位，负责…: who is entrusted takes charge, not the subject.
_ENTRUSTS = re.compile(r"委托|授权|指定")
#: A name that begins with its level, alone or of two governments.
_LEVELLED = re.compile(r"(?:[省市区县州镇]|各[省市区县])(?![场域级直])")
_JOINT = re.compile(r"[、和与及]|以及")
_OPEN = re.compile(r"[（(][^）)]*$")
_LONGEST = 90
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条")
#: A line of so many articles is a page's own description, which repeats the text.
_MANY_ARTICLES = 3


def all_notes(text: str, body: Sequence[Span] = (), blocks: Sequence[Block] = ()) -> list[Note]:
    """Return every note of ``text``: brackets, lines, rows of tables and clauses of running text, in order."""
    notes = [*find_notes(text, body), *cell_rows(text, blocks)]
    taken = {b.body.start for note in notes for b in note.bodies}
    rows = flattened_rows(text, body or (Span(0, len(text)),))
    notes += [row for row in rows if row.inherited or not any(b.body.start in taken for b in row.bodies)]
    return sorted([*notes, *_running(text, body, notes)], key=lambda note: note.start)


def _running(text: str, body: Sequence[Span], taken: Sequence[Note]) -> Iterator[Note]:
    """Yield a note for each clause in which bodies take charge, outside the notes found already.

    What a page repeats as its own description assigns once.
    """
    spans = [Span(note.start, note.end) for note in taken]
    assigned: set[int] = set()
    said: set[str] = set()
    for part in body or (Span(0, len(text)),):
        position = part.start
        for verb in _VERB.finditer(text, part.start, part.end):
            if verb.start() < position or any(span.holds(verb.start(), verb.end()) for span in spans):
                continue
            if note := _clause(text, verb, part, assigned):
                position = note.end
                words = text[note.start : note.end]
                if words in said and _in_digest(text, note):
                    continue
                assigned |= {b.body.start for b in note.bodies}
                said.add(words)
                yield note


def _clause(text: str, verb: re.Match[str], part: Span, assigned: Set[int]) -> Note | None:
    """Return what the clause around ``verb`` assigns, when it begins with bodies.

    A body that stands at one of the places ``assigned`` already has its role in the sentence.
    """
    explained = _EXPLAINED.search(text, max(part.start, verb.start() - _LONGEST), verb.start())
    stop = explained.start() if explained else verb.start()
    farthest = max(part.start, stop - _LONGEST)
    first = max((m.end() for m in _BORDER.finditer(text, farthest, stop)), default=farthest)
    if mark := _MARK.match(text, first, stop):
        first = mark.end()
    by = text.rfind("由", max(0, first - 1), stop)
    first = by + 1 if by >= 0 else first
    last = stop - len(_adverb(text[first:stop]))
    leads = _bodies(text, first, last, by >= 0)
    carried = not leads and last <= first and verb["verb"] in ("牵头", "会同", "负责")
    if carried:
        first, leads = _subject(text, part, stop, verb["verb"])
    if not leads:
        return None
    end = next((m.start() for m in _BORDER.finditer(text, verb.end(), part.end)), part.end)
    attribute = text[end - 1] == "的" and text[end : end + 1] != "\n"
    if attribute or _NO_TASK.search(text, verb.start(), end):
        return None
    found = [AssignedBody(b, _ROLES[verb["verb"]]) for b in leads if not carried or b.start not in assigned]
    joint = (
        verb.end() if verb["verb"] == "会同" else text.find("会同", verb.end(), min(end, verb.end() + 3)) + 2
    )
    if joint >= verb.end():
        found += [AssignedBody(b, "support") for b in _followers(text, joint, end)]
    return Note(first, end, tuple(found), dated=False) if found else None


def _in_digest(text: str, note: Note) -> bool:
    """Tell whether the note stands on a line that holds many articles."""
    end = text.find("\n", note.end)
    line = text[text.rfind("\n", 0, note.start) + 1 : end if end >= 0 else len(text)]
    return len(_ARTICLE.findall(line)) >= _MANY_ARTICLES


def _subject(text: str, part: Span, stop: int, verb: str) -> tuple[int, list[BodySpan]]:
    """Return where the subject of a clause without one stands, and its bodies: 市科技局加强统筹协调，牵头做好….

    It opens the sentence or, when its level says that it is a body, the nearest clause before.
    """
    sentence = max(part.start, *(text.rfind(mark, part.start, stop) + 1 for mark in "。\n"))
    opening = max(sentence, *(text.rfind(mark, sentence, stop) + 1 for mark in "；;"))
    for border in reversed([sentence, *(m.end() for m in _BORDER.finditer(text, sentence, stop))]):
        mark = _MARK.match(text, border, stop)
        first = mark.end() if mark else border
        certain = _LEVELLED.match(text, first) is not None
        if not certain and (border != opening or verb == "负责"):
            continue
        bodies = [] if _NO_NAME.match(text, first) else list(_followers(text, first, stop))
        if bodies and not _ENTRUSTS.search(text, bodies[-1].end, stop):
            return first, bodies
    return stop, []


def _adverb(words: str) -> str:
    match = _ADVERB.search(words)
    return match.group() if match else ""


@lru_cache(maxsize=8)
def _defined(text: str) -> frozenset[str]:
    """Return the names of departments that ``text`` defines."""
    return frozenset(name for match in _DEFINED.finditer(text) for name in match.groups() if name)


@lru_cache(maxsize=8)
def _names(text: str) -> re.Pattern[str]:
    """Return the pattern of a body's name in ``text``; departments first, as a name may end inside 部门."""
    return re.compile("|".join([_DEPARTMENT, *(re.escape(name) for name in sorted(_defined(text))), _BODY]))


def _is_generic(text: str, name: str) -> bool:
    """Tell whether a name means whoever is concerned (相关部门); one that the text defines or that has a field does not."""
    if name in _defined(text) or re.fullmatch(_DEPARTMENT, name) or _TWO_LEVELS.match(name):
        return False
    return _GENERIC.search(name) is not None


def _bodies(text: str, start: int, end: int, introduced: bool) -> list[BodySpan]:
    """Return the bodies that make up the whole of ``start``..``end``, or none; behind 由 a district and a bare department
    (公安机关) answer, too.

    Whoever is concerned (相关部门) is left out beside those that are named.
    """
    bodies = split_bodies(text, start, end)
    if not bodies or bodies[0].start != start:
        return []
    named = []
    for body in bodies:
        name = text[body.start : body.end]
        if introduced and load_bodies().field.fullmatch(name):
            named.append(body)
            continue
        if _is_generic(text, name):
            if not name.endswith(_CONCERNED):
                return []
            continue
        fits = body.collective or _names(text).fullmatch(name) or (introduced and _DISTRICT.fullmatch(name))
        if _NO_NAME.match(name) or not fits:
            return []
        if _OPEN.search(name):
            return []  # the name reaches into a bracket: 新增绿地（区城管局
        named.append(body)
    return named


def _followers(text: str, start: int, end: int) -> Iterator[BodySpan]:
    """Yield the bodies listed behind 会同, up to the verb of what they do."""
    position = start
    group = load_bodies().collective
    while position < end and (
        match := group.match(text, position, end) or _names(text).match(text, position, end)
    ):
        if _is_generic(text, match.group()):
            return
        yield BodySpan(match.start(), match.end(), collective=match.re is group)
        joint = _JOINT.match(text, match.end(), end)
        if joint is None and text[match.end() : match.end() + 1] != text[match.start()]:
            return
        position = (
            joint.end() if joint else match.end()
        )  # 市经信局市新经济委: no mark between two of one level
