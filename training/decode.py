"""Decoding with the network as trained, the way the shipped recogniser does it."""

from __future__ import annotations

import numpy as np
import torch
from model import BOS, EOS, PAD, TAGS, Tagger, Vocabulary, rounded
from runtime import recognizer
from torch import Tensor


def emissions(tagger: Tagger, words: Vocabulary, text: str, spans: list[tuple[int, int]]) -> list[np.ndarray]:
    """Scores (T, N) of each window of a view."""
    found: list[np.ndarray] = [np.zeros((0, len(TAGS)))] * len(spans)
    order = sorted(range(len(spans)), key=lambda i: spans[i][1] - spans[i][0])
    for at in range(0, len(order), 16):
        chosen = order[at : at + 16]
        longest = rounded(max(spans[i][1] - spans[i][0] for i in chosen))
        ids = torch.full((len(chosen), longest + 2), PAD)
        for row, i in enumerate(chosen):
            start, end = spans[i]
            encoded = [BOS, *words.encode(text[start:end]), EOS]
            ids[row, : len(encoded)] = torch.tensor(encoded)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores: Tensor = tagger.emissions(ids)
        for row, i in enumerate(chosen):
            found[i] = scores[row, : spans[i][1] - spans[i][0]].float().numpy()
    return found


def find(tagger: Tagger, words: Vocabulary, text: str, bias: float) -> list[tuple[int, int, str]]:
    """Mentions of a view."""
    spans = list(recognizer.windows(text))
    crf = tagger.crf
    low = -1e4
    transitions = crf.transitions.masked_fill(~crf.follow, low).detach().numpy()
    first = crf.first.masked_fill(~crf.opens, low).detach().numpy()
    last = crf.last.masked_fill(~crf.closes, low).detach().numpy()
    found = []
    for (start, _), scores in zip(spans, emissions(tagger, words, text, spans), strict=True):
        scores = scores.copy()
        scores[:, 0] += bias
        scores[0] += first
        scores[-1] += last
        at = 0
        for number, tag in enumerate(path := viterbi(scores, transitions)):
            mark = TAGS[tag][0]
            if mark in "BS":
                at = number
            if mark in "ES":
                found.append((start + at, start + number + 1, TAGS[path[at]][2:]))
    return found


def viterbi(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """The best path through scores (T, N)."""
    best, pointers = scores[0], []
    for row in scores[1:]:
        moved = best[:, None] + transitions
        came = moved.argmax(0)
        pointers.append(came)
        best = moved[came, np.arange(len(came))] + row
    path = [int(best.argmax())]
    for came in reversed(pointers):
        path.append(int(came[path[-1]]))
    return path[::-1]
