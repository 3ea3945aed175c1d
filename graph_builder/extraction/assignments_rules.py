"""Rules that are inherited (列第一位者为牵头单位, 以下均需各县市政府落实) and deadlines (6月底完成, 完成时限：2026年10月)."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from graph_builder.extraction.assignments_bodies import BodySpan, split_bodies
from graph_builder.extraction.assignments_notes import AssignedBody, Note
from graph_builder.extraction.relations_lexicon import alternatives
from graph_builder.resources import gazetteer

_FOR_ALL_THAT_FOLLOWS = re.compile(
    r"以下(?:各项)?(?:任务|工作|措施|事项)?(?:中)?均(?:需|由|涉及)?(?P<bodies>[^。；]{2,60}?)(?:(?:共同)?(?:落实|负责|配合)|[，,]不再(?:重复|一一|逐一)?列出)"
)
_COMMA = re.compile(r"[，,；;]")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d|[今当]年|本年)[年]?)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<end>年底|年末|年内|全年|底))"
    r"(?P<edge>[底末]?前?)"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and where it is stated. ``first`` and ``comma``: who leads; ``bodies`` answer for all that follows."""

    start: int
    end: int
    first: bool = False
    comma: bool = False
    bodies: tuple[BodySpan, ...] = ()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = gazetteer("verbs")["assignment_rules"]
    placed, place, who = (alternatives(rules["first_leads"][part]) for part in ("placed", "place", "who"))
    return (
        re.compile(rf"(?:{placed})?(?:{place})(?:{who})?[为是]牵头"),
        re.compile(alternatives(rules["before_comma_leads"])),
    )


@cache
def deadline_labels() -> frozenset[str]:
    """Return the labels of deadlines (完成时限)."""
    return frozenset(gazetteer("verbs")["deadline_labels"])


@cache
def deadline_line() -> re.Pattern[str]:
    """Return the pattern of a line that states a deadline (完成时限：2026年10月); ``words`` is what it states."""
    labels = alternatives(deadline_labels())
    return re.compile(rf"^[ \u3000]*[（(]?(?:{labels})[）)]?\s*[:：]\s*(?P<words>[^\n]+)", re.M)


def find_rules(text: str) -> list[Rule]:
    """Return the rules that the text states, in order."""
    first, comma = _patterns()
    rules = [Rule(m.start(), m.end(), first=True) for m in first.finditer(text)]
    rules += [Rule(m.start(), m.end(), comma=True) for m in comma.finditer(text)]
    for match in _FOR_ALL_THAT_FOLLOWS.finditer(text):
        bodies = tuple(split_bodies(text, match.start("bodies"), match.end("bodies")))
        if bodies:
            rules.append(Rule(match.start(), match.end(), bodies=bodies))
    return sorted(rules, key=lambda rule: rule.start)


def apply_rules(text: str, note: Note, rules: Sequence[Rule]) -> Note:
    """Return the note with the leads that the rules in force give: those stated before it or inside it.

    A note that names its lead by itself keeps its roles; a group (各省级人民政府) never leads by a rule.
    """
    force = [rule for rule in rules if rule.start < note.end and (rule.first or rule.comma)]
    if not force or not note.bodies or any(body.role != "responsible" for body in note.bodies):
        return note
    rule = force[-1]
    limit = note.bodies[0].body.end
    if rule.comma:
        cut = next((m.start() for m in _COMMA.finditer(text, limit, note.end)), note.end)
        limit = cut
    bodies = tuple(
        AssignedBody(b.body, "lead") if b.body.end <= limit and not b.body.collective else b
        for b in note.bodies
    )
    return replace(note, bodies=bodies)


def deadline_of(words: str, year: int | None) -> str | None:
    """Return the ISO date by which ``words`` ask for completion; None when they state none or no year is known.

    The last day of the month, quarter, half-year or year that is named; a bare 前 (6月前) is the day before it begins.
    """
    for match in _DATE.finditer(words):
        if match["end"] == "底" and not match["year"]:
            continue
        own = match["year"]
        stated = int(own) if own and own.isdigit() else year
        if stated is not None:
            return _last_day(match, stated).isoformat()
    return None


def _last_day(match: re.Match[str], year: int) -> date:
    if match["month"]:
        month = int(match["month"])
        if match["day"]:
            day = min(int(match["day"]), calendar.monthrange(year, month)[1])
            return date(year, month, day)
        if match["edge"] == "前":
            return date(year, month, 1) - timedelta(days=1)
    elif match["quarter"]:
        month = 3 * int(_QUARTERS.get(match["quarter"], match["quarter"]))
    elif match["half"]:
        month = 6 if match["half"] == "上" else 12
    else:
        month = 12
    return date(year, month, calendar.monthrange(year, month)[1])
