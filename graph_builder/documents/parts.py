"""What a section is for, told by its title or its opening: last year's review, headline targets, glossary, annex."""

import re

from graph_builder.documents.document import Part

_GLOSSARY = re.compile(r"(名词|词语|术语|有关用语|相关用语).{0,6}(解释|注释|说明|释义)|^注释$")
_REVIEW = re.compile(
    r"回顾|(20\d\d年|上年|去年|过去|上半年|[“\"]?十.五[”\"]?(时期|期间)?|五年)[^，。]{0,20}"
    r"(情况|成就|成绩|成效|总结)|(计划|规划|工作|任务)(的)?(完成|执行|落实)情况|^(发展)?(成就|成绩)"
)
#: A term and what it means: in words (1.“两重”：是指…), or under a number in square brackets ([1]“九通一平”：…).
_ENTRY = re.compile(
    r"(?:[【（(]?\d{0,3}[】）)]?[.．、]?\s*[^。：:]{1,40}[：:].{0,3}(?:是|指|即|全称|又称)|[\[［【]\d{1,3}[\]］】]\s*[^。：:]{1,60}[：:])"
)
_TERM = re.compile(r"\d{1,3}[.．、]\s*[^，。；：:]{1,30}[：:]\S")
_POINTER = re.compile(r"[（(]?附件?\s*\d*\s*[:：]\s*")
_OPENING = re.compile(
    r"制定(了)?(本|以下|如下)|印发给|请予审议|请审议|向(大会|会议)(报告|作)|现(就|将|提出)|提出(如下|以下)(意见|措施)"
)
_CHAPTER = re.compile(
    r"[^，。；：:]{0,24}(工作回顾|(工作|任务)安排(建议)?|重点工作|(主要|重点|目标|工作)任务|总体要求|(工作|总体)思路|自身建设)"
)
_PLAN = re.compile(r"目标|任务|安排|部署|展望|重点工作|要求|思路|建议")
_HEADLINE = re.compile(
    r"(主要|预期|总体|工作|发展|具体|年度|阶段性?|奋斗|行动)目标|^目标$|目标(任务)?(如下|预?安排)"
)
_HEADLINE_LEAD = re.compile(
    r"[^。；：:]{0,50}(预期|主要|发展|奋斗|工作|总体|年度)(性)?(目标|指标)(任务)?(预?安排|预期|建议)?(是|为|如下)?[，,]?[：:]"
)
_REVIEW_OPENING = re.compile(
    r"(各位代表[！!，,])?((过去|这)(的)?[一五三两](年|个五年)|一年来|[五三两]年来|过去的20\d\d年|回顾(过去|20\d\d)|[“\"]十.五[”\"]时期，?(是|我们)"
    r"|20\d\d年是极不|(同时|当前)?，?我们也?(要|更)?(清醒|深刻)(地)?(认识|看)到|在(肯定|总结|看到)成绩的同时)"
)
_PLAN_OPENING = re.compile(r"(今年|20\d\d年|“十.五”时期)是")


def part_of_heading(title: str) -> Part | None:
    """Return what the section under a heading is for; None is the plan proper."""
    if _GLOSSARY.search(title):
        return "glossary"
    if _REVIEW.search(title) and not _PLAN.search(title):
        return "review"
    if _HEADLINE.search(title) and not re.search(r"任务|要求|重点|思路|举措|措施", title):
        return "headline"
    return None


def opens_glossary(line: str) -> bool:
    """Tell whether an unnumbered line is the heading of a glossary."""
    words = line.strip("※*· 【】[]（）()：:\u3000")
    return len(words) <= 40 and _GLOSSARY.search(words) is not None


def glossary_title(text: str, start: int, end: int) -> int:
    """Return where the title of a glossary begins, behind what points at it (附：名词解释)."""
    pointer = _POINTER.match(text, start, end)
    return pointer.end() if pointer else start


def opens_text(paragraph: str) -> bool:
    """Tell whether a paragraph opens a text: what it is for, who reports, that it is sent."""
    return _OPENING.search(paragraph) is not None


def opens_chapter(line: str) -> bool:
    """Tell whether an unnumbered line is the heading of a report's chapter (2024年工作回顾)."""
    return _CHAPTER.fullmatch(line) is not None


def is_glossary_entry(paragraph: str) -> bool:
    """Tell whether a paragraph explains a term (1.“两重”：是指…)."""
    return _ENTRY.match(paragraph) is not None


def names_term(paragraph: str) -> bool:
    """Tell whether a numbered paragraph says something about a short term (3. 绿色建筑：…)."""
    return _TERM.match(paragraph) is not None


def opens_headline(paragraph: str) -> bool:
    """Tell whether a paragraph opens the headline targets (主要预期目标是：…)."""
    return _HEADLINE_LEAD.match(paragraph) is not None


def opens_review(paragraph: str) -> bool:
    """Tell whether a paragraph of a mixed section looks back (五年来，我们…)."""
    return _REVIEW_OPENING.match(paragraph) is not None and not _PLAN_OPENING.match(paragraph)
