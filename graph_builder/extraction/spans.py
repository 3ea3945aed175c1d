"""What the components find: plain records of character offsets over ``doc.text``.

Token borders do not bind them (pkuseg splits rare names), so they live in ``doc._`` extensions, not in ``doc.spans``:
``doc._.mentions``: list[Mention] · ``doc._.targets``: list[TargetSpan] · ``doc._.assignments``: list[Assignment] ·
``doc._.relations``: list[EntityRelation] · ``doc._.document``: the Document being read.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Comparator = Literal["=", ">=", "<=", ">", "<", "≈", "range"]
Basis = Literal["level", "increment", "growth", "share", "cumulative", "grade"]
AssignmentRole = Literal["lead", "responsible", "support"]
InvolvementRole = Literal["relies_on", "supports", "establishes", "hosts", "cooperates"]
Stage = Literal["planned", "started", "ongoing", "completed", "held"]

ENTITY_LABELS = ("Institution", "Area", "Project", "Facility", "Initiative", "Platform", "Event", "Industry")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in the text. ``canonical`` is the full name where the text elides it; ``score`` is 0 to 1."""

    start: int
    end: int
    label: str
    score: float = 1.0
    canonical: str | None = None
    collective: bool = False


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A number the plan promises. Values are exact, in base units (亿 = 1e8, 5% is 5 with unit %).

    ``clause_start``/``clause_end``: the clause that licenses it. ``about`` is the (start, end) of the mention it is about;
    ``part_of`` the index of the target it belongs to (其中). Dates are ISO; None where the clause says none.
    """

    start: int
    end: int
    indicator: str
    comparator: Comparator | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    unit_text: str | None
    clause_start: int
    clause_end: int
    baseline: Decimal | None = None
    basis: Basis = "level"
    modality: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    headline: bool = False
    about: tuple[int, int] | None = None
    part_of: int | None = None
    canonical_indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A body that answers for an outline item.

    ``item`` is an index into the outline; ``mention_start``/``mention_end`` the body's name as it stands;
    ``clause_*`` the note or clause that says so (the rule, when ``inherited``). ``deadline`` is an ISO date.
    """

    item: int
    mention_start: int
    mention_end: int
    role: AssignmentRole
    clause_start: int
    clause_end: int
    inherited: bool = False
    deadline: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """A relation of an outline item, or of a mention, to a mention, licensed by a clause.

    ``type`` is INVOLVES, ADVANCES, FOCUSES_ON, LOCATED_IN or PART_OF. ``source`` is None when the relation starts at the
    outline item that holds the clause, else the (start, end) of the mention it starts at (碳汇大厦 LOCATED_IN 环沙湖片区).
    """

    type: str
    mention_start: int
    mention_end: int
    clause_start: int
    clause_end: int
    stage: Stage | None = None
    role: InvolvementRole | None = None
    trigger: str | None = None
    source: tuple[int, int] | None = None
    confidence: float = 1.0
