"""Where the title of a task or section ends."""

import re

from graph_builder.documents.clauses import borders
from graph_builder.documents.document import Span

LONGEST_TITLE = 30
#: 同时, 当前 and 因此 are no title: the clause behind them belongs to it.
_SHORTEST_CLAUSE = 5
_PARALLEL = range(4, 11)
_STOPS = frozenset("。！!？?：:，,；;")
_NEW_CONSTRUCTION = re.compile("以(?![及上下内外来前后])|围绕|通过|依托|立足")
_TRAILING_BRACKET = re.compile(r"[（(【](?P<words>[^（）()【】]*)[）)】]$")
#: A bracket that is part of a name or lists its parts: 中心（北方）, 市（地、州、盟）; not a note, not a count.
_OF_NAME = re.compile(r"[^\d、]{1,3}|(?!.*(?:[局委厅办部牵责]|负责|配合))[^\d]+、[^\d]+")


def stops(text: str, start: int, end: int) -> list[int]:
    """Return where punctuation outside quotes and brackets stands in the first 200 characters, then ``end``."""
    end = min(end, start + 200)
    return [*borders(text, start, end, _STOPS), end]


def lead_end(text: str, start: int, end: int) -> int:
    """Return the end of the lead: up to the first 。 ： or line end."""
    return next((at for at in stops(text, start, end) if at == end or text[at] in "。！!？?：:\n"), end)


def is_titled(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph opens with a title of its own: a short sentence that others follow."""
    lead = lead_end(text, start, end)
    follows = text[lead + 1 : min(end, lead + 20)].strip()
    return lead < end and text[lead] == "。" and lead - start <= LONGEST_TITLE and bool(follows)


def task_title(text: str, start: int, end: int) -> tuple[int, bool]:
    """Return the end of a task's title, and whether it is one (False: its first clause had to do).

    The lead up to 。 ： or line end when it has at most 30 characters; else the opening run of parallel clauses of
    4 to 10 characters; else the first clause.
    """
    lead = lead_end(text, start, end)
    if lead - start <= LONGEST_TITLE:
        return _without_bracket(text, start, lead), True
    run = _parallel_run(text, start, end)
    if run is not None:
        return run, True
    clause = next(
        at for at in stops(text, start, end) if at - start >= _SHORTEST_CLAUSE or at == min(end, start + 200)
    )
    cut = (
        _NEW_CONSTRUCTION.search(text, start + _PARALLEL[-1], clause)
        if clause - start > LONGEST_TITLE
        else None
    )
    return (cut.start(), True) if cut else (_without_bracket(text, start, clause), False)


def heading_title(text: str, start: int, end: int) -> int:
    """Return the end of a heading's title: its line, or its first sentence where the body runs on."""
    return _without_bracket(text, start, lead_end(text, start, end))


def _parallel_run(text: str, start: int, end: int) -> int | None:
    """Return the end of the opening run of at least two parallel clauses (发展双碳产业,塑造领先优势)."""
    run: list[Span] = []
    at = start
    for stop in stops(text, start, end):
        cut = _NEW_CONSTRUCTION.search(text, at + _PARALLEL[0], stop)
        clause = Span(at, cut.start() if cut else stop)
        length = clause.end - clause.start
        if length not in _PARALLEL or (run and abs(length - (run[0].end - run[0].start)) > 1):
            break
        run.append(clause)
        if cut or text[stop : stop + 1] not in ("，", ","):
            break
        at = stop + 1
    return run[-1].end if len(run) > 1 else None


def _without_bracket(text: str, start: int, end: int) -> int:
    title = text[start:end].rstrip()
    bracket = _TRAILING_BRACKET.search(title)
    if bracket and bracket.start() > 0 and not _OF_NAME.fullmatch(bracket["words"]):
        title = title[: bracket.start()].rstrip()
    return start + len(title)
