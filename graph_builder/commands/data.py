"""Commands that read plans and write the graph: run, build, extract, load, remove."""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import click
from tqdm import tqdm

from graph_builder import console
from graph_builder.documents import read, read_all
from graph_builder.errors import InputError, PlanAtlasError
from graph_builder.explore import explore
from graph_builder.extraction import extract
from graph_builder.graph import PlanGraph
from graph_builder.records import read_lines, write_lines
from graph_builder.resources import data_path
from graph_builder.stores.connection import connect
from graph_builder.stores.loader import LoadReport, load, remove

FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...")
PROCESSES = click.option(
    "--processes", type=click.IntRange(1), default=1, show_default=True, help="Read files with N processes."
)


@click.command(name="extract")
@FILES
@PROCESSES
def extract_command(files: tuple[str, ...], processes: int) -> None:
    """Write each FILE's graph to standard output as JSON Lines (- is standard input)."""
    failed = 0
    with console.machine_output() as stream:
        for result in _extract_all(_expand(files), processes):
            if isinstance(result, PlanGraph):
                write_lines(result, stream)
            else:
                failed += 1
                console.say(f"planatlas: error: {result}")
    if failed:
        sys.exit(1)


@click.command(name="build")
@FILES
@PROCESSES
def build_command(files: tuple[str, ...], processes: int) -> None:
    """Extract each FILE and load it into the graph database."""
    paths = _expand(files)
    total = failed = 0
    with connect() as driver:
        for result in _extract_all(paths, processes):
            total += 1
            if isinstance(result, PlanGraph):
                _say_loaded(load(result, driver), result)
            else:
                failed += 1
                console.say(f"planatlas: error: {result}")
    if total > 1:
        console.say(f"{total - failed} of {total} files loaded")
    if failed:
        sys.exit(1)


@click.command(name="load")
@click.argument("file", default="-")
def load_command(file: str) -> None:
    """Load extract's JSON Lines from FILE or standard input; all of it is checked before any of it is written."""
    plans = list(_read_plans(file))
    with connect() as driver:
        for plan in plans:
            _say_loaded(load(plan, driver), plan)


@click.command(name="remove")
@click.argument("plan")
def remove_command(plan: str) -> None:
    """Remove a plan by its document_id; what other plans need stays."""
    with connect() as driver:
        report = remove(plan, driver)
    click.echo(f"removed {plan}: {report.deleted_nodes} nodes, {report.deleted_relations} relations")


@click.command(name="run")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the explorer.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address the explorer listens on.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def run_command(port: int | None, host: str, no_browser: bool) -> None:
    """Build the seed plan (武昌区2024) and open the explorer."""
    with connect() as driver:
        plan = extract(read(data_path("seed/wuchang-2024.txt")))
        _say_loaded(load(plan, driver), plan)
    explore(port=port, host=host, browser=not no_browser)


def _expand(files: tuple[str, ...]) -> list[str]:
    """Return the files to read: a folder means all files below it. Raises InputError for an empty folder."""
    paths: list[str] = []
    for name in files:
        path = Path(name)
        if name == "-" or not path.is_dir():
            paths.append(name)
            continue
        inside = sorted(str(p) for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        if not inside:
            raise InputError(f"{name}: the folder holds no files; name a file or another folder", "missing")
        paths += inside
    return paths


def _extract_one(path: str) -> list[PlanGraph | str]:
    """Return the graphs of a file (a zip has one a member), or the messages that say why there is none.

    One bad file, or member, does not stop the others.
    """
    results: list[PlanGraph | str] = []
    for document in read_all(path):
        try:
            results.append(str(document) if isinstance(document, InputError) else extract(document))
        except PlanAtlasError as error:
            results.append(str(error))
    return results


def _extract_all(paths: list[str], processes: int) -> Iterator[PlanGraph | str]:
    """Yield the results in the order of ``paths``, with a progress bar on a terminal."""
    progress = partial(tqdm, total=len(paths), unit="file", desc="Reading plans", disable=None, leave=False)
    if processes == 1 or len(paths) == 1:
        results: Iterable[list[PlanGraph | str]] = map(_extract_one, paths)
        yield from chain.from_iterable(progress(results))
        return
    # Spawned, not forked: spaCy and onnxruntime hold threads that a fork would lose.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from chain.from_iterable(progress(pool.map(_extract_one, paths)))


def _read_plans(file: str) -> Iterator[PlanGraph]:
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield from read_lines(sys.stdin)
        return
    try:
        with Path(file).open(encoding="utf-8") as lines:
            yield from read_lines(lines, file)
    except UnicodeDecodeError:
        raise InputError(
            f"{file}: is not UTF-8; load reads what planatlas extract writes", "corrupt"
        ) from None


def _say_loaded(report: LoadReport, plan: PlanGraph) -> None:
    name = plan.document.get("title") or plan.document_id
    click.echo(
        f"loaded {name} ({plan.document_id}): {plan.graph.number_of_nodes()} nodes ({report.created_nodes} created), "
        f"{plan.graph.number_of_edges()} relations ({report.created_relations} created)"
    )
    for warning in plan.document["warnings"]:
        console.say(f"planatlas: note: {name}: {warning}")


COMMANDS = (run_command, build_command, extract_command, load_command, remove_command)
