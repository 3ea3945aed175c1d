"""From how a name is governed to the role of its INVOLVES relation: who is relied on, supported, set up, worked with."""

import re

from graph_builder.extraction.relations_clauses import Reading
from graph_builder.extraction.relations_lexicon import Lexicon
from graph_builder.extraction.relations_stages import CIRCUMSTANCE
from graph_builder.extraction.spans import InvolvementRole

INVOLVED = ("Institution", "Platform")
#: 由A会同B: both are assigned, B in support.
_ASSIGNED = re.compile(r"(?<![自理事])由[^，。；]*$")
_BUILT = re.compile(r"等[^，。；、的]{0,8}项目|落地$|落户$|各项建设|筹办|建设提速")
#: What belongs to the body and bears its name (市政府门户网站): the body itself does nothing here.
_BELONGING = re.compile(
    r"(?:政务|门户|官方)*(?:网站|官网|门户)|公众号|投资基金|各项(?:改革|工作)|(?:各项)?决策部署"
)
#: 成立推动…领导小组, 建立支持…机制: the second verb is part of the name.
_FOUNDED = frozenset(("成立", "建立", "设立", "组建", "制定", "出台"))
_PREPOSITION = re.compile(r"(?:(?P<use>以)|(?P<make>[把将])|(?P<with>[与同和跟]))[“”\"《]?$")


def role_of(reading: Reading, lexicon: Lexicon) -> tuple[InvolvementRole, str] | None:
    """Return the role and its trigger, or None when the plan does nothing with the body."""
    label = reading.mention.label
    if label not in INVOLVED or _BELONGING.match(reading.after):
        return None
    if preposition := _PREPOSITION.search(reading.before):
        return _by_preposition(preposition, reading, lexicon)
    if CIRCUMSTANCE.search(reading.before):
        return None
    if reading.governor is None:
        found = lexicon.hosting.match(reading.after) if label == "Institution" else None
        return ("hosts", found["trigger"]) if found else None
    verb = reading.governor.verbs[-1]
    if verb in lexicon.causatives and _FOUNDED.intersection(reading.governor.verbs[-2:-1]):
        return None
    if verb in lexicon.establishing and (label == "Institution" or verb in lexicon.founding):
        return "establishes", verb
    if verb in lexicon.relying or (verb in lexicon.using and lexicon.usefulness.search(reading.after)):
        return "relies_on", verb
    moved = verb in lexicon.causatives and verb not in lexicon.supporting
    if moved and lexicon.working.search(reading.after):
        return "relies_on", verb
    if verb in lexicon.joining and label == "Institution":
        return None if _ASSIGNED.search(reading.before) else ("cooperates", verb)
    return ("supports", verb) if _is_supported(reading, verb, lexicon) else None


def _is_supported(reading: Reading, verb: str, lexicon: Lexicon) -> bool:
    """支持 supports whoever follows; 推动 only who gets better by it (推动…上市), not who is told to act (推动…设置…)
    and not what is built (推动…商业综合体开业, 推动…等项目开工).
    """
    if reading.mention.label == "Platform":
        return verb in lexicon.supporting and not lexicon.object_tail.search(reading.phrase)
    if verb in lexicon.supporting:
        return True
    built = _BUILT.search(reading.phrase) or any(
        lexicon.tails[stage].search(reading.phrase) for stage in ("completed", "started")
    )
    return verb in lexicon.causatives and reading.act is None and not built


def _by_preposition(
    preposition: re.Match[str], reading: Reading, lexicon: Lexicon
) -> tuple[InvolvementRole, str] | None:
    if preposition["use"]:
        found = lexicon.leading.match(reading.after)
        return ("relies_on", found["trigger"]) if found else None
    if reading.mention.label != "Institution":
        return None
    if preposition["make"]:
        found = lexicon.raising.search(reading.after)
        return ("supports", found["trigger"]) if found else None
    found = lexicon.together.search(reading.after)
    return ("cooperates", found["trigger"]) if found else None
