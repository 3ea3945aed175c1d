"""Teaches one tagger what several together say of unlabelled plans, with gold between (Hinton et al. 2015).

    python training/distil.py --start tagger.pt --units WORK/units --soft WORK/soft --out student.pt

The loss on plans is the Kullback-Leibler divergence between the two CRFs' distributions over whole sequences of tags
(Wang et al. 2020, doi:10.18653/v1/2020.acl-main.304). Both have the teachers' mean transitions, which stay as they
are; so it needs no more than the teacher's marginals and two partition sums.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gold
import numpy as np
import torch
from finetune import CRF_RATE, Average, batches, descend, evaluate, groups, tensors
from model import BOS, EOS, PAD, TAGS, UNKNOWN, Crf, Encoder, Tagger, Vocabulary, rounded
from torch import Tensor

SHARE, BATCH, GOLD_EVERY, AVERAGE, SEED, REPORT = 0.35, 8, 6, 0.99, 5, 60
"""SHARE: of finetune.py's rates; a model that is nearly there needs small steps."""


def soft_batches(
    units: Path, soft: Path, words: Vocabulary, rng: np.random.Generator
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Ids (B, T + 2), the teachers' scores (B, T, N) and mask (B, T), from the shards that have scores, over and over."""
    lookup = words.table()
    while True:
        for path in sorted(soft.glob("soft-????.npy")):
            shard = np.load(units / path.name.replace("soft", "units").replace(".npy", ".npz"))
            scores, ids, ends = np.load(path), lookup[shard["codes"]], shard["ends"].tolist()
            # Sorted by length: neighbours need little padding.
            spans = list(zip([0, *ends], ends, strict=False))
            for i in rng.permutation((len(spans) + BATCH - 1) // BATCH):
                some = spans[i * BATCH : (i + 1) * BATCH]
                longest = rounded(max(end - start for start, end in some))
                text = np.full((len(some), longest + 2), PAD, dtype=np.int64)
                taught = np.zeros((len(some), longest, len(TAGS)), dtype=np.float32)
                mask = np.zeros((len(some), longest), dtype=bool)
                for row, (start, end) in enumerate(some):
                    size = end - start
                    hidden = rng.random(size) < 0.02
                    text[row, : size + 2] = [BOS, *np.where(hidden, UNKNOWN, ids[start:end]), EOS]
                    taught[row, :size], mask[row, :size] = scores[start:end], True
                yield torch.from_numpy(text), torch.from_numpy(taught), torch.from_numpy(mask)


def divergence(crf: Crf, taught: Tensor, learnt: Tensor, mask: Tensor) -> Tensor:
    """KL(teacher || student) of each window, (B,), from scores (B, T, N); the transitions are the same and cancel."""
    allowed = mask[..., None].expand(taught.shape).clone()
    allowed[..., 0] = True
    taught = taught.clone().requires_grad_(True)
    mass = crf.log_mass(taught, allowed, mask)
    (marginals,) = torch.autograd.grad(mass.sum(), taught)
    gap = ((taught.detach() - learnt) * marginals * mask[..., None]).sum((1, 2))
    return gap + crf.log_mass(learnt, allowed, mask) - mass.detach()


def main() -> None:
    """Train and write `{tagger, characters}`: the averaged weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    gold.add_sources(parser)
    parser.add_argument("--names", type=Path, required=True, help="what harvest.py wrote")
    parser.add_argument("--start", type=Path, required=True, help="the tagger that goes on learning")
    parser.add_argument("--units", type=Path, required=True)
    parser.add_argument("--soft", type=Path, required=True, help="what teach.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--characters", type=int, default=1_500_000, help="of plans; the rate is then at zero"
    )
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    train, dev = gold.train_and_dev(options)
    names, more = gold.names_of(train), json.loads(options.names.read_text(encoding="utf-8"))
    saved = torch.load(options.start, weights_only=True)
    words = Vocabulary(saved["characters"])
    tagger = Tagger(Encoder(len(words)))
    tagger.load_state_dict(saved["tagger"])
    with np.load(options.soft / "crf.npz") as means, torch.no_grad():
        for name in means:
            mean = torch.from_numpy(means[name])
            # What is barred is barred by the CRF itself.
            getattr(tagger.crf, name).copy_(mean.masked_fill(mean < -5e3, 0.0))
    tagger.crf.requires_grad_(False)
    optimizer = torch.optim.AdamW([group for group in groups(tagger) if group["base"] != CRF_RATE])

    def gold_batches() -> Iterator[list[gold.Window]]:
        while True:
            yield from batches(gold.lessons(train, names, more, rng), rng)

    plans = soft_batches(options.units, options.soft, words, np.random.default_rng(SEED))
    annotated = gold_batches()
    average = Average(tagger, AVERAGE)
    step, seen, sums, begun = 0, 0, [0.0, 0.0], time.monotonic()
    tagger.train()
    while seen < options.characters:
        is_gold = step % GOLD_EVERY == GOLD_EVERY - 1
        # Plans are not seen often enough to be learnt by heart.
        tagger.encoder.set_dropout(0.1 if is_gold else 0.0)
        if is_gold:
            ids, allowed, mask, earlier = tensors(next(annotated), words, rng, 0.05)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = tagger.emissions(ids, earlier)
            loss = tagger.crf.loss(scores, allowed, mask).mean() / 10
        else:
            ids, taught, mask = next(plans)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = tagger.emissions(ids)
            loss = divergence(tagger.crf, taught, scores, mask).mean() / 10
            seen += int(mask.sum())
        factor = min(1.0, (step + 1) / 40) * max(0.0, 1 - seen / options.characters)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * SHARE * factor
        descend(loss, tagger, optimizer)
        step += 1
        sums[is_gold] += loss.item()
        average.add(tagger, step)
        if step % REPORT == 0:
            lessons = REPORT // GOLD_EVERY
            line = f"{(time.monotonic() - begun) / 60:.1f} min step {step} {seen} characters "
            print(f"{line}plans {sums[0] / (REPORT - lessons):.3f} gold {sums[1] / lessons:.3f}", flush=True)
            sums = [0.0, 0.0]
    tagger.load_state_dict(average.values, strict=False)
    torch.save({"tagger": tagger.state_dict(), "characters": words.characters}, options.out)
    print("dev", json.dumps(evaluate(tagger, words, dev)))


if __name__ == "__main__":
    main()
