"""Scores what is extracted against gold annotations: precision, recall and F1, exact and overlapping, and what is confused.

Entries marked ``sure: false`` are optional: finding them is no error, missing them neither. A range is read where it stands,
within its document, as users have it read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from graph_builder.documents import read_bytes
from graph_builder.evaluation.confusion import Pair, confused
from graph_builder.evaluation.gold import Passage, corpus_passages, seed_passage
from graph_builder.evaluation.measures import compare
from graph_builder.evaluation.score import Score
from graph_builder.extraction import extract

__all__ = ["Evaluation", "Passage", "Score", "corpus_passages", "evaluate", "seed_passage"]


@dataclass
class Evaluation:
    """``scores`` by measure (``names typed exact``, ``stages`` …); ``confusion`` counts (gold, found) values by kind."""

    scores: dict[str, Score] = field(default_factory=dict)
    confusion: dict[str, Counter[Pair]] = field(default_factory=dict)


def evaluate(passages: Iterable[Passage]) -> Evaluation:
    """Extract the document of every passage, once where passages of one follow each other, and compare with the gold."""
    result = Evaluation()
    for text, group in groupby(passages, lambda passage: passage.text):
        of_one = list(group)
        plan = extract(read_bytes(text.encode("utf-8"), of_one[0].name))
        for passage in of_one:
            for measure, gold, optional, found in compare(passage, plan):
                result.scores.setdefault(measure, Score()).add(passage.name, gold, optional, found)
            for kind, pairs in confused(passage, plan):
                result.confusion.setdefault(kind, Counter()).update(pairs)
    return result
