"""Commands that ask: query, queries, schema."""

import json
import sys

import click
from tqdm import tqdm

from graph_builder import console
from graph_builder.errors import QueryError
from graph_builder.exports import FORMATS as EXPORTS
from graph_builder.exports import export
from graph_builder.query_checks import check_queries
from graph_builder.saved_queries import ask, find_query, load_queries
from graph_builder.schema_formats import FORMATS, render
from graph_builder.stores.connection import connect
from graph_builder.stores.reader import ROW_LIMIT, Reader


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
@click.option(
    "--check", is_flag=True, help="Ask each its example on a small fixed graph, in a store of its own."
)
def queries_command(form: str, check: bool) -> None:
    """List the saved queries with their parameters and columns, or check that they answer as declared."""
    if check:
        _check_queries()
        return
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


def _check_queries() -> None:
    """Print a line for each query that fails and exit 1, else say how many answer."""
    queries = load_queries()
    failed = [
        f"{query.name}: {'; '.join(found)}"
        for query, found in tqdm(check_queries(), total=len(queries), unit="query", disable=None, leave=False)
        if found
    ]
    for line in failed:
        console.say(f"planatlas: error: {line}")
    if failed:
        sys.exit(1)
    click.echo(f"{len(queries)} saved queries answer their examples as declared, each by an index")


def _parameter(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator:
        raise QueryError(f"--param {text}: expected KEY=VALUE")
    return key.strip(), value


COMMANDS = (query_command, queries_command, schema_command)
