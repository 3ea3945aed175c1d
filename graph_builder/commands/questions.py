"""Commands that ask: query, queries, evaluate, schema."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from graph_builder import console
from graph_builder.evaluation import Score, corpus_passages, evaluate, seed_passage
from graph_builder.schema_formats import FORMATS, render


@click.command(name="evaluate")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the annotated documents' texts; without it the seed plan is scored.",
)
@click.option("--part", type=click.Choice(["train", "dev", "test"]), help="One part of the split by place.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--errors", type=click.IntRange(0), default=0, help="Show up to N missed and spurious items a measure."
)
def evaluate_command(corpus: Path | None, part: str | None, form: str, errors: int) -> None:
    """Print precision, recall and F1 against the gold annotations."""
    passages = list(corpus_passages(corpus, part)) if corpus else [seed_passage()]
    scores = evaluate(passages)
    if form == "json":
        figures = {name: _figures(score) for name, score in scores.items()}
        with console.machine_output() as stream:
            stream.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
        return
    table = Table("measure", "precision", "recall", "F1", "right", "gold", "found")
    for name, score in scores.items():
        ratios = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(name, *ratios, *(str(n) for n in (score.correct, score.gold, score.found)))
    Console().print(table)
    for name, score in scores.items():
        for kind, items in (("missed", score.missed), ("spurious", score.spurious)):
            for item in items[:errors]:
                click.echo(f"{name}\t{kind}\t{item}")


def _figures(score: Score) -> dict[str, float | int]:
    ratios = {key: round(getattr(score, key), 4) for key in ("precision", "recall", "f1")}
    return {**ratios, "right": score.correct, "gold": score.gold, "found": score.found}


@click.command(name="schema")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
def schema_command(form: str) -> None:
    """Print the schema: a table, the parts of ids, a JSON Schema of the lines, a JSON-LD context, a diagram."""
    with console.machine_output() as stream:
        stream.write(render(form) + "\n")
