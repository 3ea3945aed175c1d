"""Scores what is extracted against gold annotations: precision, recall and F1, exact and overlapping.

Gold is stand-off (``data/annotations``): offsets and values, keyed by the text's digest. Entries marked ``sure: false`` are
optional: finding them is no error, missing them neither. A range cut out of a document is read as a passage on its own.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_builder.documents import read_bytes
from graph_builder.errors import InputError
from graph_builder.extraction import extract
from graph_builder.extraction.spans import ENTITY_LABELS
from graph_builder.graph import PlanGraph
from graph_builder.records import to_number
from graph_builder.resources import data_path

Key = tuple[Any, ...]
_INVOLVEMENT = ("relies_on", "supports", "establishes", "hosts", "cooperates")


@dataclass
class Score:
    """Counts of one measure. ``missed`` and ``spurious`` keep what went wrong, for those who ask."""

    correct: int = 0
    gold: int = 0
    found: int = 0
    missed: list[Key] = field(default_factory=list)
    spurious: list[Key] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is right (1.0 when nothing was found)."""
        return self.correct / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found (1.0 when there is none)."""
        return self.correct / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.correct / (self.gold + self.found) if self.gold + self.found else 1.0

    def add(self, gold: Iterable[Key], optional: Iterable[Key], found: Iterable[Key]) -> None:
        """Count one passage: multisets of comparable keys; ``optional`` gold is forgiven both ways."""
        wanted, spare, got = Counter(gold), Counter(optional), Counter(found)
        hits = wanted & got
        missed, extra = wanted - got, got - wanted - spare
        self.correct += hits.total()
        self.gold += wanted.total()
        self.found += hits.total() + extra.total()
        self.missed += missed.elements()
        self.spurious += extra.elements()


@dataclass(frozen=True)
class Passage:
    """A text with its complete gold; offsets are relative to ``text``."""

    name: str
    text: str
    gold: list[dict[str, Any]]


def seed_passage() -> Passage:
    """Return the seed plan with its gold (data/annotations/seed). Raises InputError when text and gold do not agree."""
    text = read_bytes(data_path("seed/wuchang-2024.txt").read_bytes(), "wuchang-2024.txt").text
    lines = data_path("annotations/seed/wuchang-2024.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    _check_digest(text, gold[0]["text_sha256"], "wuchang-2024.txt")
    return Passage("seed/wuchang-2024", text, gold[1:])


def corpus_passages(corpus: Path, part: str | None = None) -> Iterator[Passage]:
    """Yield the annotated ranges of the documents below ``corpus``, all or those of one part of the split by place.

    Raises InputError when a document is missing or is not the text that was annotated.
    """
    folder = data_path("annotations/corpus")
    parts = dict(line.split("\t")[:2] for line in _rows(folder.parent / "split.tsv"))
    for line in _rows(folder / "ranges.tsv"):
        name, digest, start, end = line.split("\t")[:4]
        if part not in (None, parts.get(name)):
            continue
        path = corpus / name
        if not path.is_file():
            raise InputError(f"{path}: not there; --corpus names the folder that holds {name}", "missing")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise InputError(f"{path}: is not the text that was annotated (its digest differs)", "corrupt")
        text = read_bytes(data, name).text
        first, last = int(start), int(end)
        gold_file = folder / (name.removesuffix(".txt").replace("/", "--") + ".jsonl")
        gold = [json.loads(entry) for entry in gold_file.read_text(encoding="utf-8").splitlines()]
        inside = [
            entry | {"start": entry["start"] - first, "end": entry["end"] - first}
            for entry in gold
            if first <= entry["start"] and entry["end"] <= last
        ]
        yield Passage(f"{name}:{first}-{last}", text[first:last], inside)


def evaluate(passages: Iterable[Passage]) -> dict[str, Score]:
    """Extract every passage and return the scores by measure (``names typed exact``, ``targets``, ``stages`` …)."""
    scores: dict[str, Score] = {}
    for passage in passages:
        plan = extract(read_bytes(passage.text.encode("utf-8"), passage.name))
        for measure, gold, optional, found in _compare(passage, plan):
            scores.setdefault(measure, Score()).add(gold, optional, found)
    return scores


def _compare(passage: Passage, plan: PlanGraph) -> Iterator[tuple[str, list[Key], list[Key], list[Key]]]:
    """Yield (measure, gold keys, optional keys, found keys) for one passage."""
    mentions = [entry for entry in passage.gold if entry["type"] == "mention"]
    found = [
        (relation.properties["start"], relation.properties["end"], plan.node(relation.end_id).label)
        for relation in plan.relations("MENTIONS")
    ]
    yield "names typed exact", *_split(mentions, lambda e: (e["start"], e["end"], e["label"])), list(found)
    yield "names untyped exact", *_split(mentions, lambda e: (e["start"], e["end"])), [f[:2] for f in found]
    yield "names overlap", *_overlapping(mentions, found)
    for label in ENTITY_LABELS:
        of_label = [entry for entry in mentions if entry["label"] == label]
        gold, optional = _split(of_label, lambda e: (e["start"], e["end"]))
        # A doubtful name of another label is forgiven here as it is above.
        optional += [(e["start"], e["end"]) for e in mentions if e.get("sure") is False]
        yield f"names {label}", gold, optional, [f[:2] for f in found if f[2] == label]
    yield from _compare_targets(passage, plan)
    yield from _compare_relations(mentions, plan)
    for kind, label in (("task", "Task"), ("section", "Section")):
        titles, unsure = _split(
            [e for e in passage.gold if e["type"] == kind], lambda e: (e["start"], e["end"])
        )
        got = [(n.properties["start"], n.properties["title_end"]) for n in plan.nodes(label)]
        yield f"titles {label}", titles, unsure, got if titles else []


def _compare_targets(
    passage: Passage, plan: PlanGraph
) -> Iterator[tuple[str, list[Key], list[Key], list[Key]]]:
    """Targets match when their spans overlap and their fields are equal; spans are aligned to the gold's first."""
    gold = [entry for entry in passage.gold if entry["type"] == "target"]
    found = [node.properties for node in plan.nodes("Target")]
    aligned: list[tuple[Key, Key]] = []
    for properties in found:
        values = tuple(to_number(properties.get(key)) for key in ("value", "value_max"))
        key = (*values, properties.get("unit"), properties.get("comparator"))
        spans = [
            (e["start"], e["end"])
            for e in gold
            if e["start"] < properties["end"] and properties["start"] < e["end"] and _target_key(e) == key
        ]
        span = spans[0] if spans else (properties["start"], properties["end"])
        aligned.append(((*span, *key), (*span, *key, properties.get("indicator"))))
    yield (
        "targets value unit comparator",
        *_split(gold, lambda e: (e["start"], e["end"], *_target_key(e))),
        [a[0] for a in aligned],
    )
    yield (
        "targets with indicator",
        *_split(gold, lambda e: (e["start"], e["end"], *_target_key(e), e["indicator"])),
        [a[1] for a in aligned],
    )


def _compare_relations(
    mentions: list[dict[str, Any]], plan: PlanGraph
) -> Iterator[tuple[str, list[Key], list[Key], list[Key]]]:
    """A stage or role belongs to the mention inside its clause; names found at the gold's places are compared."""
    places = {
        (r.start_id, r.end_id, r.properties["start"], r.properties["end"]) for r in plan.relations("MENTIONS")
    }
    for measure, key, types in (
        ("stages", "stage", ("ADVANCES",)),
        ("roles", "role", ("INVOLVES", "ASSIGNED_TO")),
    ):
        found: set[Key] = set()
        for relation in plan.relations(*types):
            clause = (relation.properties["start"], relation.properties["end"])
            for _, end_id, start, end in places:
                if end_id == relation.end_id and clause[0] <= start and end <= clause[1]:
                    found.add((start, end, relation.properties[key]))
        gold = [entry for entry in mentions if entry.get(key)]
        yield measure, *_split(gold, lambda e, k=key: (e["start"], e["end"], e[k])), sorted(found)


def _split(entries: list[dict[str, Any]], key: Any) -> tuple[list[Key], list[Key]]:
    """Return the keys of the sure entries and of the doubtful ones."""
    sure = [key(entry) for entry in entries if entry.get("sure", True)]
    return sure, [key(entry) for entry in entries if not entry.get("sure", True)]


def _overlapping(
    mentions: list[dict[str, Any]], found: Sequence[Key]
) -> tuple[list[Key], list[Key], list[Key]]:
    """Return keys in which a found name that shares half of its union with a gold name has that name's key."""
    gold, optional = _split(mentions, lambda e: (e["start"], e["end"]))
    matched: list[Key] = []
    for start, end, _ in found:
        best = max(gold + optional, key=lambda g: _iou(g, (start, end)), default=None)
        matched.append(best if best and _iou(best, (start, end)) >= 0.5 else (start, end))
    return gold, optional, matched


def _iou(one: Key, other: Key) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return float(max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0])))


def _target_key(entry: dict[str, Any]) -> Key:
    return (entry["value"], entry["value_max"], entry["unit"], entry["comparator"])


def _rows(path: Path) -> list[str]:
    """Return a table's rows without its header and comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "file\t"))]


def _check_digest(text: str, digest: str, name: str) -> None:
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
        raise InputError(f"{name}: is not the text that was annotated (its digest differs)", "corrupt")
