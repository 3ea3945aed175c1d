"""Who is named in which task, and how: the rows of the matrix and of the list."""

from dataclasses import dataclass

from explorer import looks
from explorer.plan_view import Fact, Item, PlanView
from graph_builder.schema import load_schema

#: Lead before support, an answer before a mention: the order of the schema's roles.
_ORDER = ("lead", "responsible", "support")
MOST_BODIES = 80
MOST_TASKS = 60


@dataclass(frozen=True)
class Naming:
    """A body named in a task (None where a whole section is meant) by one fact."""

    body: Item
    task: Item | None
    fact: Fact

    @property
    def role(self) -> str:
        """The role or stage, else the relation's type: what the filter counts."""
        return self.fact.variant or self.fact.type


def namings(view: PlanView) -> list[Naming]:
    """All namings in the order of the text; a mention only where its task names the body in no more telling way."""
    found = [
        Naming(view.items[fact.end_id], view.task_of(fact.start_id), fact)
        for fact in view.facts
        if view.items[fact.end_id].label == "Institution" and fact.start_id != view.plan.id
    ]
    telling = {
        (one.body.id, one.task.id if one.task else "") for one in found if one.fact.type != looks.NAMED
    }
    kept, seen = [], set()
    for one in found:
        place = (one.body.id, one.task.id if one.task else "")
        if one.fact.type == looks.NAMED and place in telling:
            continue
        key = (*place, one.role)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return sorted(kept, key=lambda one: (one.fact.span or (0, 0), _rank(one.role)))


def _rank(role: str) -> int:
    return _ORDER.index(role) if role in _ORDER else len(_ORDER)


def sign_style(naming: Naming) -> str:
    """How a cell's character is drawn: filled leads, tinted is named in a role, dashed relied on, outline other."""
    if naming.fact.type == looks.NAMED:
        return "faint"
    if naming.role == "lead":
        return "lead"
    if naming.role in ("support", "relies_on"):
        return "relies"
    assigned = load_schema().relation("ASSIGNED_TO").name, load_schema().relation("INVOLVES").name
    return "named" if naming.fact.type in assigned else "other"
