"""Tells the promised numbers from all others: dates, classes, names, stock, subsidies, conditions, results."""

import re

from graph_builder.documents.document import Span
from graph_builder.extraction.targets.lexicon import MEASURES, words
from graph_builder.extraction.targets.phrases import Phrase
from graph_builder.extraction.targets.quantities import Quantity

_BORDER = re.compile(r"[\s，,、。；;：:！!？?）)”\"]|$|和|及|以及|与|并")
#: Durations count only of an indicator that is a time.
_TIMED = re.compile(r"时限|时间|时长|寿命|年限|天数|周期|年龄|工期|日数|学时|课时|期限")
_SUBSIDY = re.compile(
    r"给予|予以|最高(?!法|检|院|温)|奖励|奖补(?!资金)|资助(?!项目)|贴息|减免|免租|免费(?!开放|向)|优惠|折扣|罚款|申报条件|补贴(?!性|资金)"
)
_CONDITION = re.compile(
    r"^(?:对|凡|经|满|年满|按照|按)|(?:对于?|凡是?|满|年满|未满|按|成立|估值|注册资本|经营)[^，。、]{0,12}$"
)
_BASIS = re.compile(r"按照?[^，。、]{0,8}$")
_STOCK_NOUN = re.compile(rf"(?:{words().stock})")
_STOCK_END = re.compile(
    r"(?:接壤|全长|总长|占地(?:面积)?|着|位于|距离|相距|现有|拥有|共有|已有|原有|下辖|辖|组成|涉及|围绕|聚焦|锚定|立足|其有|有)$"
)
_COMPARED = re.compile(r"[比较](?!重|例)[^，。、]{0,12}的[ \u3000]*$")
#: 共4项任务, 8条具体措施: what a text is divided into.
_DIVISION = re.compile(
    r"(?:重点|具体|主要|政策|工作)*(?:任务|措施|举措|内容|条款|意见|方面|清单)(?=[，,。；;：:]|$)"
)
_ABOUT_STOCK = re.compile(r"^(?:大?方面|大类|维度|层面|环节|关键|重点任务|功能)|于一体")
_PAST = re.compile(
    r"(?:完成|实现|达到|取得|超过|突破|新增|引进|建成|增长|下降|获得|投入|安排|获|成立|举办|开展|培育|打造)了$|了(?:近|约|超|逾)?$|已(?:经|有|建成|累计|完成|达|达到)?$|^已|截至|"
    r"去年|上年(?!末|同期)|过去[一二三四五几\d]?年|(?:一|五|几|近|多)年来|以来|曾"
)
_ORDINAL = re.compile(r"(?:第|No\.|TOP|top)$")
_GRADED = re.compile(
    r"(?:达到|达|保持|稳定|提升到|提升至|改善为|改善到|优于|好于|不低于|为|水质)在?(?:国家|地表水)*$"
)
_TIMES_AS_MUCH = re.compile(r"(?:是|为|相当于)[^，。]*的$")
_RANKED = re.compile(
    r"(?:进入|跻身|挤进|挺进|保持|位居|稳居|稳定在|排名|居|名列|位列|迈入|进|争取|力争)[^，。]{0,16}$"
)


#: What holds for the rest of a list whose verb stands once: 拥有博士10名、硕士20名.
INHERITED = frozenset({"stock", "past", "condition"})


def objection(
    text: str, quantity: Quantity, words_: Phrase, clause: Span, sentence: tuple[int, int]
) -> str | None:
    """Return why the plan does not promise this number, in a word, or None when it does."""
    kind = quantity.kind
    after = text[quantity.end : clause.end]
    before = text[clause.start : quantity.start]
    closed = bool(_BORDER.match(after))
    if kind == "grade":
        return None if (closed or after.startswith("标准")) and _GRADED.search(before) else "name"
    if kind != "ratio" and _COMPARED.search(before):
        return "comparison"
    if after[:1] == "的" and _BORDER.match(after[1:]):
        return "condition"
    if kind == "count" and not (words_.verb or words_.governor) and _DIVISION.match(after):
        return "division"
    if quantity.unit == "倍" and _TIMES_AS_MUCH.search(before):
        return "comparison"
    if _ORDINAL.search(before) or (
        quantity.unit == "强" or (quantity.before == "前" and not (closed and _RANKED.search(before)))
    ):
        return "ordinal"
    if kind is None and not (quantity.before and closed):
        return "no unit"
    if kind == "time" and not (_TIMED.search(words_.text) and not re.search("最长|最短", before)):
        return "duration"
    if after.startswith(("级", "系", "版", "型", "号")):
        return "name"
    if kind in MEASURES and _BASIS.search(before):
        return "condition"
    if kind in MEASURES:
        if (quantity.after and not closed) or (
            after.startswith("的") and not re.match("的?(?:目标|水平|标准|规模)", after)
        ):
            return "class"
        if not closed and words_.subject and kind != "money":
            return "class"
    elif (re.match(r"的(?!目标|水平)", after) and _CONDITION.search(before)) or (
        quantity.after and after and not closed and re.search(r"(?:对于?|为|向|凡)$", before)
    ):
        return "condition"
    if kind != "count" and _SUBSIDY.search(text, sentence[0], sentence[1]):
        return "subsidy"
    if _STOCK_END.search(before) or (
        kind == "count" and not closed and not (words_.verb or words_.governor) and _STOCK_NOUN.match(before)
    ):
        return "stock"
    if _ABOUT_STOCK.search(after) and kind == "count":
        return "stock"
    if _PAST.search(before):
        return "past"
    return None
