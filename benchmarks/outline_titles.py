"""How well the titles of sections and tasks agree with those that readers marked, exact in both ends.

    .venv/bin/python benchmarks/outline_titles.py ../shared/annotations ../shared/corpus

Readers marked titles only, so the second line leaves out what the outline itself calls untitled: tasks named after their
first clause (it warns of them), and preamble, headline and review where no heading says so.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from graph_builder.documents import read
from graph_builder.documents.document import Document, OutlineItem
from graph_builder.documents.titles import task_title

Titles = set[tuple[int, int]]


def is_untitled(document: Document, item: OutlineItem) -> bool:
    """Tell whether the outline named the item without a title to go by."""
    if item.kind == "Task":
        return not task_title(document.text, item.start, item.end)[1]
    return item.part not in (None, "glossary") and not item.mark


def scores(gold: int, found: int, right: int) -> str:
    """Return precision, recall and F1 as a line."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * right / max(gold + found, 1)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  (gold {gold}, found {found}, right {right})"


def main(annotations: Path, corpus: Path) -> None:
    """Print the scores over all annotated ranges."""
    ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with (annotations / "ranges.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            ranges[row["file"]].append((int(row["start"]), int(row["end"])))
    counts = {"all": [0, 0, 0], "titled": [0, 0, 0]}
    for name, spans in ranges.items():
        document = read(corpus / name)
        lines = (annotations / name.replace("/", "--").replace(".txt", ".jsonl")).read_text(encoding="utf-8")
        records = [json.loads(line) for line in lines.splitlines()]
        gold: Titles = {(r["start"], r["end"]) for r in records if r["type"] in ("task", "section")}
        items = [
            item
            for item in document.outline.items
            if item.kind != "Action"
            and any(start <= item.start and item.title_end <= end for start, end in spans)
        ]
        titled = [item for item in items if not is_untitled(document, item)]
        for key, chosen in (("all", items), ("titled", titled)):
            found: Titles = {(item.start, item.title_end) for item in chosen}
            counts[key] = [
                a + b for a, b in zip(counts[key], (len(gold), len(found), len(gold & found)), strict=True)
            ]
    for key, (gold_count, found_count, right) in counts.items():
        print(f"{key:7} {scores(gold_count, found_count, right)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
