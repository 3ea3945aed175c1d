"""The annotated passages, and the windows that the tagger learns from."""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from corpus import read_text
from model import LABELS, TAGS
from places import ANNOTATIONS, FOLDERS, part_of
from runtime import recognizer

Span = tuple[int, int, str]


@dataclass
class Passage:
    """A range of a document that is annotated completely; offsets count from the passage's start."""

    file: str
    text: str  # as the model sees it
    mentions: list[Span]
    doubtful: set[Span]
    earlier: bool
    optional: set[Span] = field(default_factory=set)  # the doubtful that are learnt as a name or as none


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Where what is learnt from lies beside `ANNOTATIONS`: the earlier gold, and the texts."""
    parser.add_argument("--earlier", type=Path, default=Path("../shared/annotations/earlier"))
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))


def train_and_dev(options: argparse.Namespace) -> tuple[list[Passage], list[Passage]]:
    """What is learnt from and what is measured on, by place; `options` as of `add_sources`."""
    passages = read(options.corpus, options.earlier)
    train = [p for p in passages if part_of(p.file) == "train"]
    return train, [p for p in passages if part_of(p.file) == "dev" and not p.earlier]


def read(corpus: Path, earlier: Path | None) -> list[Passage]:
    """Every annotated range; of overlapping mentions the longer one stays.

    What the readers of all but the first folder doubted may be learnt as a name or as none: they doubted freely.
    """
    found: list[Passage] = []
    for folder in (ANNOTATIONS / name for name in FOLDERS):
        for line in (folder / "ranges.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            file, _, start, end = line.split("\t")[:4]
            path = folder / (file.rsplit(".", 1)[0].replace("/", "--") + ".jsonl")
            rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row]
            names = [row for row in rows if row["type"] == "mention"]
            found.append(passage(corpus, file, int(start), int(end), names, False))
            if folder.name != FOLDERS[0]:
                found[-1].optional = found[-1].doubtful
    if earlier is not None and earlier.exists():
        by_file = defaultdict(list)
        for name in ("sample.jsonl", "train.jsonl"):
            for row in (earlier / name).read_text(encoding="utf-8").splitlines():
                by_file[json.loads(row)["file"]].append(json.loads(row))
        for line in (earlier / "ranges.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            file, start, end = line.split("\t")[:3]
            found.append(passage(corpus, file, int(start), int(end), by_file[file], True))
    return found


def passage(corpus: Path, file: str, start: int, end: int, rows: list[dict], earlier: bool) -> Passage:
    text = read_text(corpus / file)
    inside = [r for r in rows if start <= r["start"] and r["end"] <= end and r["label"] in LABELS]
    inside.sort(key=lambda r: (r["start"] - r["end"], r["start"]))
    taken: list[Span] = []
    doubtful: set[Span] = set()
    for row in inside:
        span = (row["start"] - start, row["end"] - start, row["label"])
        if earlier:
            span = ruled(span, text[row["start"] : row["end"]])
        if all(span[1] <= other[0] or other[1] <= span[0] for other in taken):
            taken.append(span)
            if row.get("sure") is False:
                doubtful.add(span)
    return Passage(file, recognizer.view(text[start:end]), sorted(taken), doubtful, earlier)


def ruled(span: Span, name: str) -> Span:
    """A mention by the later rulings of ANNOTATION.md, those that a script can apply safely."""
    start, end, label = span
    for mark in ("新一轮", "全省"):
        if name.startswith(mark) and len(name) > len(mark) + 3 and label != "Event":
            start += len(mark)
    if name.endswith("长制"):
        label = "Initiative"
    elif name.endswith("班列"):
        label = "Platform"
    return start, end, label


@dataclass
class Window:
    """Text with its mentions, each with whether it may be none; `earlier` as in Passage."""

    text: str
    mentions: list[tuple[int, int, str, bool]]
    earlier: bool


def cut(passage: Passage, rng: random.Random) -> list[Window]:
    """Windows of whole sentences, cut differently each time; mentions that a border crosses are lost with it."""
    limit = rng.randint(160, recognizer.WINDOW)
    text = passage.text
    if rng.random() < 0.4:
        spans = list(recognizer.windows(text, limit))
    else:
        spans, start, most = [], 0, rng.randint(20, limit)
        for first, last in recognizer._pieces(text, limit):
            if last - start > most and first > start:
                spans.append((start, first))
                start, most = first, limit
        spans.append((start, len(text)))
    return [
        Window(
            text[a:b],
            [
                (s - a, e - a, label, (s, e, label) in passage.optional)
                for s, e, label in passage.mentions
                if a <= s and e <= b
            ],
            passage.earlier,
        )
        for a, b in spans
        if b > a
    ]


def swap(
    window: Window, names: dict[str, list[str]], more: dict[str, list[str]], rng: random.Random
) -> Window:
    """The window with a fifth of its names replaced by others of their label, some from `more` where it has any."""
    parts: list[str] = []
    mentions: list[tuple[int, int, str, bool]] = []
    at = length = 0
    for start, end, label, optional in window.mentions:
        parts.append(window.text[at:start])
        length += start - at
        name = window.text[start:end]
        if not optional and rng.random() < 0.2:
            other = more.get(label) if rng.random() < 0.35 else None
            name = rng.choice(other or names[label])
        parts.append(name)
        mentions.append((length, length + len(name), label, optional))
        length += len(name)
        at = end
    parts.append(window.text[at:])
    text = "".join(parts)
    return window if len(text) > recognizer.WINDOW else Window(text, mentions, window.earlier)


def break_lines(window: Window, width: int) -> Window:
    """The window as a file with hard line ends every `width` characters would have it."""

    def moved(offset: int) -> int:
        return offset + max(0, offset - 1) // width

    text = "\n".join(window.text[i : i + width] for i in range(0, len(window.text), width))
    if len(text) > recognizer.WINDOW:
        return window
    mentions = [(moved(s + 1) - 1, moved(e), label, optional) for s, e, label, optional in window.mentions]
    return Window(text, mentions, window.earlier)


def names_of(passages: list[Passage]) -> dict[str, list[str]]:
    """The names of each label that `swap` may put into a window."""
    found: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        for start, end, label in passage.mentions:
            unclear = passage.earlier and label in ("Project", "Facility")
            if not unclear and (start, end, label) not in passage.optional:
                found[label].append(passage.text[start:end])
    return found


def lessons(
    passages: list[Passage], names: dict[str, list[str]], more: dict[str, list[str]], rng: random.Random
) -> list[Window]:
    """The windows of one epoch, half of them with other names, some with hard line ends."""
    found = [window for passage in passages for window in cut(passage, rng)]
    found = [swap(window, names, more, rng) if rng.random() < 0.5 else window for window in found]
    return [break_lines(window, rng.randint(20, 45)) if rng.random() < 0.08 else window for window in found]


TAG_IDS = {tag: number for number, tag in enumerate(TAGS)}


def tags(window: Window) -> list[int]:
    """One BIOES tag a character."""
    found = [0] * len(window.text)
    for start, end, label, _ in window.mentions:
        if end - start == 1:
            found[start] = TAG_IDS[f"S-{label}"]
            continue
        found[start] = TAG_IDS[f"B-{label}"]
        found[end - 1] = TAG_IDS[f"E-{label}"]
        for at in range(start + 1, end - 1):
            found[at] = TAG_IDS[f"I-{label}"]
    return found
