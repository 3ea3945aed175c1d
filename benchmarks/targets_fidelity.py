"""How right and how fast the target extractor alone is, on the annotated passages, by part of the split.

    python benchmarks/targets_fidelity.py ../shared/corpus

A passage is read on its own (no title, no headings, no recogniser). A target is right when value, unit and comparator
agree and its span overlaps the gold's; doubtful gold targets are neither missed nor spurious.
"""

import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph_builder.extraction.spans import TargetSpan
from graph_builder.extraction.targets import find_targets

ANNOTATIONS = Path(__file__).resolve().parent.parent / "data" / "annotations"


@dataclass
class Tally:
    """Counts of one part of the split."""

    right: int = 0
    words: int = 0
    spurious: int = 0
    missed: int = 0
    characters: int = 0
    seconds: float = 0.0

    def line(self, part: str) -> str:
        """The counts as one line."""
        wrong = self.spurious + self.missed
        f1 = 2 * self.right / max(1, 2 * self.right + wrong)
        words = 2 * self.words / max(1, 2 * self.right + wrong)
        precision, recall = (
            self.right / max(1, self.right + self.spurious),
            self.right / max(1, self.right + self.missed),
        )
        speed = self.characters / max(self.seconds, 1e-9)
        return (
            f"{part:8}{self.right:6}{self.spurious:6}{self.missed:6}   P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
            f"   with indicator {words:.3f}   {speed:,.0f} characters/s"
        )


def key(value: Any, value_max: Any, unit: Any, comparator: Any) -> tuple[Any, ...]:
    """What must agree; numbers as exact decimals."""
    low, high = (None if number is None else Decimal(str(number)) for number in (value, value_max))
    return low, high, unit, "range" if high is not None else comparator


def compare(gold: list[dict[str, Any]], found: list[TargetSpan], tally: Tally) -> None:
    """Match found targets to gold ones, each once."""
    left = list(found)
    for entry in gold:
        wanted = key(entry["value"], entry["value_max"], entry["unit"], entry["comparator"])
        hit = next(
            (
                target
                for target in left
                if key(target.value, target.value_max, target.unit, target.comparator) == wanted
                and target.start < entry["end"]
                and entry["start"] < target.end
            ),
            None,
        )
        sure = entry.get("sure", True)
        if hit is not None:
            left.remove(hit)
            tally.right += sure
            tally.words += sure and hit.indicator == entry["indicator"]
        elif sure:
            tally.missed += 1
    doubtful = [entry for entry in gold if not entry.get("sure", True)]
    tally.spurious += sum(
        not any(target.start < entry["end"] and entry["start"] < target.end for entry in doubtful)
        for target in left
    )


def main() -> None:
    """Print a line a part."""
    corpus = Path(sys.argv[1])
    parts = dict(
        line.split("\t")
        for line in (ANNOTATIONS / "split.tsv").read_text(encoding="utf-8").split("\n")[1:]
        if line
    )
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for folder in sorted(ANNOTATIONS.glob("corpus*")):
        for row in (folder / "ranges.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            file, _, first, last, *_ = row.split("\t")
            start, end = int(first), int(last)
            lines = (folder / f"{file.removesuffix('.txt').replace('/', '--')}.jsonl").read_text(
                encoding="utf-8"
            )
            entries = [entry for entry in map(json.loads, lines.splitlines()) if entry["type"] == "target"]
            gold = [
                {**entry, "start": entry["start"] - start, "end": entry["end"] - start}
                for entry in entries
                if start <= entry["start"] and entry["end"] <= end
            ]
            passage = (corpus / file).read_text(encoding="utf-8")[start:end]
            tally = tallies[parts.get(file, "train")]
            begun = time.process_time()
            found = find_targets(passage)
            tally.seconds += time.process_time() - begun
            tally.characters += len(passage)
            compare(gold, found, tally)
    print("part     right  spur  miss")
    for part, tally in sorted(tallies.items()):
        print(tally.line(part))


if __name__ == "__main__":
    main()
