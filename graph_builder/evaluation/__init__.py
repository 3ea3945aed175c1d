"""Scores what is extracted against gold annotations: precision, recall and F1, exact and overlapping.

Entries marked ``sure: false`` are optional: finding them is no error, missing them neither. A range cut out of a document is
read as a passage on its own.
"""

from collections.abc import Iterable

from graph_builder.documents import read_bytes
from graph_builder.evaluation.gold import Passage, corpus_passages, seed_passage
from graph_builder.evaluation.measures import compare
from graph_builder.evaluation.score import Score
from graph_builder.extraction import extract

__all__ = ["Passage", "Score", "corpus_passages", "evaluate", "seed_passage"]


def evaluate(passages: Iterable[Passage]) -> dict[str, Score]:
    """Extract every passage and return the scores by measure (``names typed exact``, ``targets``, ``stages`` …)."""
    scores: dict[str, Score] = {}
    for passage in passages:
        plan = extract(read_bytes(passage.text.encode("utf-8"), passage.name))
        for measure, gold, optional, found in compare(passage, plan):
            scores.setdefault(measure, Score()).add(gold, optional, found)
    return scores
