"""Tells the promised numbers from all others: dates, classes, names, stock, subsidies, conditions, results."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph_builder.documents.document import Span
from graph_builder.extraction.targets.lexicon import MEASURES, words
from graph_builder.extraction.targets.phrases import Phrase
from graph_builder.extraction.targets.quantities import Quantity

_BORDER = re.compile(r"[\s，,、。；;：:！!？?）)”\"…]|$|和|及|以及|与|并")
_STOCK_NOUN = re.compile(rf"(?:{words().stock})")
_STOCK_END = re.compile(
    r"(?:接壤|全长|总长|占地(?:面积)?|着|位于|距离|相距|现有|拥有|共有|已有|原有|下辖|辖|组成|涉及|围绕|聚焦|锚定|立足|其有|有)$"
)
_FUNCTION = re.compile(r"^(?:大?方面|大类|维度|层面|环节|关键|重点任务|功能)|于一体")
#: 共4项任务, 8条具体措施: what a text is divided into.
_DIVISION = re.compile(
    r"(?:重点|具体|主要|政策|工作)*(?:任务|措施|举措|内容|条款|意见|方面|清单)(?=[，,。；;：:]|$)"
)
#: Durations count only of an indicator that is a time.
_TIMED = re.compile(
    r"时限|(?<!服务)(?<!营业)时间|时长|寿命|年限|天数|周期|年龄|工期|日数|学时|课时|(?:办理|审批|办结|承诺)期限"
)
#: What rates, ceilings and conditions of support sound like: anywhere in the sentence, or in the clause.
_SUPPORT = re.compile(
    r"给予|予以[^，。]{0,8}(?:奖|补|资助)|最高(?!法|检|院|温)|奖励(?!机制|政策)|资助(?!项目)|贴息|罚款|申报条件"
)
_SUPPORT_HERE = re.compile(r"减免|免租|免费(?!开放|向)|优惠|折扣|补贴(?!性|资金)|奖补(?!资金)|予以")
#: What a regulation demands of those it governs, defines or computes; a plan promises of itself.
_RULE = re.compile(
    r"应当|应(?=[按在为由于不配当设具符向])|必须|方可|须(?=[为在由经具])|可(?=按|邀请|申请|享受|放宽|参照)|原则上|一般(?=不|为|应|按)|是指|^指|符合.{0,10}条件"
)
_COMPUTED = re.compile(
    r"[*×=＝]$|按照?[^，。]{0,30}(?:标准|租金|费用|收入|总额|金额|经费|缴费|报销|支付|护理)[^，。]{0,6}$"
)
_PER_HEAD = re.compile(
    r"(?:为|按|分别为|享受|发放)(?:每人|每户|每套)?每[人月年天日次户套][^，。]{0,3}$|每人每[月年天日次]$"
)
_RAISED = re.compile(r"(?:提高|提升|增加|上调|调整)(?:到|至)")
_CONDITION = re.compile(
    r"^(?:对|凡|经|满|年满|按照|按)|(?:对于?|凡是?|满|年满|未满|按|成立|估值|注册资本|经营)[^，。、]{0,12}$"
)
_BASIS = re.compile(r"按照?[^，。、]{0,8}$")
_COMPARED = re.compile(r"[比较](?!重|例)[^，。、]{0,12}的[ \u3000]*$")
_TIMES_AS_MUCH = re.compile(r"(?:是|为|相当于)[^，。]*的$")
_GOAL = re.compile(r"的?(?:目标|水平|标准|规模)")
#: A class is told by what it is a class of; 提供200万平方米以上产业用房 counts, 实施500亩以上项目 classes.
_CLASSED = re.compile(r"[^，。、]{0,12}(?:项目|企业|工程|小区|商业体|农场|大户|建筑|水库|河流|村|机组|锅炉)")
#: Works with a name and a size: 完成李家段3.5公里改线工程; but 完成东港区5万亩高标准农田建设 counts.
_WORKS = re.compile(r"^[^，。、]{0,16}(?:项目|工程|基地|生产线|装置|道路|等)|^[级长宽高深]")
_FUNDS = re.compile(r"[^，。、]{0,8}(?:投资|资金|贷款|融资|信贷|产值|收入|支出)")
#: The next measure of the same thing: 投资19.1亿元、长7.85公里的通道.
_DESCRIBES_ON = re.compile(r"、[^，。、]{0,6}\d[\d.]*[万亿]?[^，。、\d]{1,6}的")
_ORDINAL = re.compile(r"(?:第|No\.|TOP|top)$")
_RANKED = re.compile(
    r"(?:进入|跻身|挤进|挺进|保持|位居|稳居|稳定在|排名|居|名列|位列|迈入|进|争取|力争)[^，。]{0,16}$"
)
_GRADED = re.compile(
    r"(?:达到|达|保持|稳定|提升到|提升至|改善为|改善到|优于|好于|不低于|为|水质)在?(?:国家|地表水)*$"
)
_PAST = re.compile(
    r"(?:完成|实现|达到|取得|超过|突破|新增|引进|建成|增长|下降|获得|投入|安排|获|成立|举办|开展|培育|打造)了$|了(?:近|约|超|逾)?$|已(?:经|有|建成|累计|完成|达|达到)?$|^已|截至|"
    r"去年|上年(?!末|同期)|过去[一二三四五几\d]?年|(?:一|五|几|近|多)年来|以来|曾"
)

#: What holds for the rest of a list whose verb stands once: 拥有博士10名、硕士20名.
INHERITED = frozenset({"stock", "past", "condition", "rule"})


@dataclass(frozen=True, slots=True)
class _Case:
    """A quantity with what stands around it. ``closed``: no noun of its own follows."""

    quantity: Quantity
    words: Phrase
    before: str
    after: str
    clause: str
    sentence: str
    closed: bool

    @property
    def kind(self) -> str | None:
        return self.quantity.kind

    @property
    def ungoverned(self) -> bool:
        return not (self.words.verb or self.words.governor)


def objection(
    text: str, quantity: Quantity, words_: Phrase, clause: Span, sentence: tuple[int, int]
) -> str | None:
    """Return why the plan does not promise this number, in a word, or None when it does."""
    after = text[quantity.end : clause.end]
    case = _Case(
        quantity,
        words_,
        text[clause.start : quantity.start],
        after,
        text[clause.start : clause.end],
        text[slice(*sentence)],
        bool(_BORDER.match(after)),
    )
    return next((reason for reason, applies in _OBJECTIONS if applies(case)), None)


def _is_name(case: _Case) -> bool:
    if case.kind == "grade":
        return not ((case.closed or case.after.startswith("标准")) and _GRADED.search(case.before))
    return case.after.startswith(("级", "系", "版", "型", "号"))


def _is_ordinal(case: _Case) -> bool:
    if _ORDINAL.search(case.before) or case.quantity.unit == "强":
        return True
    return case.quantity.before == "前" and not (case.closed and _RANKED.search(case.before))


def _has_no_unit(case: _Case) -> bool:
    return case.kind is None and not (case.quantity.before and case.closed)


def _is_duration(case: _Case) -> bool:
    return case.kind == "time" and not (
        _TIMED.search(case.words.text) and not re.search("最[长短]", case.before)
    )


def _is_compared(case: _Case) -> bool:
    if case.quantity.unit == "倍":
        return bool(_TIMES_AS_MUCH.search(case.before))
    return case.kind != "ratio" and bool(_COMPARED.search(case.before))


def _is_condition(case: _Case) -> bool:
    if case.after[:1] == "的" and _BORDER.match(case.after[1:]):
        return True
    if case.kind in MEASURES:
        return bool(_BASIS.search(case.before))
    if case.after.startswith("的") and not _GOAL.match(case.after):
        return bool(_CONDITION.search(case.before))
    return (
        bool(case.quantity.after) and not case.closed and bool(re.search(r"(?:对于?|为|向|凡)$", case.before))
    )


def _is_class(case: _Case) -> bool:
    if case.kind not in MEASURES:
        return False
    if case.after.startswith("之间"):
        return True
    if case.after.startswith("的"):
        return not _GOAL.match(case.after)
    if case.quantity.after and not case.closed:
        counted = _FUNDS if case.kind == "money" else re.compile("")
        made = bool(case.words.verb or case.words.governor == "完成") and not case.words.subject
        return not (
            made and counted.match(case.after) and (case.kind == "money" or not _CLASSED.match(case.after))
        )
    if not case.closed:
        works = case.words.governor != "完成" or bool(_WORKS.search(case.after))
        return bool(case.words.subject) and case.kind != "money" and works
    return bool(_DESCRIBES_ON.match(case.after))


def _is_support(case: _Case) -> bool:
    if case.kind == "count":
        return False
    return bool(_SUPPORT.search(case.sentence) or _SUPPORT_HERE.search(case.clause))


def _is_rule(case: _Case) -> bool:
    if _RULE.search(case.before) or _COMPUTED.search(case.before):
        return True
    return (
        case.kind in ("money", "rate")
        and bool(_PER_HEAD.search(case.before))
        and not _RAISED.search(case.before)
    )


def _is_stock(case: _Case) -> bool:
    if _STOCK_END.search(case.before):
        return True
    if case.kind != "count":
        return False
    return bool(_FUNCTION.search(case.after)) or (
        not case.closed and case.ungoverned and bool(_STOCK_NOUN.match(case.before))
    )


def _is_division(case: _Case) -> bool:
    return case.kind == "count" and case.ungoverned and bool(_DIVISION.match(case.after))


def _is_past(case: _Case) -> bool:
    return bool(_PAST.search(case.before))


_OBJECTIONS: tuple[tuple[str, Callable[[_Case], bool]], ...] = (
    ("name", _is_name),
    ("ordinal", _is_ordinal),
    ("no unit", _has_no_unit),
    ("duration", _is_duration),
    ("comparison", _is_compared),
    ("division", _is_division),
    ("condition", _is_condition),
    ("class", _is_class),
    ("support", _is_support),
    ("rule", _is_rule),
    ("stock", _is_stock),
    ("past", _is_past),
)
