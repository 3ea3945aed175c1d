"""Scores the shipped recogniser on the held-out places.

python training/evaluate.py [--model data/models/recognizer] [--part dev] [--part test] [--part seed] [--errors FILE]
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import gold
from corpus import read_text
from places import part_of
from runtime import recognizer
from scores import score

SEED = "seed/wuchang-2024"
DATA = Path(__file__).resolve().parent.parent / "data"


def seed() -> gold.Passage:
    """The seed plan, whole: nothing was learnt or chosen by it."""
    rows = [
        json.loads(line)
        for line in (DATA / "annotations" / f"{SEED}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    path = DATA / f"{SEED}.txt"
    names = [row for row in rows if row["type"] == "mention"]
    passage = gold.passage(DATA, f"{SEED}.txt", 0, len(read_text(path)), names, False)
    passage.file = SEED
    return passage


def main() -> None:
    """Print one JSON object a part; the earlier annotations count apart, for they follow another ruling."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--model", type=Path, default=Path("data/models/recognizer"))
    parser.add_argument("--part", action="append", choices=("train", "dev", "test", "seed"))
    parser.add_argument("--bias", type=float)
    parser.add_argument("--errors", type=Path, help="write what was missed and what was wrong")
    options = parser.parse_args()
    reader = recognizer.Recognizer(options.model)
    if options.bias is not None:
        reader.bias = options.bias
    passages = [*gold.read(options.corpus, None), seed()]
    for part in options.part or ["dev", "test"]:
        pairs, lines, begun, size = [], [], time.process_time(), 0
        for passage in passages:
            if (part_of(passage.file) if passage.file != SEED else "seed") != part:
                continue
            size += len(passage.text)
            found = [(start, end, label) for start, end, label, _ in reader.predict(passage.text)]
            pairs.append((passage.mentions, found, passage.doubtful))
            for kind, spans in (
                ("missed", set(passage.mentions) - set(found)),
                ("wrong", set(found) - set(passage.mentions)),
            ):
                for start, end, label in sorted(spans):
                    doubt = " ?" if (start, end, label) in passage.doubtful else ""
                    around = passage.text[max(0, start - 12) : start], passage.text[end : end + 8]
                    lines.append(
                        f"{passage.file} {start:5d} {kind:6}{doubt} {label} {around[0]}[{passage.text[start:end]}]{around[1]}".replace(
                            "\n", "⏎"
                        )
                    )
        speed = size / (time.process_time() - begun)
        print(
            json.dumps(
                {"part": part, "characters_per_second": round(speed)} | score(pairs), ensure_ascii=False
            )
        )
        if options.errors:
            options.errors.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
