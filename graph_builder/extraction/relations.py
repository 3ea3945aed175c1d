"""Relations by clause: what an action advances, whom it involves, what it focuses on and where it is.

Every relation is decided in the clause that holds the name, by the verbs that govern the name there
(``data/gazetteer/verbs.yaml``), and carries its trigger and its clause. Review and glossary lines, past, negated and
conditional clauses give none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graph_builder.documents.clauses import clauses
from graph_builder.documents.document import Document, Outline, Span
from graph_builder.extraction.relations_clauses import Reading, read_clause
from graph_builder.extraction.relations_lexicon import Lexicon, load_lexicon
from graph_builder.extraction.relations_links import follow_up
from graph_builder.extraction.relations_places import places_of_action, places_of_names
from graph_builder.extraction.relations_roles import role_of
from graph_builder.extraction.relations_stages import stage_of
from graph_builder.extraction.spans import EntityRelation, Mention
from graph_builder.extraction.targets.glossary import explaining_lines
from graph_builder.extraction.targets.tense import reporting_lines

_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: Done, undone or only supposed: 已建成, 建成了, 去年, 未…, 不得…, 如有….
_NOT_NOW = re.compile(
    r"^(?:如果|如(?=[有需遇未无因逾])|若(?![干尔羌])|凡|对未|过去|去年|上年)|已经?(?:建|完|启|开|投|成|在|实|举|获|形|累)|(?:建成|完成|启动|举办|实施|打造|开工|成立|布局|设立|制定|出台|印发|编制|形成|构建|建立|组建)了|成功(?:举办|创建|入选|获批|申报|承办)|顺利(?:完成|通车|建成|举办|领取|取得|获批)|圆满(?:完成|举办)|仅\d"
    r"|^对[^，。；]{2,60}的(?:企业|单位|机构|个人|项目|主体|团队)?$"
    r"|^(?:[一二三四五六七八九十]+、)?对[^，。；]{2,80}(?:的|明显的?)[^，。；的]{0,12}(?:省|市|县|区|地区|城市|区域|基地|园区|街道)(?:[（(][^）)]*[）)])?$"
    # What one must be to be helped (经营满3年), what is taken for granted (在…的基础上), what the year is (是…收官之年).
    r"|满[\d一两二三四五六七八九十]+年|^(?:\d+[.．、])?(?:申报|申请|扶持|支持|奖励|补贴)(?:主体|对象|条件|单位)(?:应|须|必须|原则上|为|是|需)"
    r"|^在.*(?:基础上|背景下|形势下|前提下)$|是.*(?:之年|的[^，。；的]{0,4}(?:一年|时期))$"
    # Whom a word means (本细则所称…是指), what one may apply for, and hopes (…的宏伟蓝图).
    r"|所称[^，。；]{0,12}是?指|^是指|^申请.*材料$|(?<!许)可以?(?:申报|申请|享受|报名)|的[^，。；的]{0,6}(?:前景|蓝图|愿景)"
    r"|(?<![一二三四五六七八九十])是.*的(?:最高|重要|根本|必然|关键|内在|核心|战略|重大)+(?:追求|要求|基础|前提|保障|举措|体现|决策|部署)$"
    # Whom the plan obeys (为贯彻落实…), and what it only makes known (…信息公开).
    r"|^为(?:了|深入|全面|认真|进一步|切实|扎实|坚决)*(?:贯彻|落实)|公开(?:工作)?$|(?:发布|政策)解读$"
    r"|尚未|未能|没有|不得|严禁|禁止|停止|暂停|暂缓|不再|取消|撤销"
)
#: A year by itself; 2021—2025年 is a period that may include the plan's.
_YEAR = re.compile(r"(?<![\d—–-])(20\d\d)年(?![—–至到-]|底?前)")
_AS_MEANS = re.compile(r"(?P<trigger>为(?:抓手|主导|重点|引领|核心|支撑|特色|主体|龙头|牵引))")
#: Whole classes of bodies, whatever the recogniser took them for: 龙头企业, 国家部委.
_CLASS = re.compile(
    r"(?:龙头|骨干|重点|相关|有关|央企|文艺|研究|国有|民营|国家|中央|政务|政府|社会|科研|金融|京津|各类|优势|优质|品牌|行业|大|瞪羚|独角兽|领军|链主|专精特新|党支部|党组织|领办|农民)*"
    r"(?:企业|央企|国企|单位|部门|部委|机构|组织|院校|高校|学校|协会|商会|合作社|农商行|农服社|区港|中介组织|院团)"
    r"|各[^，。；]{0,12}(?:政府|管委会|部门|单位|街道|街道办|办事处|乡镇|地区)"
)
#: A list of sectors ends in 产业, a list that ends in 等…企业 names firms.
_FIRMS = re.compile(r"(?:、[^，。；、的]{1,12})*等[^，。；、的]{0,6}企业")
#: A sector inside the name of a place (打造低空经济集聚区), or one that only says which people, money or contacts (…领域人才,
#: …等产业投资基金, …等合作).
_OTHER_HEAD = re.compile(
    r"(?:集聚区|产业园|产业带|示范区|先导区|试验区|园区)"
    r"|\s*(?:、[^，。；、]{1,12})*[^，。；、]{0,14}(?:人才|基金|培训|合作)(?:$|孵化|培养|队伍)|[^，。；]{0,10}等合作$"
)
#: The title of an annex, on a line of its own.
_ANNEX = re.compile(r"\s*附件\s*\d*\s*[:：].{0,80}")
_UNTOLD_PARTS = ("review", "glossary")


def find_relations(
    text: str,
    mentions: Sequence[Mention],
    outline: Outline | None = None,
    body: Sequence[Span] = (),
    assigned: Sequence[Span] = (),
    year: int | None = None,
) -> list[EntityRelation]:
    """Return the relations that the text's clauses state of ``mentions``.

    ``body`` limits the search (the whole text when empty); ``assigned`` are the notes that say who answers for what: a body
    named there is assigned, not involved. ``year`` is the plan's own: what happened in earlier years is past.
    """
    lexicon = load_lexicon()
    names = sorted(
        m
        for m in mentions
        if not _CLASS.fullmatch(text, m.start, m.end)
        and not any(span.holds(m.start, m.end) for span in assigned)
    )
    starts = [mention.start for mention in names]
    item_starts = sorted(item.start for item in outline.items) if outline else []
    found: list[EntityRelation] = []
    for line in _telling_lines(text, body):
        if bisect_left(starts, line.start) == bisect_left(starts, line.end):
            continue
        latest: list[EntityRelation] = []
        for clause in clauses(text, line.start, line.end):
            first = bisect_left(starts, clause.start)
            inside = [m for m in names[first : bisect_left(starts, clause.end)] if m.end <= clause.end]
            if inside:
                clause = _behind_mark(clause, item_starts, inside[0].start)
                found += latest
                latest = (
                    []
                    if _is_untold(text, clause, outline, year)
                    else _of_clause(text, clause, inside, lexicon)
                )
            else:
                latest = follow_up(text, clause, latest, lexicon)
        found += latest
    return found


def _telling_lines(text: str, body: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines that promise: neither report what was done nor explain a term."""
    spans = [
        Span(line.start(), line.end())
        for part in body or (Span(0, len(text)),)
        for line in _LINE.finditer(text, part.start, part.end)
    ]
    words = [text[span.start : span.end] for span in spans]
    for span, reports, explains in zip(spans, reporting_lines(words), explaining_lines(words), strict=True):
        if not reports and not explains and not _ANNEX.fullmatch(text, span.start, span.end):
            yield span


def _behind_mark(clause: Span, item_starts: Sequence[int], first_name: int) -> Span:
    """Return the clause without the item's mark it opens with (六、组建…): it stands in that item, not around it."""
    index = bisect_right(item_starts, first_name) - 1
    return Span(max(clause.start, item_starts[index]), clause.end) if index >= 0 else clause


def _is_untold(text: str, clause: Span, outline: Outline | None, year: int | None) -> bool:
    if _NOT_NOW.search(text[clause.start : clause.end]):
        return True
    stated = _YEAR.search(text, clause.start, clause.end)
    if stated and year and int(stated[1]) < year:
        return True
    if outline is None:
        return False
    return outline.part_of(outline.block_at(clause.start, clause.end)) in _UNTOLD_PARTS


def _of_clause(text: str, clause: Span, names: Sequence[Mention], lexicon: Lexicon) -> list[EntityRelation]:
    readings = read_clause(text, clause, names, lexicon)
    found = [relation for reading in readings for relation in _of_name(reading, clause, lexicon)]
    placed = list(places_of_names(text, clause, names))
    taken = {(r.mention_start, r.mention_end) for r in placed if r.type == "LOCATED_IN"}
    acts = places_of_action(readings, clause, lexicon)
    return [*found, *placed, *(r for r in acts if (r.mention_start, r.mention_end) not in taken)]


def _of_name(reading: Reading, clause: Span, lexicon: Lexicon) -> Iterator[EntityRelation]:
    mention = reading.mention
    span = (mention.start, mention.end, clause.start, clause.end)
    if mention.label == "Industry":
        if trigger := _focus(reading, lexicon):
            yield EntityRelation("FOCUSES_ON", *span, trigger=trigger, confidence=0.8)
        return
    role, stage = role_of(reading, lexicon), stage_of(reading, lexicon)
    if role and stage and role[0] == "supports" and role[1] not in lexicon.supporting:
        role = None  # 推动…研究院建设: the body is built, not helped
    if role:
        yield EntityRelation("INVOLVES", *span, role=role[0], trigger=role[1], confidence=0.9)
    if mention.label == "Platform" and role and role[0] != "establishes":
        return
    if stage:
        yield EntityRelation("ADVANCES", *span, stage=stage[0], trigger=stage[1], confidence=0.9)


def _focus(reading: Reading, lexicon: Lexicon) -> str | None:
    """Return the word that makes a sector the plan's concern: the verb that governs it, or 以…为抓手.

    A sector that is only made use of (依托, 运用) or met about (举办…培训) is none.
    """
    if _FIRMS.match(reading.after) or _OTHER_HEAD.match(reading.after):
        return None
    for chain in (reading.governor, reading.predicate):
        if chain:
            verb = chain.verbs[-1]
            idle = verb in lexicon.relying or verb in lexicon.using or lexicon.stages[verb] == "held"
            return None if idle else verb
    framed = _AS_MEANS.match(reading.after) if reading.before.endswith("以") else None
    return framed["trigger"] if framed else None


@Language.factory("plan_relations")
def create_plan_relations(nlp: Language, name: str) -> "PlanRelations":
    """Create the component that sets ``doc._.relations``."""
    return PlanRelations()


class PlanRelations:
    """Reads ``doc._.mentions`` and ``doc._.assignments``, sets ``doc._.relations``."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.relations``; works on a bare Doc as well as on one with its Document."""
        document: Document | None = doc._.document
        notes = [Span(a.clause_start, a.clause_end) for a in doc._.assignments or () if not a.inherited]
        doc._.relations = find_relations(
            doc.text,
            doc._.mentions or (),
            document.outline if document else None,
            document.body if document else (),
            notes,
            document.year if document else None,
        )
        return doc
