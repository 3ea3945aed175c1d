"""The recogniser of named entities: characters in, `(start, end, label, score)` out.

A small transformer (six layers, 384 wide, one vector a character) gives each character a score for each of 33 BIOES
tags; the best legal sequence of tags is found by Viterbi's algorithm. It reads characters, never spaCy's tokens:
segmenters split rare names, and a name must not depend on that. The weights, what they came from and how they were
trained are in `data/models/recognizer/meta.json` and `training/README.md`.

The encoder follows BERT (Devlin et al. 2019, arXiv:1810.04805) and starts from multilingual-e5-small (Wang et al.
2024, arXiv:2402.05672, MIT); tags and decoding follow Lample et al. 2016, arXiv:1603.01360.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from spacy.language import Language
from spacy.tokens import Doc

Mention = tuple[int, int, str, float]
"""Start and end (exclusive) in characters of the text, label, and a score between 0 and 1."""

LABELS = ("Institution", "Area", "Project", "Facility", "Initiative", "Platform", "Event", "Industry")
WINDOW = 250
"""The most characters that the model sees at once."""

_SETTLED = (
    100  # a line that ends after so many characters ends its window: what stands before it cannot shift it
)
_SENTENCE_END = re.compile(r"[。!?;！？；]+[”’」』)）\]】]*\n*|\n+")
_FLOAT = npt.NDArray[np.float32]

# Look-alikes that Unicode's compatibility normalisation leaves as they are: CJK radicals that PDF files put in the
# place of characters, quotation marks, dots and dashes.
_LOOK_ALIKES = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳⻨⻫⻯「」『』〝〞•・‧–―﹣",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙龟麦齐龙“”“”“”···——-",
        strict=True,
    )
)


class _View(dict[int, str]):
    """A table for `str.translate` that fills itself: one character to one character, so offsets stay."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        seen = _LOOK_ALIKES.get(character, character)
        if seen == character and unicodedata.category(character) != "No":
            folded = unicodedata.normalize("NFKC", character)
            if len(folded) == 1:
                seen = folded
        if seen != "\n" and (seen.isspace() or unicodedata.category(seen) in ("Cc", "Cf")):
            seen = " "
        self[code] = seen
        return seen


_VIEW = _View()


def view(text: str) -> str:
    """The text as the model sees it, of the same length.

    Full-width and half-width forms, radicals and blanks fall together; every character stays at its offset.
    """
    return text.translate(_VIEW)


def windows(text: str, limit: int = WINDOW) -> Iterator[tuple[int, int]]:
    """Spans that cover the text: whole sentences of at most `limit` characters together.

    A line that closes after a hundred characters or more closes its window, so what stands before a paragraph hardly
    ever changes how the paragraph is read. A sentence longer than the limit is cut after a comma where it has one.
    """
    start = 0
    for first, last in _pieces(text, limit):
        if last - start > limit and first > start:
            yield start, first
            start = first
        if last - start >= _SETTLED and text[last - 1] == "\n":
            yield start, last
            start = last
    if start < len(text):
        yield start, len(text)


def _pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Sentences, the over-long ones cut."""
    start = 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for end in [*ends, len(text)]:
        while end - start > limit:
            cut = max(text.rfind(mark, start + limit // 2, start + limit) for mark in ",，、:： ")
            cut = cut + 1 if cut >= 0 else start + limit
            yield start, cut
            start = cut
        if end > start:
            yield start, end
            start = end


class Recognizer:
    """The model, ready to read. `folder` holds what `training/export.py` writes."""

    def __init__(self, folder: Path) -> None:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        characters: list[str] = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        self.tags: list[str] = meta["tags"]
        self.bias: float = meta["bias"]
        self._ids = {character: number for number, character in enumerate(characters, start=_SPECIAL)}
        with np.load(folder / "crf.npz") as crf:
            self._transitions: _FLOAT = crf["transitions"]
            self._first: _FLOAT = crf["first"]
            self._last: _FLOAT = crf["last"]
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def predict(self, text: str) -> list[Mention]:
        """Mentions in the order of the text, none touching another: `text[start:end]` is the name.

        Equal text gives equal mentions on one machine; the score is the mean probability of the name's tags.
        """
        seen = view(text)
        spans = sorted(windows(seen), key=lambda span: span[1] - span[0])
        found: list[Mention] = []
        for at in range(0, len(spans), _TOGETHER):
            some = spans[at : at + _TOGETHER]
            scores = [self._emissions(seen[start:end]) for start, end in some]
            for (start, _), (path, sureness) in zip(some, self._decode(scores), strict=True):
                found += _mentions(self.tags, path, sureness, start)
        trimmed = (_trim(seen, mention) for mention in found)
        return _apart(mention for mention in trimmed if mention is not None)

    def _emissions(self, window: str) -> _FLOAT:
        """A score for each character and tag, shape (T, N)."""
        ids = [_BEGIN, *(self._ids.get(character, _UNKNOWN) for character in window), _END]
        scores: _FLOAT = self._session.run(None, {"ids": np.array([ids], dtype=np.int64)})[0][1:-1]
        scores[:, 0] += self.bias
        return scores

    def _decode(self, scores: Sequence[_FLOAT]) -> list[tuple[list[int], _FLOAT]]:
        """The best tags of each window and their probabilities, by Viterbi and by forward and backward sums.

        The windows, each (T, N), are decoded together as (B, longest T, N). Past a window's end only the tag O stands
        at no cost, which leaves its best path as it is. Rabiner 1989, doi:10.1109/5.18626.
        """
        lengths = [len(one) for one in scores]
        longest, count = max(lengths), len(self.tags)
        padded = np.full((len(scores), longest, count), _NEVER, dtype=np.float32)
        for row, one in enumerate(scores):
            padded[row, : len(one)] = one
            padded[row, len(one) :, 0] = 0.0
            padded[row, 0] += self._first
            padded[row, len(one) - 1] += self._last
        # out of a last tag, into the padding and within it, O costs nothing but O's own transitions: take them back
        for row, length in enumerate(lengths):
            if length < longest:
                padded[row, length - 1] -= self._transitions[:, 0]
                padded[row, length : longest - 1, 0] -= self._transitions[0, 0]
        paths = self._viterbi(padded)
        sureness = self._probabilities(padded, paths)
        return [(paths[row, :length].tolist(), sureness[row, :length]) for row, length in enumerate(lengths)]

    def _viterbi(self, scores: _FLOAT) -> npt.NDArray[np.int64]:
        """Best paths, (B, T), of scores (B, T, N)."""
        batch, length, count = scores.shape
        arrivals = np.ascontiguousarray(self._transitions.T)[None]  # (1, to, from)
        best = scores[:, 0]
        pointers = np.zeros((length, batch, count), dtype=np.int64)
        for step in range(1, length):
            moved = best[:, None, :] + arrivals
            came = moved.argmax(axis=2)
            pointers[step] = came
            best = np.take_along_axis(moved, came[:, :, None], axis=2)[:, :, 0] + scores[:, step]
        paths = np.zeros((batch, length), dtype=np.int64)
        paths[:, -1] = best.argmax(axis=1)
        rows = np.arange(batch)
        for step in range(length - 1, 0, -1):
            paths[:, step - 1] = pointers[step, rows, paths[:, step]]
        return paths

    def _probabilities(self, scores: _FLOAT, paths: npt.NDArray[np.int64]) -> _FLOAT:
        """How probable each tag of the best paths is, (B, T)."""
        batch, length, count = scores.shape
        weights = np.exp(scores - scores.max(axis=2, keepdims=True)).astype(np.float64)
        matrix = np.exp(self._transitions.astype(np.float64))
        ahead = np.empty((batch, length, count))
        behind = np.ones((batch, length, count))
        ahead[:, 0] = weights[:, 0]
        for step in range(1, length):
            before = ahead[:, step - 1]
            ahead[:, step] = (before / before.sum(axis=1, keepdims=True)) @ matrix * weights[:, step]
        for step in range(length - 2, -1, -1):
            after = (behind[:, step + 1] * weights[:, step + 1]) @ matrix.T
            behind[:, step] = after / after.sum(axis=1, keepdims=True)
        both = ahead * behind
        both /= np.maximum(both.sum(axis=2, keepdims=True), 1e-300)
        return np.take_along_axis(both, paths[:, :, None], axis=2)[:, :, 0].astype(np.float32)


_SPECIAL = 5  # ids 0 to 4: padding, unknown, begin, end, mask
_UNKNOWN, _BEGIN, _END = 1, 2, 3
_NEVER = -1e4
_TOGETHER = 32


def _mentions(tags: Sequence[str], path: Sequence[int], sureness: _FLOAT, offset: int) -> Iterator[Mention]:
    """The names that one window's tags spell."""
    begin = 0
    for at, number in enumerate(path):
        mark = tags[number][0]
        if mark in "BS":
            begin = at
        if mark in "ES":
            score = round(float(sureness[begin : at + 1].mean()), 4)
            yield offset + begin, offset + at + 1, tags[number][2:], score


_WRAPPERS = {"“": "”", "‘": "’", "《": "》", '"': '"'}


def _trim(seen: str, mention: Mention) -> Mention | None:
    """The mention without blanks at its ends and with its quotation marks whole; None when nothing is left.

    Marks that wrap all of the name go, a mark inside takes its partner in, and a lone mark at an end goes.
    """
    start, end, label, score = mention
    while start < end and seen[start] in " \n":
        start += 1
    while start < end and seen[end - 1] in " \n":
        end -= 1
    opened, closed = seen.find("“", start, end), seen.find("”", start, end)
    if opened > start and closed < 0 and seen[end : end + 1] == "”":
        end += 1
    elif start < closed < end - 1 and opened < 0 and start and seen[start - 1] == "“":
        start -= 1
    elif opened == start and closed < 0:
        start += 1
    elif closed == end - 1 and opened < 0:
        end -= 1
    closing = _WRAPPERS.get(seen[start]) if end - start > 2 else None
    if closing == seen[end - 1] and seen.find(closing, start + 1) == end - 1:
        start, end = start + 1, end - 1
    return (start, end, label, score) if end > start else None


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order, each after the end of the one before: of two that meet, the first stays."""
    kept: list[Mention] = []
    for mention in sorted(mentions):
        if not kept or mention[0] >= kept[-1][1]:
            kept.append(mention)
    return kept


class RecognizerComponent:
    """The spaCy component: writes `doc._.mentions`, a list of `Mention`, and changes nothing else."""

    def __init__(self, recognizer: Recognizer) -> None:
        self.recognizer = recognizer

    def __call__(self, doc: Doc) -> Doc:
        """Read the text and keep what was found."""
        doc._.mentions = self.recognizer.predict(doc.text)
        return doc


@Language.factory("plan_recognizer", default_config={"path": None})
def make_recognizer(nlp: Language, name: str, path: str | None) -> RecognizerComponent:
    """The component from a model folder, or from the model that PlanAtlas carries."""
    if path is not None:
        return RecognizerComponent(Recognizer(Path(path)))
    from graph_builder.resources import data_path

    return RecognizerComponent(Recognizer(data_path("models/recognizer")))


Doc.set_extension("mentions", default=None, force=True)
