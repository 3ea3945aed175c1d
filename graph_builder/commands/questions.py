"""Commands that ask: query, queries, evaluate, schema."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from graph_builder import console
from graph_builder.errors import QueryError
from graph_builder.evaluation import corpus_passages, evaluate, seed_passage
from graph_builder.exports import FORMATS as EXPORTS
from graph_builder.exports import export
from graph_builder.figures import publish, rounded
from graph_builder.saved_queries import ask, find_query, load_queries
from graph_builder.schema_formats import FORMATS, render
from graph_builder.stores.connection import connect
from graph_builder.stores.reader import ROW_LIMIT, Reader


@click.command(name="evaluate")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the annotated documents' texts; without it the seed plan is scored.",
)
@click.option(
    "--gold",
    type=click.Choice(["corpus", "corpus-added", "assignments"]),
    default="corpus",
    show_default=True,
    help="Which gold of data/annotations: names and targets, or who answers for what.",
)
@click.option("--part", type=click.Choice(["train", "dev", "test"]), help="One part of the split by place.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--errors", type=click.IntRange(0), default=0, help="Show up to N missed and spurious items a measure."
)
@click.option(
    "--publish", "to_publish", is_flag=True, help="Write the figures into the README and data/annotations."
)
def evaluate_command(
    corpus: Path | None, gold: str, part: str | None, form: str, errors: int, to_publish: bool
) -> None:
    """Print precision, recall and F1 against the gold annotations."""
    passages = list(corpus_passages(corpus, part, gold)) if corpus else [seed_passage()]
    scores = evaluate(passages)
    if to_publish:
        console.say(f"figures written: {publish((part or gold) if corpus else 'seed', scores)}")
    if form == "json":
        figures = {name: rounded(score) for name, score in scores.items()}
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


@click.command(name="schema")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
def schema_command(form: str) -> None:
    """Print the schema: a table, the parts of ids, a JSON Schema of the lines, a JSON-LD context, a diagram."""
    with console.machine_output() as stream:
        stream.write(render(form) + "\n")


@click.command(name="query")
@click.argument("name")
@click.option(
    "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter; planatlas queries lists them."
)
@click.option("--format", "form", type=click.Choice(list(EXPORTS)), default="table", show_default=True)
@click.option("--output", default="-", show_default=True, help="File to write; - is standard output.")
@click.option("--limit", type=click.IntRange(1), default=ROW_LIMIT, show_default=True, help="Rows at most.")
@click.option("--bom", is_flag=True, help="Start a csv with a byte-order mark, as Excel expects.")
def query_command(name: str, params: tuple[str, ...], form: str, output: str, limit: int, bom: bool) -> None:
    """Ask the saved query NAME."""
    query = find_query(name)
    values = dict(_parameter(text) for text in params)
    query.bind(values)  # wrong parameters are said before a server is started
    with connect() as driver:
        result = ask(name, values, Reader(driver), limit=limit)
    with console.binary_output(output) as stream:
        export(result, form, stream, query.columns, bom=bom)
    if result.truncated:
        console.say(f"planatlas: note: only the first {limit} rows are shown; --limit raises the cap")


@click.command(name="queries")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def queries_command(form: str) -> None:
    """List the saved queries with their parameters and columns."""
    queries = load_queries().values()
    if form == "json":
        with console.machine_output() as stream:
            facts = [query.model_dump(exclude={"cypher"}) for query in queries]
            stream.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
        return
    for query in queries:
        click.echo(f"{query.name}  {query.title.zh} / {query.title.en}")
        for key, parameter in query.parameters.items():
            needed = "required" if parameter.required else f"default {parameter.default!r}"
            click.echo(
                f"    --param {key}=…  {parameter.type}, {needed}: {parameter.title.zh} / {parameter.title.en}"
            )
        click.echo(f"    columns: {', '.join(query.columns)}")


def _parameter(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator:
        raise QueryError(f"--param {text}: expected KEY=VALUE")
    return key.strip(), value


COMMANDS = (query_command, queries_command, evaluate_command, schema_command)
