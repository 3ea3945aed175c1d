"""Adapts the encoder to plans: two teachers' tags and masked characters, all three at once.

    python training/adapt.py --units WORK --e5 FOLDER/e5-small-q4.bin --out adapted.pt --minutes 35

The rate falls linearly to zero at the end of `--characters` (or of the minutes, whichever is first). Starting again
from a checkpoint is not needed; a snapshot is written every five minutes.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from model import BOS, EOS, MASK, PAD, UNKNOWN, Vocabulary, from_e5, rounded
from torch import nn
from torch.nn import functional
from weights import load

SEED = 11
LAC_TAGS, ENVPOS_TAGS = 57, 169
RATE, HEAD_RATE, BATCH, MASKED = 2e-4, 1e-3, 12, 0.12


def vocabulary(folder: Path, e5_pieces: dict[str, int]) -> Vocabulary:
    """Characters that the units hold: often enough, or seldom but known to e5."""
    counts: Counter[int] = Counter()
    for path in sorted(folder.glob("units-*.npz")):
        codes, times = np.unique(np.load(path)["codes"], return_counts=True)
        counts.update(dict(zip(codes.tolist(), times.tolist(), strict=True)))
    chosen = [chr(c) for c, n in counts.items() if n >= 20 or (n >= 3 and chr(c) in e5_pieces)]
    return Vocabulary(sorted({*chosen, "\n", " "}))


def main() -> None:
    """Train and write `{encoder, characters}`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=35.0)
    parser.add_argument("--characters", type=float, default=1e9, help="the rate is zero after so many")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    e5 = load(options.e5)
    words = vocabulary(options.units, e5.pieces)
    encoder = from_e5(e5, words)
    encoder.set_dropout(0.0)  # no text is seen often enough to be learnt by heart
    hidden = e5.hidden
    lac_head, env_head = nn.Linear(hidden, LAC_TAGS), nn.Linear(hidden, ENVPOS_TAGS)
    guess = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.LayerNorm(hidden))
    guess_bias = nn.Parameter(torch.zeros(len(words)))
    heads = [*lac_head.parameters(), *env_head.parameters(), *guess.parameters(), guess_bias]
    groups = [{"params": list(encoder.parameters()), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    for group in groups:
        group["base"] = group["lr"]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    lookup = words.table()

    def batches():
        """Batches of windows of like length, from the shards that exist, over and over."""
        while True:
            paths = sorted(options.units.glob("units-????.npz"))
            for path in (paths[i] for i in rng.permutation(len(paths))):
                shard = np.load(path)
                codes, lac, env, ends = (shard[k] for k in ("codes", "lac", "envpos", "ends"))
                starts = np.concatenate([[0], ends[:-1]])
                # the windows lie sorted by length: neighbours make batches with little padding
                for i in rng.permutation((len(ends) + BATCH - 1) // BATCH):
                    yield [
                        (lookup[codes[a:b]], lac[a:b].astype(np.int64), env[a:b].astype(np.int64))
                        for a, b in zip(
                            starts[i * BATCH : (i + 1) * BATCH],
                            ends[i * BATCH : (i + 1) * BATCH],
                            strict=True,
                        )
                    ]

    begun, seen, sums, saved = time.monotonic(), 0, np.zeros(3), 0.0
    encoder.train()

    def save() -> None:
        facts = {"characters": seen, "seed": SEED, "shards": len(list(options.units.glob("units-????.npz")))}
        torch.save(
            {"encoder": encoder.state_dict(), "characters": words.characters, "facts": facts}, options.out
        )

    for step, batch in enumerate(batches(), start=1):
        passed = time.monotonic() - begun
        progress = max(passed / 60 / options.minutes, seen / options.characters)
        if progress >= 1:
            break
        factor = min(1.0, step / 200) * (1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
        longest = rounded(max(len(ids) for ids, _, _ in batch))
        ids = np.full((len(batch), longest + 2), PAD, dtype=np.int64)
        lac = np.full((len(batch), longest), -100, dtype=np.int64)
        env = lac.copy()
        for row, (one, lac_tags, env_tags) in enumerate(batch):
            ids[row, 0], ids[row, 1 : len(one) + 1], ids[row, len(one) + 1] = BOS, one, EOS
            lac[row, : len(one)], env[row, : len(one)] = lac_tags, env_tags
        inner = ids[:, 1:-1]
        chosen = (rng.random(inner.shape) < MASKED) & (lac >= 0) & (inner != UNKNOWN)
        answers = torch.from_numpy(inner[chosen])
        dice = rng.random(inner.shape)
        random_ids = rng.integers(5, len(words), inner.shape)
        hidden_ids = np.where(chosen & (dice < 0.8), MASK, np.where(chosen & (dice > 0.9), random_ids, inner))
        ids = np.concatenate([ids[:, :1], hidden_ids, ids[:, -1:]], axis=1)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = encoder(torch.from_numpy(ids))[:, 1:-1]
            lac_loss = functional.cross_entropy(
                lac_head(x).flatten(0, 1).float(), torch.from_numpy(lac).flatten()
            )
            env_loss = functional.cross_entropy(
                env_head(x).flatten(0, 1).float(), torch.from_numpy(env).flatten()
            )
            guessed = functional.linear(guess(x[torch.from_numpy(chosen)]), encoder.word.weight, guess_bias)
            masked_loss = functional.cross_entropy(guessed.float(), answers)
            loss = lac_loss + env_loss + 0.5 * masked_loss
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
        optimizer.step()
        seen += int((lac >= 0).sum())
        sums += [lac_loss.item(), env_loss.item(), masked_loss.item()]
        if step % 50 == 0:
            lac_mean, env_mean, masked_mean = sums / 50
            sums[:] = 0
            print(
                f"{passed / 60:5.1f} min {seen / 1e6:6.2f} M lac {lac_mean:.3f} envpos {env_mean:.3f} "
                f"masked {masked_mean:.3f} {seen / (time.monotonic() - begun):.0f}/s",
                flush=True,
            )
        if passed - saved > 300:
            saved = passed
            save()
    save()


if __name__ == "__main__":
    main()
