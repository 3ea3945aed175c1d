"""Writes what several taggers together make of unlabelled plans: the mean of their scores, for a student to learn.

    python training/teach.py --units WORK/units --teachers FOLDER FOLDER FOLDER --shards 0 1 2 --out WORK/soft

`soft-NNNN.npy` holds the scores of a shard, (characters, tags) in half precision; `crf.npz` the mean of the CRFs.
The teachers are exported models: at 8 bits they are four times as fast as in training.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from runtime import recognizer


def main() -> None:
    """Read the shards of these numbers, each window on its own; a shard that is there is not read again."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=Path, required=True)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--shards", type=int, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    teachers = [recognizer.Recognizer(folder) for folder in options.teachers]
    crfs = [np.load(folder / "crf.npz") for folder in options.teachers]
    np.savez(options.out / "crf.npz", **{name: np.mean([crf[name] for crf in crfs], 0) for name in crfs[0]})
    for teacher in teachers:
        teacher.bias = 0.0  # the bias belongs to decoding
    for number in options.shards:
        path = options.out / f"soft-{number:04d}.npy"
        if path.exists():
            continue
        shard = np.load(options.units / f"units-{number:04d}.npz")
        text, ends = "".join(map(chr, shard["codes"].tolist())), shard["ends"].tolist()
        windows = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        scores = [np.mean([teacher._emissions(w) for teacher in teachers], 0) for w in windows]
        partial = path.with_suffix(".tmp.npy")
        np.save(partial, np.concatenate(scores).astype(np.float16))
        partial.rename(path)
        print(path.name, flush=True)


if __name__ == "__main__":
    main()
