"""The command that measures: evaluate."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from graph_builder import console
from graph_builder.documents.clauses import sentences
from graph_builder.evaluation import Evaluation, Passage, Score, corpus_passages, evaluate, seed_passage
from graph_builder.extraction.spans import ENTITY_LABELS
from graph_builder.figures import publish, rounded

#: Measures that say again, coarser, what another one says.
_COARSER = (
    "names untyped exact",
    "names overlap",
    *(f"names {label}" for label in ENTITY_LABELS),
    "targets value unit comparator",
)


@click.command(name="evaluate")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the annotated documents' texts; without it the seed plan is scored.",
)
@click.option(
    "--gold",
    type=click.Choice(["corpus", "blind", "assignments"]),
    default="corpus",
    show_default=True,
    help="Which gold of data/annotations: names and targets, or who answers for what.",
)
@click.option("--part", type=click.Choice(["train", "dev", "test"]), help="One part of the split by place.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--errors",
    type=click.IntRange(0),
    default=0,
    help="Show the N worst sentences with what is wrong in them.",
)
@click.option("--confusion", is_flag=True, help="Show which labels, stages and roles are taken for which.")
@click.option(
    "--publish", "to_publish", is_flag=True, help="Write the figures into the README and data/annotations."
)
def evaluate_command(
    corpus: Path | None,
    gold: str,
    part: str | None,
    form: str,
    errors: int,
    confusion: bool,
    to_publish: bool,
) -> None:
    """Print precision, recall and F1 against the gold annotations."""
    passages = list(corpus_passages(corpus, part, gold)) if corpus else [seed_passage()]
    result = evaluate(passages)
    if to_publish:
        console.say(f"figures written: {publish((part or gold) if corpus else 'seed', result.scores)}")
    if form == "json":
        with console.machine_output() as stream:
            stream.write(json.dumps(_figures(result), ensure_ascii=False, indent=1) + "\n")
        return
    screen = Console()
    screen.print(_score_table(result.scores))
    for kind, pairs in result.confusion.items() if confusion else ():
        screen.print(_confusion_table(kind, pairs))
    for line in _worst_sentences(passages, result.scores, errors):
        click.echo(line)


def _figures(result: Evaluation) -> dict[str, object]:
    """Return the scores by measure, and the confused pairs under ``confusion``."""
    confusion = {
        kind: [{"gold": gold, "found": found, "count": count} for (gold, found), count in pairs.most_common()]
        for kind, pairs in result.confusion.items()
    }
    return {**{name: rounded(score) for name, score in result.scores.items()}, "confusion": confusion}


def _score_table(scores: dict[str, Score]) -> Table:
    table = Table("measure", "precision", "recall", "F1", "right", "gold", "found")
    for name, score in scores.items():
        ratios = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(name, *ratios, *(str(n) for n in (score.correct, score.gold, score.found)))
    return table


def _confusion_table(kind: str, pairs: Counter[tuple[str, str]]) -> Table:
    """Return a table with a row a gold value and a column a found one."""
    values = sorted({value for pair in pairs for value in pair})
    table = Table(f"{kind}: gold ↓ found →", *values)
    for gold in values:
        table.add_row(gold, *(str(pairs[gold, found] or "") for found in values))
    return table


def _worst_sentences(passages: list[Passage], scores: dict[str, Score], most: int) -> Iterator[str]:
    """Yield the sentences with the most errors, each with what is wrong in it."""
    if not most:
        return
    texts = {passage.name: passage.text for passage in passages}
    spans = {name: sentences(text) for name, text in texts.items()}
    wrong: dict[tuple[str, int, int], list[str]] = {}
    for measure, score in ((name, score) for name, score in scores.items() if name not in _COARSER):
        for kind, items in (("missed", score.missed), ("spurious", score.spurious)):
            for passage, key in items:
                if not all(isinstance(position, int) for position in key[:2]):
                    continue  # an assignment is told by its nodes, not by a span
                start, end, *values = key
                held = next((s for s in spans[passage] if s.start <= start < s.end), None)
                if held:
                    told = " ".join(str(value) for value in values if value is not None)
                    wrong.setdefault((passage, held.start, held.end), []).append(
                        f"  {kind} {measure}: {texts[passage][start:end]} {told}".rstrip()
                    )
    ranked = sorted(wrong.items(), key=lambda item: -len(item[1]))
    for (passage, start, end), errors in ranked[:most]:
        yield f"\n{passage} {start}–{end}: {' '.join(texts[passage][start:end].split())}"
        yield from errors


COMMANDS = (evaluate_command,)
