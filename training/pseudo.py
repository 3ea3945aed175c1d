"""Windows of unlabelled plans with the names that fine-tuned taggers find: what a student learns from besides the gold.

    python training/pseudo.py --tagger a.pt b.pt --corpus ../shared/corpus --out pseudo.json --characters 500000

The taggers' scores are averaged. A character whose tag is not sure enough is left open: the student may give it any
tag (a CRF over partly labelled text). Only plans of places that may be learnt from are read.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import gold
import numpy as np
import torch
from corpus import named_documents
from decode import emissions
from model import TAGS, Encoder, Tagger, Vocabulary
from runtime import recognizer

SEED = 5
SURE = 0.8


def load(path: Path) -> tuple[Tagger, Vocabulary]:
    """A tagger that finetune.py wrote."""
    saved = torch.load(path, weights_only=True)
    words = Vocabulary(saved["characters"])
    tagger = Tagger(Encoder(len(words)))
    tagger.load_state_dict(saved["tagger"])
    return tagger.eval(), words


def main() -> None:
    """Choose windows, tag them, write them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tagger", type=Path, nargs="+", required=True)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--characters", type=int, default=500_000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    taggers = [load(path) for path in options.tagger]
    windows: list[str] = []
    for file, text in named_documents(options.corpus):
        if file.startswith(("provinces/", "local/")):
            seen = recognizer.view(text)
            windows += [seen[a:b] for a, b in recognizer.windows(seen) if b - a >= 60]
    rng.shuffle(windows)
    total, most = 0, 0
    while most < len(windows) and total < options.characters:
        total += len(windows[most])
        most += 1
    windows = windows[:most]
    crf = taggers[0][0].crf
    reader = recognizer.Recognizer.__new__(recognizer.Recognizer)  # its decoding, without its network
    reader.tags = TAGS

    def barred(values: torch.Tensor, allowed: torch.Tensor) -> np.ndarray:
        return values.masked_fill(~allowed, -1e4).numpy().astype(np.float32)

    with torch.no_grad():
        means = [
            torch.stack([getattr(t.crf, part) for t, _ in taggers]).mean(0)
            for part in ("transitions", "first", "last")
        ]
    reader._transitions = barred(means[0], crf.follow)
    reader._first, reader._last = barred(means[1], crf.opens), barred(means[2], crf.closes)
    rows: list[dict[str, object]] = []
    for at in range(0, len(windows), 512):
        some = sorted(windows[at : at + 512], key=len)
        joined = "".join(some)
        ends = np.cumsum([len(w) for w in some]).tolist()
        spans = list(zip([0, *ends[:-1]], ends, strict=True))
        each = [emissions(tagger, words, joined, spans) for tagger, words in taggers]
        scores = [np.mean(parts, axis=0).astype(np.float32) for parts in zip(*each, strict=True)]
        for first in range(0, len(some), 32):
            part = scores[first : first + 32]
            for text, (path, sureness) in zip(some[first : first + 32], reader._decode(part), strict=True):
                mentions = [(s, e, label) for s, e, label, _ in recognizer._mentions(TAGS, path, sureness, 0)]
                unsure = set(np.flatnonzero(sureness < SURE).tolist())
                for start, end, _ in mentions:  # a name is sure as a whole, or open as a whole
                    if unsure & set(range(start, end)):
                        unsure |= set(range(start, end))
                rows.append({"text": text, "mentions": mentions, "open": sorted(unsure)})
    options.out.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    count = sum(len(row["mentions"]) for row in rows)  # type: ignore[arg-type]
    left = sum(len(row["open"]) for row in rows)  # type: ignore[arg-type]
    print(len(rows), "windows,", total, "characters,", count, "names,", left, "characters left open")


def read(path: Path) -> list[gold.Window]:
    """What `main` wrote."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [gold.Window(r["text"], [tuple(m) for m in r["mentions"]], False, tuple(r["open"])) for r in rows]


if __name__ == "__main__":
    main()
