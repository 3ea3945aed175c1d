"""Finds the notes in which a plan says who answers: in brackets, on lines of their own, in table rows, in running text.

A note is read part by part: a label before a list (责任单位：A、B) or a closing behind it (A牵头，B、C配合) gives the role.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph_builder.documents.document import Span
from graph_builder.extraction.assignments_bodies import BodySpan, is_body_like, split_bodies
from graph_builder.extraction.relations_lexicon import alternatives
from graph_builder.extraction.spans import AssignmentRole
from graph_builder.resources import gazetteer

_PAIRS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】", "［": "］"}
_CLOSE = {close: open_ for open_, close in _PAIRS.items()}
#: A full-width bracket may close a half-width one: (市交通局负责）.
_WIDE = str.maketrans("([［", "（〔〔")
_BRACKET = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSE)) + "]")
_LONGEST_NOTE = 600
#: A line that may be a table's cell: no sentence, no label.
_ROW = re.compile(r"\s*(?P<cell>[^。！？：:\n]{4,120}?)[\s。；]*")
_PART = re.compile(r"[，,；;。\n]|(?<=牵头|负责|配合)、")
#: What a row may say besides its bodies: marks, roles, 等有关部门按职责分工.
_MOST_WORDS = 16
#: Where a labelled list ends before the note does: at a sentence's end, at a rule (，以下均…) or at another label (；适用范围：).
_AFTER_LIST = re.compile(r"。|[，,；;](?=以下)|[；;，,\s](?=[\u4e00-\u9fff]{2,8}[:：])")
#: A page's footer (主办单位：…, 网站标识码：…) names who runs the site.
_FOOTER = re.compile(r"[^\n]*(?:主办|承办)[^\n]*(?:\n\s*[^\n]+)?\n\s*[^\n]*(?:网站标识码|ICP备|公网安备)")
_COLON = r"[）)】\]]?\s*[:：]"


@dataclass(frozen=True, slots=True)
class AssignedBody:
    """A body in a note, with its role."""

    body: BodySpan
    role: AssignmentRole


@dataclass(frozen=True, slots=True)
class Note:
    """A stretch that says who answers: the item around ``start``..``end`` does.

    ``inherited`` when the bodies are named elsewhere (a merged cell above), ``dated`` when its words may hold a deadline,
    ``due`` where else the deadline is stated (a cell of its own), ``about`` where the title of its row begins.
    """

    start: int
    end: int
    bodies: tuple[AssignedBody, ...]
    inherited: bool = False
    dated: bool = True
    due: Span | None = None
    about: int | None = None


@dataclass(frozen=True)
class NoteLexicon:
    """Labels and closings of ``verbs.yaml``, each with its role."""

    labels: dict[str, AssignmentRole]
    closings: dict[str, AssignmentRole]
    label: re.Pattern[str]
    closing: re.Pattern[str]
    own_line: re.Pattern[str]
    running: re.Pattern[str]


@cache
def load_notes() -> NoteLexicon:
    """Return the labels and closings. Raises FileNotFoundError when the installation is incomplete."""
    data = gazetteer("verbs")["assigned"]
    labels = {word: role for role, words in data.items() for word in words["labels"]}
    closings = {word: role for role, words in data.items() for word in words["closings"]}
    one_label = alternatives(labels)
    return NoteLexicon(
        labels=labels,
        closings=closings,
        label=re.compile(rf"[（(【\[]?(?P<label>{one_label}){_COLON}"),
        closing=re.compile(rf"(?P<closing>{alternatives(closings)})(?:工作|等)?$"),
        own_line=re.compile(
            rf"^[ \u3000\t]*(?:\d[.．、]|[（(]\d[）)])?[ \u3000]*[（(【\[]?(?P<label>{one_label})(?:{_COLON}|[ \u3000]*$)",
            re.M,
        ),
        running=re.compile(
            r"(?P<by>由)(?P<lead>[^，。；：:\n]{2,40}?)(?P<closing>牵头|会同|负责|主办|承办)(?P<more>[^，。；\n]{0,40})"
        ),
    )


def find_notes(text: str, body: Sequence[Span] = ()) -> list[Note]:
    """Return the notes of ``text`` (of its ``body`` spans when given), in order, none inside another."""
    found: list[Note] = []
    for span in body or (Span(0, len(text)),):
        notes = [*_bracketed(text, span), *_lines(text, span)]
        last = span.start
        for note in sorted(notes, key=lambda note: (note.start, -note.end)):
            if note.start >= last:
                found.append(note)
                last = note.end
    return found


def _bracketed(text: str, span: Span) -> Iterator[Note]:
    """Yield the outermost brackets that hold a label or end with a closing."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, span.start, span.end):
        character, position = bracket.group(), bracket.start()
        if character in _PAIRS:
            if opened and position - opened[0] > _LONGEST_NOTE:
                opened = []
            opened.append(position)
        elif opened and text[opened[-1]].translate(_WIDE) == _CLOSE[character].translate(_WIDE):
            first = opened.pop()
            if (
                not opened
                and position - first <= _LONGEST_NOTE
                and (note := _note(text, first + 1, position))
            ):
                yield replace(note, start=first, end=position + 1)


def _note(text: str, start: int, end: int) -> Note | None:
    """Return what a bracket's inside says, or None when it names nobody who answers."""
    lexicon = load_notes()
    labels = list(lexicon.label.finditer(text, start, end))
    if labels:
        bodies = _labelled(text, labels, end)
        return Note(start, end, tuple(bodies)) if bodies else None
    bodies = _closed(text, start, end)
    if not bodies or not any(
        is_body_like(text[b.body.start : b.body.end]) or b.body.collective for b in bodies
    ):
        return None
    return Note(start, end, tuple(bodies))


def _labelled(text: str, labels: Sequence[re.Match[str]], end: int) -> list[AssignedBody]:
    bodies: list[AssignedBody] = []
    for index, label in enumerate(labels):
        last = labels[index + 1].start() if index + 1 < len(labels) else end
        stop = _AFTER_LIST.search(text, label.end(), last)
        role = load_notes().labels[label["label"]]
        listed = split_bodies(text, label.end(), stop.start() if stop else last)
        bodies += [AssignedBody(body, role) for body in listed]
    return bodies


def _closed(text: str, start: int, end: int) -> list[AssignedBody]:
    """Read A牵头，B、C配合: the parts up to a closing take its role."""
    lexicon = load_notes()
    bodies: list[AssignedBody] = []
    waiting = start
    position = start
    for cut in [*(match.start() for match in _PART.finditer(text, start, end)), end]:
        part = text[position:cut].rstrip()
        if closing := lexicon.closing.search(part):
            stop = position + closing.start()
            role = lexicon.closings[closing["closing"]]
            bodies += _of_part(text, waiting, stop, role)
            waiting = cut + 1
        position = cut + 1
    return bodies


def _of_part(text: str, start: int, end: int, role: AssignmentRole) -> list[AssignedBody]:
    """Read A、B or A会同B: who stands before 会同 leads, who stands behind supports."""
    joint = text.find("会同", start, end)
    if joint >= start:
        first, second = split_bodies(text, start, joint), split_bodies(text, joint + 2, end)
        return [*(AssignedBody(b, "lead") for b in first), *(AssignedBody(b, "support") for b in second)]
    return [AssignedBody(body, role) for body in split_bodies(text, start, end)]


def _lines(text: str, span: Span) -> Iterator[Note]:
    """Yield lines that begin with a label, and rows such as A牵头，B、C协助办理."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[span.start : span.end]):
        start, end = span.start + line.start(), span.start + line.end()
        label = load_notes().own_line.match(text, start, end)
        if label and not _FOOTER.match(text, start):
            bodies = _labelled(text, list(load_notes().label.finditer(text, label.start(), end)), end)
            if bodies:
                yield Note(start, end, tuple(bodies))
        elif row := row_bodies(text, start, end):
            yield Note(start, end, row)


def row_bodies(text: str, start: int, end: int) -> tuple[AssignedBody, ...]:
    """Return the bodies of a line or cell that says nothing else (A牵头，B、C协助办理), each with its role."""
    row = _ROW.fullmatch(text, start, end)
    if row is None:
        return ()
    bodies = _closed(text, row.start("cell"), row.end("cell"))
    fits = all(b.body.collective or is_body_like(text[b.body.start : b.body.end]) for b in bodies)
    others = row.end("cell") - row.start("cell") - sum(b.body.end - b.body.start + 1 for b in bodies)
    return tuple(bodies) if fits and others <= _MOST_WORDS else ()
