"""The verbs, prepositions and tails of ``data/gazetteer/verbs.yaml``, compiled once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph_builder.extraction.spans import Stage
from graph_builder.resources import gazetteer

#: Stands for one name in a masked clause, so that no verb is found inside a name.
NAME = "\ue000"
#: What follows a verb that takes no object any more.
CLOSED = re.compile(
    r"(?=(?:建设|使用|运行|运营|[\s”’\"』」)）\]】〕])*(?:$|[、，。；：！？,;:!?]|等|的|和|及|与|工作|项目|任务|力度|进度|步伐|进程|情况|收尾))"
)
_DOCUMENT_NUMBER = r"[（(][^（）()]{2,18}(?:〔\d{4}〕\d+|令第\d+)号"
PHASES: tuple[Stage, ...] = ("completed", "planned", "started", "held")


@dataclass(frozen=True)
class Lexicon:
    """What each verb does. ``stages`` maps a verb to its stage, None for one that advances nothing.

    ``closing`` verbs (开业, 封顶) count only behind the name. ``tails`` are what they are found by there.
    """

    stages: dict[str, Stage | None]
    closing: frozenset[str]
    verb: re.Pattern[str]
    tails: dict[Stage, re.Pattern[str]]
    object_tail: re.Pattern[str]
    worked_on: re.Pattern[str]
    thing: re.Pattern[str]
    spoken_of: re.Pattern[str]
    adverbial: frozenset[str]
    resultative: frozenset[str]
    body_verbs: frozenset[str]
    causatives: frozenset[str]
    relying: frozenset[str]
    using: frozenset[str]
    usefulness: re.Pattern[str]
    working: re.Pattern[str]
    leading: re.Pattern[str]
    supporting: frozenset[str]
    raising: re.Pattern[str]
    founding: frozenset[str]
    establishing: frozenset[str]
    joining: frozenset[str]
    together: re.Pattern[str]
    hosting: re.Pattern[str]
    drafting: frozenset[str]


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression that matches the longest of ``words``."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon. Raises FileNotFoundError when the installation is incomplete."""
    data = gazetteer("verbs")
    roles = data["roles"]
    stages: dict[str, Stage | None] = {verb: None for line in data["neutral"] for verb in line}
    stages |= {verb: "ongoing" for line in [*data["generic"], data["resultative"]] for verb in line}
    for stage, words in data["stages"].items():
        stages |= dict.fromkeys(words["verbs"], stage)
    closing = {
        tail: stage
        for stage, words in data["stages"].items()
        for tail in words["tails"]
        if tail not in stages
    }
    tails = {
        stage: re.compile(
            f"(?<!改革)(?<!开发)(?<!扩大)(?P<trigger>{alternatives(words['tails'])})"
            + (
                "(?!模式|系统|平台)"
                if stage == "planned"
                else f"(?:{alternatives(words['tails'])})*{CLOSED.pattern}"
            )
        )
        for stage, words in data["stages"].items()
    }
    return Lexicon(
        stages=stages | closing,
        closing=frozenset(closing),
        verb=re.compile(
            f"(?P<name>{NAME})|(?P<noun>{alternatives(data['nouns'])}|{_DOCUMENT_NUMBER})|(?P<verb>{alternatives([*stages, *closing])})"
        ),
        tails=tails,
        object_tail=re.compile(alternatives(data["object_tails"])),
        worked_on=re.compile(
            rf"(?:等[^，。；、{NAME}]{{0,12}}?)?(?:加快|加速|尽快|全面|高质量|高标准)*(?:{alternatives(data['object_tails'])})+{CLOSED.pattern}"
        ),
        spoken_of=_one_of(data["spoken_of"], before='[”’"》]*(?:等[^，。；、]{0,4})?'),
        thing=_one_of(data["things"], before="(?:内的?|境内的?|范围内的?|区域|片区)?[^，。；、的以]{0,5}?"),
        adverbial=frozenset(data["adverbial"]),
        resultative=frozenset(data["resultative"]),
        body_verbs=frozenset(data["body_verbs"]),
        causatives=frozenset(data["causatives"]),
        relying=frozenset(roles["relies_on"]["verbs"]),
        using=frozenset(roles["relies_on"]["using"]),
        usefulness=_one_of(roles["relies_on"]["usefulness"]),
        working=_one_of(roles["relies_on"]["working"]),
        leading=_one_of(roles["relies_on"]["leading"], before=r"[^，。；]*?"),
        supporting=frozenset(roles["supports"]["verbs"]),
        raising=_one_of(roles["supports"]["raising"]),
        founding=frozenset(roles["establishes"]["founding"]),
        establishing=frozenset(roles["establishes"]["verbs"]),
        joining=frozenset(roles["cooperates"]["verbs"]),
        together=_one_of(roles["cooperates"]["together"]),
        hosting=_one_of(roles["hosts"]["verbs"], before=r"[^，。；]{0,6}", behind="(?!单位|部门|方)"),
        drafting=frozenset(data["drafting"]),
    )


def _one_of(words: Iterable[str], before: str = "", behind: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?P<trigger>{alternatives(words)}){behind}")
