"""Who answers for what: every body that a note, row, rule or sentence assigns, with role, deadline and outline item."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from graph_builder.documents.document import Block, Document, Outline, Span
from graph_builder.extraction.assignments_notes import Note
from graph_builder.extraction.assignments_rules import (
    Rule,
    apply_rules,
    deadline_line,
    deadline_of,
    find_rules,
)
from graph_builder.extraction.assignments_running import all_notes
from graph_builder.extraction.assignments_tables import reports
from graph_builder.extraction.spans import Assignment, AssignmentRole

_TOLD_PARTS = ("review", "glossary")


def find_assignments(
    text: str,
    outline: Outline,
    body: Sequence[Span] = (),
    year: int | None = None,
    blocks: Sequence[Block] = (),
) -> list[Assignment]:
    """Return who answers for which item of the outline, in text order.

    ``year`` is the plan's own, for deadlines that name none (6月底). A note belongs to the smallest Task that holds it,
    else to its Section; notes of the review, of the glossary and of tables
    that report what was done assign nothing.
    """
    rules = find_rules(text)
    told = reports(text, body)
    titled = {
        item.start: index for index, item in reversed(list(enumerate(outline.items))) if item.kind == "Task"
    }
    found: dict[tuple[int, int, int, AssignmentRole], Assignment] = {}
    for note in all_notes(text, body, blocks):
        # A row's title says which Task: items inside the row's other cells do not answer for it.
        item = answering_item(outline, note.start) if note.about not in titled else titled[note.about]
        if item is None or outline.part_of(item) in _TOLD_PARTS:
            continue
        if any(table.holds(note.start, note.end) for table in told):
            continue
        deadline = _deadline(text, note, outline, item, year)
        for assignment in (*_of_note(text, note, rules, item, deadline), *_for_all(rules, note, item)):
            key = (item, assignment.mention_start, assignment.mention_end, assignment.role)
            found.setdefault(key, assignment)
    return list(found.values())


def _of_note(
    text: str, note: Note, rules: Sequence[Rule], item: int, deadline: str | None
) -> Iterator[Assignment]:
    bodies = apply_rules(text, note, rules).bodies
    start, end = note.start, note.end
    if note.inherited:
        start, end = bodies[0].body.start, bodies[-1].body.end
    for b in bodies:
        yield Assignment(item, b.body.start, b.body.end, b.role, start, end, note.inherited, deadline)


def answering_item(outline: Outline, start: int) -> int | None:
    """Return the item that a note at ``start`` answers for: the Task around it, else the smallest Section."""
    index = outline.block_at(start, start + 1)
    while index is not None and outline.items[index].kind == "Action":
        index = outline.items[index].parent
    return index


def _for_all(rules: Sequence[Rule], note: Note, item: int) -> Iterator[Assignment]:
    """Yield the bodies of rules stated before the note (以下均需…落实): they answer for its item, too.

    Such a rule shortens the notes of the list, so a sentence or a table's row is none of its business.
    """
    if not note.dated:
        return
    named = {(b.body.start, b.body.end) for b in note.bodies}
    for rule in rules:
        if rule.end < note.start:
            for body in rule.bodies:
                if (body.start, body.end) not in named:
                    yield Assignment(
                        item,
                        body.start,
                        body.end,
                        "responsible",
                        rule.start,
                        rule.end,
                        inherited=True,
                        confidence=0.9,
                    )


def _deadline(text: str, note: Note, outline: Outline, item: int, year: int | None) -> str | None:
    """Return the deadline that stands in the note, or on a line of its own within the item."""
    if note.due:
        return deadline_of(text[note.due.start : note.due.end], year)
    if not note.dated:
        return None
    names = sorted((b.body.start, b.body.end) for b in note.bodies)
    words, position = "", note.start
    for start, end in names:
        words += text[position:start] + " "
        position = end
    if stated := deadline_of(words + text[position : note.end], year):
        return stated
    block = outline.items[item]
    line = deadline_line().search(text, block.start, block.end)
    return deadline_of(line["words"], year) if line else None


@Language.factory("plan_assignments")
def create_plan_assignments(nlp: Language, name: str) -> "PlanAssignments":
    """Create the component that sets ``doc._.assignments``."""
    return PlanAssignments()


class PlanAssignments:
    """Reads ``doc._.document``, sets ``doc._.assignments``."""

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.assignments``: nothing without a Document, whose outline the bodies answer for."""
        document: Document | None = doc._.document
        doc._.assignments = (
            find_assignments(doc.text, document.outline, document.body, document.year, document.blocks)
            if document
            else []
        )
        return doc
