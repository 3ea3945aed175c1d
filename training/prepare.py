"""Unlabelled plans with the tags of two teachers: what the encoder is adapted on.

    python training/prepare.py --out WORK [--corpus ../shared/corpus] [--workers 2] [--laws 600000]

Writes `WORK/units-*.npz`, each with `codes` (the characters as the model sees them), `lac` and `envpos` (tag indexes),
and `ends` (where each window ends), in a fixed order whatever the number of workers.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
from pathlib import Path

import numpy as np
from corpus import bulk_documents, named_documents
from runtime import recognizer

SEED = 7
SHARD = 150_000  # characters
SHARDS = 54  # 8.1 million characters: all plans and reports, nearly all policy texts


def chinese_share(text: str) -> float:
    """The share of Chinese characters: code, tables of figures and web page frames have little of it."""
    return sum("\u4e00" <= c <= "\u9fff" for c in text) / max(1, len(text))


def collect(corpus: Path, laws: int) -> list[str]:
    """Windows of text to adapt on: plans and reports first, then policy texts, then some laws; no line twice."""
    rng = random.Random(SEED)
    plans = [text for file, text in named_documents(corpus) if not file.startswith("national/19")]
    plans += [text for _, text in bulk_documents(corpus, "reports")]
    policy = [text for _, text in bulk_documents(corpus, "policy")]
    statutes = [text for _, text in bulk_documents(corpus, "laws-and-local-regulations")]
    rng.shuffle(statutes)
    seen: set[int] = set()
    result: list[str] = []
    for texts, most in ((plans, None), (policy, None), (statutes, laws)):
        found: list[str] = []
        total = 0
        for text in texts:
            lines = []
            for line in recognizer.view(text).split("\n"):
                key = hash(line)
                if len(line) >= 24 and key in seen:
                    continue
                seen.add(key)
                lines.append(line)
            kept = "\n".join(lines)
            for start, end in recognizer.windows(kept):
                window = kept[start:end]
                if end - start >= 40 and chinese_share(window) >= 0.65:
                    found.append(window)
                    total += end - start
            if most is not None and total >= most:
                break
        rng.shuffle(found)
        print(len(found), "windows,", total, "characters", flush=True)
        result += found
    return result


def shards(units: list[str]) -> list[list[str]]:
    """Runs of windows of about SHARD characters."""
    found: list[list[str]] = [[]]
    size = 0
    for unit in units:
        if size >= SHARD:
            found.append([])
            size = 0
        found[-1].append(unit)
        size += len(unit)
    return found


def work(task: tuple[int, int, list[list[str]], Path]) -> None:
    """Tag every `step`-th shard from `first`."""
    import torch
    from envpos_teacher import EnvPos
    from lac import Lac

    first, step, parts, out = task
    torch.set_num_threads(1)
    lac, envpos = Lac(), EnvPos()
    for number in range(first, len(parts), step):
        path = out / f"units-{number:04d}.npz"
        if path.exists():
            continue
        units = sorted(parts[number], key=len)
        tags: list[np.ndarray] = []
        for at in range(0, len(units), 64):
            tags += [tag.numpy().astype(np.uint8) for tag in envpos.tag(units[at : at + 64])]
        part = {
            "codes": np.array([ord(c) for unit in units for c in unit], dtype=np.uint32),
            "lac": np.concatenate([lac.tag(unit) for unit in units]).astype(np.uint8),
            "envpos": np.concatenate(tags),
            "ends": np.cumsum([len(unit) for unit in units]).astype(np.int64),
        }
        partial = path.with_suffix(".tmp.npz")
        np.savez_compressed(partial, **part)
        partial.rename(path)
        print(path.name, flush=True)


def main() -> None:
    """Collect, then tag in parallel."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--laws", type=int, default=600_000)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    parts = shards(collect(options.corpus, options.laws))[:SHARDS]
    step = options.workers
    with multiprocessing.get_context("spawn").Pool(step) as pool:
        pool.map(work, [(first, step, parts, options.out) for first in range(step)])


if __name__ == "__main__":
    main()
