"""One plan as the pages see it: its outline, targets and facts, taken from the rows of two reads."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

OUTLINE_LABELS = ("Section", "Task", "Action")
OUTLINE_RELATIONS = ("HAS_SECTION", "HAS_TASK", "HAS_ACTION")
#: Relations that only say that a name stands somewhere.
MENTIONS = "MENTIONS"


@dataclass(frozen=True)
class Item:
    """A node. ``start`` and ``end`` are characters of the plan's text for what belongs to one plan."""

    id: str
    label: str
    name: str
    properties: dict[str, Any] = field(default_factory=dict, compare=False)

    def __getitem__(self, key: str) -> Any:
        return self.properties.get(key)

    @property
    def start(self) -> int:
        """The first character; 0 for what several plans share."""
        return int(self.properties.get("start") or 0)

    @property
    def end(self) -> int:
        """Behind the last character."""
        return int(self.properties.get("end") or 0)


@dataclass(frozen=True)
class Fact:
    """A relation between two nodes, with the words that say so."""

    id: str
    type: str
    start_id: str
    end_id: str
    properties: dict[str, Any] = field(default_factory=dict, compare=False)

    def __getitem__(self, key: str) -> Any:
        return self.properties.get(key)

    @property
    def variant(self) -> str:
        """The role or stage, empty when the type has none."""
        return str(self["role"] or self["stage"] or "")

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the words stand; None for what no text says."""
        start, end = self["start"], self["end"]
        return None if start is None or end is None else (int(start), int(end))


@dataclass(frozen=True, order=True)
class Mark:
    """Marked characters of the text: ``key`` is what a click on them chooses."""

    start: int
    end: int
    label: str
    key: str


@dataclass(frozen=True)
class PlanView:
    """``items`` by id, ``facts`` in the order of the text."""

    plan: Item
    items: dict[str, Item]
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        """The plan's whole text; every start and end counts its characters."""
        return str(self.plan["text"] or "")

    @cached_property
    def marks(self) -> list[Mark]:
        """The mentions and targets in the order of the text, each place once."""
        found = {
            Mark(target.start, target.end, "Target", target.id)
            for target in self.targets
            if target.end > target.start
        }
        for fact in self.facts:
            if fact.type == MENTIONS and fact.span and fact.span[1] > fact.span[0]:
                found.add(Mark(*fact.span, self.items[fact.end_id].label, fact.end_id))
        return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.label, mark.key))

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {fact.end_id: fact.start_id for fact in self.facts if fact.type in OUTLINE_RELATIONS}

    def of(self, *labels: str) -> list[Item]:
        """The nodes of some labels that this plan's facts touch, in the order of the text."""
        return sorted(
            (item for item in self.items.values() if item.label in labels), key=lambda item: item.start
        )

    def path(self, block_id: str) -> list[Item]:
        """The blocks from the outermost Section down to the block itself; the Plan is left out."""
        found: list[Item] = []
        at: str | None = block_id
        while at in self.items and at != self.plan.id and len(found) < 32:
            found.append(self.items[at])
            at = self._parents.get(at)
        return found[::-1]

    @cached_property
    def _task_of(self) -> dict[str, Item]:
        found = {}
        for block in self.of(*OUTLINE_LABELS):
            task = next((item for item in self.path(block.id) if item.label == "Task"), None)
            if task is not None:
                found[block.id] = task
        return found

    def task_of(self, block_id: str) -> Item | None:
        """The Task that a block is or stands in."""
        return self._task_of.get(block_id)

    def section_of(self, block_id: str) -> Item | None:
        """The innermost Section that holds a block."""
        return next((item for item in reversed(self.path(block_id)) if item.label == "Section"), None)

    @cached_property
    def tasks(self) -> list[Item]:
        """The tasks in the order of the text."""
        return self.of("Task")

    @cached_property
    def tasks_by_section(self) -> list[tuple[Item | None, list[Item]]]:
        """The sections that hold tasks directly, with their tasks, in the order of the text."""
        groups: dict[str, list[Item]] = defaultdict(list)
        for task in self.tasks:
            section = self.section_of(task.id)
            groups[section.id if section else ""].append(task)
        return [(self.items.get(key), tasks) for key, tasks in groups.items()]

    def actions(self, task: Item) -> list[Item]:
        """A task's actions."""
        return [item for item in self.of("Action") if self._parents.get(item.id) == task.id]

    @cached_property
    def block_of(self) -> dict[str, str]:
        """The block that sets each target: the smallest, never the Plan when another does."""
        found: dict[str, str] = {}
        for fact in self.facts:
            if fact.type == "SETS" and (fact.start_id != self.plan.id or fact.end_id not in found):
                found[fact.end_id] = fact.start_id
        return found

    @cached_property
    def targets(self) -> list[Item]:
        """All targets in the order of the text."""
        return self.of("Target")

    @cached_property
    def headline(self) -> list[Item]:
        """The targets the plan sets as a whole."""
        own = {fact.end_id for fact in self.facts if fact.type == "SETS" and fact["headline"]}
        return [target for target in self.targets if target.id in own or target["headline"]]

    @cached_property
    def _wordings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for fact in self.facts:
            if fact.type == MENTIONS and fact["evidence"]:
                found.setdefault(fact.end_id, str(fact["evidence"]))
        return found

    def wording(self, item: Item) -> str:
        """What this plan calls something where it first names it: 铁四院, whatever its full name is."""
        return self._wordings.get(item.id, item.name)

    @cached_property
    def _facts_by_task(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            task = self.task_of(fact.start_id)
            if task is not None and fact.type not in (*OUTLINE_RELATIONS, "SETS"):
                found[task.id].append(fact)
        return found

    def within(self, task: Item) -> list[Fact]:
        """The facts that start at a task or one of its actions, outline and targets left out."""
        return self._facts_by_task.get(task.id, [])

    def naming(self, node_id: str) -> list[Fact]:
        """The facts about a node, telling ones first, MENTIONS only where nothing more telling is at the place."""
        own = [fact for fact in self.facts if node_id in (fact.start_id, fact.end_id)]
        telling = [fact for fact in own if fact.type != MENTIONS]
        said = {(fact.start_id, fact.end_id) for fact in telling}
        return telling + [
            fact for fact in own if fact.type == MENTIONS and (fact.start_id, fact.end_id) not in said
        ]
