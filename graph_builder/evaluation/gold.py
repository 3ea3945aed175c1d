"""Gold annotations: stand-off offsets and values, keyed by the text's digest, and the passages they are complete for."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_builder.documents import read_bytes
from graph_builder.errors import InputError
from graph_builder.resources import data_path


@dataclass(frozen=True)
class Passage:
    """A document's text and the gold of its stretch ``start`` to ``end`` (all when None), complete there."""

    name: str
    text: str
    gold: list[dict[str, Any]]
    start: int = 0
    end: int | None = None

    def holds(self, start: int, end: int) -> bool:
        """Tell whether the gold speaks for what stands there."""
        return self.start <= start and (self.end is None or end <= self.end)


def seed_passage() -> Passage:
    """Return the seed plan with its gold (data/annotations/seed). Raises InputError when text and gold do not agree."""
    text = read_bytes(data_path("seed/wuchang-2024.txt").read_bytes(), "wuchang-2024.txt").text
    lines = data_path("annotations/seed/wuchang-2024.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    _check_digest(text, gold[0]["text_sha256"], "wuchang-2024.txt")
    return Passage("seed/wuchang-2024", text, gold[1:])


def corpus_passages(corpus: Path, part: str | None = None, gold: str = "corpus") -> Iterator[Passage]:
    """Yield the annotated ranges of the documents below ``corpus``, all or those of one part of the split by place.

    ``gold`` names the folder below data/annotations (corpus, blind or assignments). Raises InputError when a
    document is missing or is not the text that was annotated.
    """
    folder = data_path(f"annotations/{gold}")
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
        entries = [json.loads(entry) for entry in gold_file.read_text(encoding="utf-8").splitlines()]
        inside = [_hashable(entry) for entry in entries if first <= entry["start"] and entry["end"] <= last]
        yield Passage(f"{name}:{first}-{last}", text, inside, first, last)


def _hashable(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a gold entry whose task, a title's span, can be compared as it is."""
    return entry | {"task": tuple(entry["task"])} if isinstance(entry.get("task"), list) else entry


def _rows(path: Path) -> list[str]:
    """Return a table's rows without its header and comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "file\t"))]


def _check_digest(text: str, digest: str, name: str) -> None:
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
        raise InputError(f"{name}: is not the text that was annotated (its digest differs)", "corrupt")
