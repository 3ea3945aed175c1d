"""Fine-tunes the adapted encoder on the annotated passages and keeps the averaged weights.

    python training/finetune.py --encoder adapted.pt --out tagger.pt [--epochs 18] [--seed 1]

Nothing of the dev and test places is learnt from; the dev places choose nothing but are printed as it goes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import gold
import torch
from decode import find
from model import BOS, EOS, PAD, TAGS, UNKNOWN, Encoder, Tagger, Vocabulary, rounded
from scores import score
from torch import Tensor, nn

RATE, DECAY, HEAD_RATE, CRF_RATE, BATCH = 1.5e-4, 0.9, 2e-3, 1e-2, 8
AVERAGE = 0.995


def groups(tagger: Tagger) -> list[dict]:
    """Parameters with their rates: the deeper below the head, the slower."""
    layers = len(tagger.encoder.layers)
    found: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, parameter in tagger.named_parameters():
        if name.startswith("crf."):
            rate = CRF_RATE
        elif not name.startswith("encoder."):
            rate = HEAD_RATE
        elif ".layers." in name:
            rate = RATE * DECAY ** (layers - 1 - int(name.split(".")[2]))
        else:
            rate = RATE * DECAY**layers
        found[rate].append(parameter)
    return [
        {"params": p, "lr": rate, "base": rate, "weight_decay": 0.0 if rate == CRF_RATE else 0.01}
        for rate, p in found.items()
    ]


def batches(windows: list[gold.Window], rng: random.Random) -> list[list[gold.Window]]:
    """Windows of like length together, the batches in random order."""
    rng.shuffle(windows)
    pools = [
        sorted(windows[i : i + 50 * BATCH], key=lambda w: len(w.text))
        for i in range(0, len(windows), 50 * BATCH)
    ]
    found = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    rng.shuffle(found)
    return found


def tensors(
    batch: list[gold.Window], words: Vocabulary, rng: random.Random, unknown: float
) -> tuple[Tensor, ...]:
    """ids (B, T + 2), allowed tags (B, T, N), mask (B, T), earlier (B,)."""
    longest = rounded(max(len(w.text) for w in batch))
    ids = torch.full((len(batch), longest + 2), PAD)
    allowed = torch.zeros(len(batch), longest, len(TAGS), dtype=torch.bool)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    pair = {
        k: v
        for a, b in (("Project", "Facility"), ("Facility", "Project"))
        for k, v in ((gold.TAG_IDS[f"{m}-{a}"], gold.TAG_IDS[f"{m}-{b}"]) for m in "BIES")
    }
    for row, window in enumerate(batch):
        size = len(window.text)
        encoded = torch.tensor(words.encode(window.text))
        if unknown:
            encoded[torch.tensor([rng.random() < unknown for _ in range(size)])] = UNKNOWN
        ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = BOS, encoded, EOS
        mask[row, :size] = True
        allowed[row, size:, 0] = True
        for at, tag in enumerate(gold.tags(window)):
            allowed[row, at, tag] = True
            if window.earlier and tag in pair:
                allowed[row, at, pair[tag]] = True
        for start, end, _, optional in window.mentions:
            if optional:  # all of it a name, or none of it: what else these tags allow, the CRF bars
                allowed[row, start:end, 0] = True
    return ids, allowed, mask, torch.tensor([float(w.earlier) for w in batch])


def descend(loss: Tensor, tagger: Tagger, optimizer: torch.optim.Optimizer) -> None:
    """One step down the slope, no longer than gradients of norm 1 allow."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimizer.step()


class Average:
    """The moving average of a tagger's weights, as `values`; `most` is what it keeps of itself in the long run."""

    def __init__(self, tagger: Tagger, most: float) -> None:
        self.most = most
        weights = tagger.state_dict().items()
        self.values = {k: v.detach().clone() for k, v in weights if v.dtype.is_floating_point}

    def add(self, tagger: Tagger, step: int) -> None:
        """Take in the weights after `step` steps (from 1)."""
        keep = min(self.most, (1 + step) / (10 + step))
        for name, value in tagger.state_dict().items():
            if name in self.values:
                self.values[name].lerp_(value, 1 - keep)


def evaluate(tagger: Tagger, words: Vocabulary, passages: list[gold.Passage], bias: float = 0.25) -> dict:
    """Scores over passages, each read on its own."""
    tagger.eval()
    pairs = []
    for passage in passages:
        found = [(s, e, label) for s, e, label in find(tagger, words, passage.text, bias)]
        pairs.append((passage.mentions, found, passage.doubtful))
    return score(pairs)


def main() -> None:
    """Train and write `{tagger, characters, scores}`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    gold.add_sources(parser)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", type=Path, help="what harvest.py wrote: more names to swap in")
    parser.add_argument("--epochs", type=int, default=18)
    parser.add_argument("--minutes", type=float, default=1e6, help="end after so long, the rate then at zero")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    train, dev = gold.train_and_dev(options)
    names = gold.names_of(train)
    more = json.loads(options.names.read_text(encoding="utf-8")) if options.names else {}
    saved = torch.load(options.encoder, weights_only=True)
    words = Vocabulary(saved["characters"])
    encoder = Encoder(len(words))
    encoder.load_state_dict(saved["encoder"])
    tagger = Tagger(encoder)
    optimizer = torch.optim.AdamW(groups(tagger))
    size = sum(len(p.text) for p in train)
    once = [window for passage in train for window in gold.cut(passage, random.Random(0))]
    total = int(len(batches(once, random.Random(0))) * options.epochs * 1.02)
    facts = {
        "passages": len(train),
        "characters": size,
        "mentions": sum(len(p.mentions) for p in train),
        "steps": total,
        "epochs": options.epochs,
        "seed": options.seed,
    }
    print(facts, flush=True)
    notes = {
        "training": {
            "adaptation": saved["facts"],
            "fine_tuning": facts,
            "held_out": "by place: data/annotations/split.tsv and training/places.py",
        }
    }
    options.out.with_suffix(".json").write_text(json.dumps(notes), encoding="utf-8")
    average = Average(tagger, AVERAGE)
    step, begun = 0, time.monotonic()
    for epoch in range(options.epochs):
        windows = gold.lessons(train, names, more, rng)
        losses = 0.0
        tagger.train()
        for batch in batches(windows, rng):
            ids, allowed, mask, earlier = tensors(batch, words, rng, 0.05)
            warm = 0.08 * total
            passed = (time.monotonic() - begun) / 60 / options.minutes  # 1 is the end, whatever was planned
            factor = (
                step / warm if step < warm else max(0.0, min((total - step) / (total - warm), 1 - passed))
            )
            if passed >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            with torch.autocast("cpu", dtype=torch.bfloat16):
                emissions = tagger.emissions(ids, earlier)
            loss = tagger.crf.loss(emissions, allowed, mask).mean() / 10
            descend(loss, tagger, optimizer)
            step += 1
            losses += loss.item()
            average.add(tagger, step)
        line = f"epoch {epoch + 1} {(time.monotonic() - begun) / 60:.1f} min step {step} loss {losses:.1f}"
        done = (time.monotonic() - begun) / 60 >= options.minutes
        if (epoch + 1) % 3 == 0 or epoch + 1 == options.epochs or done:
            now = {k: v.clone() for k, v in tagger.state_dict().items()}
            tagger.load_state_dict(average.values, strict=False)
            result = evaluate(tagger, words, dev)
            line += " dev " + json.dumps(result)
            torch.save(
                {"tagger": tagger.state_dict(), "characters": words.characters, "dev": result}, options.out
            )
            tagger.load_state_dict(now)
        print(line, flush=True)
        assert math.isfinite(losses)
        if done:
            break


if __name__ == "__main__":
    main()
