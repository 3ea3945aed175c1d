"""The network: an encoder of characters that starts from multilingual-e5-small's lowest layers, and a CRF."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from runtime import recognizer
from torch import Tensor, nn
from torch.nn import functional
from weights import E5

PAD, UNKNOWN, BOS, EOS, MASK = range(5)
SPECIAL = ("<pad>", "<unk>", "<s>", "</s>", "<mask>")
LABELS: tuple[str, ...] = recognizer.LABELS
TAGS = ["O", *(f"{mark}-{label}" for label in LABELS for mark in "BIES")]
LAYERS = 6
POSITIONS = recognizer.WINDOW + 6


def rounded(length: int) -> int:
    """A window's length so that, with begin and end, it is a multiple of 16: torch compiles each new shape anew."""
    return (length + 17) // 16 * 16 - 2


class Vocabulary:
    """Characters to ids; the first five ids are special."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        self.ids = {c: number for number, c in enumerate([*SPECIAL, *characters])}

    def __len__(self) -> int:
        return len(SPECIAL) + len(self.characters)

    def encode(self, text: str) -> list[int]:
        """Ids of a text that is already a view."""
        return [self.ids.get(c, UNKNOWN) for c in text]

    def table(self) -> np.ndarray:
        """The id of every code point, (0x110000,)."""
        found = np.full(0x110000, UNKNOWN, dtype=np.int64)
        for character, number in self.ids.items():
            if len(character) == 1:
                found[ord(character)] = number
        return found

    def save(self, path: Path) -> None:
        """Write as a JSON list in the order of the ids."""
        path.write_text(json.dumps(self.characters, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read what `save` wrote."""
        return cls(json.loads(path.read_text(encoding="utf-8")))


class Layer(nn.Module):
    """One layer of BERT: attention and a feed-forward part, each with a residual and a norm after it."""

    def __init__(self, hidden: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(B, T, H) to (B, T, H); `mask` (B, 1, 1, T) is added to the attention's scores."""
        batch, length, hidden = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        rate = self.dropout if self.training else 0.0
        # spelled out: on one CPU thread twice as fast as torch's fused attention
        queries, keys, values = (part.reshape(batch * self.heads, length, -1) for part in parts)
        weights = torch.bmm(queries * (hidden // self.heads) ** -0.5, keys.transpose(1, 2))
        if mask is not None:
            weights = (weights.view(batch, self.heads, length, length) + mask).view_as(weights)
        attended = torch.bmm(weights.softmax(-1).to(values.dtype), values).view(batch, self.heads, length, -1)
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, hidden))
        x = self.norm1(x + functional.dropout(attended, rate, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, rate, self.training))


class Encoder(nn.Module):
    """Ids (B, T) to vectors (B, T, H)."""

    def __init__(
        self, size: int, hidden: int = 384, heads: int = 12, inner: int = 1536, eps: float = 1e-12,
        layers: int = LAYERS, dropout: float = 0.1,
    ) -> None:  # fmt: skip
        super().__init__()
        self.word = nn.Embedding(size, hidden)
        self.position = nn.Embedding(POSITIONS, hidden)
        self.norm = nn.LayerNorm(hidden, eps)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner, eps, dropout) for _ in range(layers))
        self.dropout = dropout

    def set_dropout(self, rate: float) -> None:
        """The rate at the embeddings and behind each part of a layer."""
        self.dropout = rate
        for layer in self.layers:
            layer.dropout = rate

    def forward(self, ids: Tensor) -> Tensor:
        """Padding (id 0) is seen by nothing."""
        x = self.norm(self.word(ids) + self.position.weight[: ids.shape[1]])
        x = functional.dropout(x, self.dropout, self.training)
        padded = ids == PAD
        mask = None
        if padded.any():
            mask = torch.zeros(
                ids.shape, dtype=torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype
            )
            mask = mask.masked_fill(padded, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def from_e5(e5: E5, vocabulary: Vocabulary) -> Encoder:
    """The encoder with e5's weights; a character e5 does not know starts as its unknown vector."""
    encoder = Encoder(len(vocabulary), e5.hidden, e5.heads, e5.inner, e5.eps)
    special = {"<pad>": e5.unknown, "<unk>": e5.unknown, "<s>": e5.bos, "</s>": e5.eos, "<mask>": e5.unknown}
    alike = {"\n": "\u2581", " ": "\u2581"}
    rows = [
        special.get(c, e5.pieces.get(alike.get(c, c), e5.unknown)) for c in [*SPECIAL, *vocabulary.characters]
    ]
    state: dict[str, Tensor] = {"word.weight": torch.from_numpy(e5.words(rows))}
    positions = torch.from_numpy(e5.vector("emb.pos", -1, e5.hidden))[:POSITIONS]
    state["position.weight"] = positions + torch.from_numpy(e5.vector("emb.type", -1, e5.hidden))[0]
    state["norm.weight"] = torch.from_numpy(e5.vector("emb.ln.w"))
    state["norm.bias"] = torch.from_numpy(e5.vector("emb.ln.b"))
    hidden, inner = e5.hidden, e5.inner
    for number in range(LAYERS):
        here, there = f"layers.{number}.", f"l{number}."
        qkv = [torch.from_numpy(e5.matrix(f"{there}{part}.w", hidden, hidden)) for part in "qkv"]
        state[here + "qkv.weight"] = torch.cat(qkv)
        state[here + "qkv.bias"] = torch.cat([torch.from_numpy(e5.vector(f"{there}{p}.b")) for p in "qkv"])
        for ours, theirs, rows_, columns in (
            ("out", "ao", hidden, hidden), ("up", "fi", inner, hidden), ("down", "fo", hidden, inner),
        ):  # fmt: skip
            state[f"{here}{ours}.weight"] = torch.from_numpy(e5.matrix(f"{there}{theirs}.w", rows_, columns))
            state[f"{here}{ours}.bias"] = torch.from_numpy(e5.vector(f"{there}{theirs}.b"))
        for ours, theirs in (("norm1", "aln"), ("norm2", "oln")):
            state[f"{here}{ours}.weight"] = torch.from_numpy(e5.vector(f"{there}{theirs}.w"))
            state[f"{here}{ours}.bias"] = torch.from_numpy(e5.vector(f"{there}{theirs}.b"))
    encoder.load_state_dict(state)
    return encoder


def legal() -> tuple[Tensor, Tensor, Tensor]:
    """Which tags may follow each other, begin and end, as booleans (N, N), (N,), (N,)."""
    count = len(TAGS)
    follow = torch.zeros(count, count, dtype=torch.bool)
    opens = torch.tensor([tag[0] in "OBS" for tag in TAGS])
    closes = torch.tensor([tag[0] in "OES" for tag in TAGS])
    for before, tag in enumerate(TAGS):
        for after, next_tag in enumerate(TAGS):
            inside = tag[0] in "BI" and next_tag[0] in "IE" and tag[2:] == next_tag[2:]
            follow[before, after] = inside or bool(closes[before] and opens[after])
    return follow, opens, closes


class Crf(nn.Module):
    """A linear-chain CRF in which illegal sequences of tags have no weight."""

    def __init__(self) -> None:
        super().__init__()
        follow, opens, closes = legal()
        self.register_buffer("follow", follow)
        self.register_buffer("opens", opens)
        self.register_buffer("closes", closes)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))
        self.last = nn.Parameter(torch.zeros(len(TAGS)))

    def log_mass(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Log of the summed weight of the paths through `allowed`, (B,).

        emissions and allowed are (B, T, N), mask (B, T); scaled sums of probabilities (Rabiner 1989), so that a step
        is one product of matrices.
        """
        high = emissions.masked_fill(~allowed, -1e30).amax(-1, keepdim=True)
        weight = torch.exp((emissions - high).double()).masked_fill(~allowed, 0.0)
        matrix = torch.exp(self.transitions.double()).masked_fill(~self.follow, 0.0)
        alpha = weight[:, 0] * torch.exp(self.first.double()).masked_fill(~self.opens, 0.0)
        logs = []
        for step in range(emissions.shape[1]):
            if step:
                moved = (alpha @ matrix) * weight[:, step]
                alpha = torch.where(mask[:, step, None], moved, alpha)
            total = alpha.sum(-1, keepdim=True)
            alpha = alpha / total
            logs.append(total[:, 0])
        end = (alpha * torch.exp(self.last.double()).masked_fill(~self.closes, 0.0)).sum(-1)
        scale = torch.log(torch.stack(logs, 1)).sum(1) + torch.log(end)
        return scale + (high[..., 0].double() * mask).sum(1)

    def loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Minus the log-likelihood of the allowed paths, (B,)."""
        everything = torch.ones_like(allowed)
        both = self.log_mass(
            torch.cat([emissions, emissions]), torch.cat([allowed, everything]), torch.cat([mask, mask])
        )
        size = len(emissions)
        return both[size:] - both[:size]


class Tagger(nn.Module):
    """Encoder, head and CRF. `earlier` marks text annotated by the earlier ruling."""

    def __init__(self, encoder: Encoder, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.word.weight.shape[1]
        self.head = nn.Linear(hidden, len(TAGS))
        self.earlier = nn.Parameter(torch.zeros(hidden))
        self.crf = Crf()
        self.dropout = dropout

    def emissions(self, ids: Tensor, earlier: Tensor | None = None) -> Tensor:
        """(B, T) with its first and last id (begin, end) to (B, T - 2, N); shorter texts are padded after the end."""
        x = self.encoder(ids)[:, 1:-1].float()
        if earlier is not None:
            x = x + earlier[:, None, None] * self.earlier
        return self.head(functional.dropout(x, self.dropout, self.training)).float()
