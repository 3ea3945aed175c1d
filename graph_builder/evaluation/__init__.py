"""Scores what is extracted against gold annotations: precision, recall and F1, exact and overlapping, and what is confused.

Entries marked ``sure: false`` are optional: finding them is no error, missing them neither. A range is read where it stands,
within its document, as users have it read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

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
    """Extract every passage and compare it with its gold."""
    result = Evaluation()
    for passage in passages:
        plan = extract(read_bytes(passage.text.encode("utf-8"), passage.name))
        for measure, gold, optional, found in compare(passage, plan):
            result.scores.setdefault(measure, Score()).add(passage.name, gold, optional, found)
        for kind, pairs in confused(passage, plan):
            result.confusion.setdefault(kind, Counter()).update(pairs)
    return result
