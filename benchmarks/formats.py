"""How true the readers are to files of many formats.

    .venv/bin/python benchmarks/formats.py ../shared/corpus/formats

For each file of the folder and its sub-folders: characters wrong against NAME.expected.txt beside it (blanks do not
count; a table's row there is cells joined by tabs; ``== name`` opens a member of a zip), cells in their row and column,
whether every block and box says what the text has, seconds and the peak memory of the child.
"""

import re
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from graph_builder.documents import read_all
from graph_builder.documents.document import Document
from graph_builder.errors import InputError


def distance(one: str, other: str) -> int:
    """Return the edit distance of two strings."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    row = list(range(len(other) + 1))
    for at, character in enumerate(one, 1):
        last, row[0] = row[0], at
        for position, wanted in enumerate(other, 1):
            last, row[position] = (
                row[position],
                min(row[position] + 1, row[position - 1] + 1, last + (character != wanted)),
            )
    return row[-1]


def bare(text: str) -> str:
    """Return a text without blanks and members' names."""
    return re.sub(r"\s+", "", re.sub(r"^== .*$", "", text, flags=re.MULTILINE))


def cells(documents: list[Document]) -> set[tuple[int, str]]:
    """Return (column, words) of every cell."""
    return {
        (block.table.column, bare(document.text[block.start : block.end]))
        for document in documents
        for block in document.blocks
        if block.table
    }


def wanted_cells(expected: str) -> set[tuple[int, str]]:
    """Return (column, words) of the cells that the expected text has."""
    return {
        (column, bare(cell))
        for line in expected.splitlines()
        if "\t" in line
        for column, cell in enumerate(line.split("\t"))
        if cell.strip()
    }


def offsets_hold(document: Document) -> bool:
    """Tell whether blocks, boxes, fields and items stand in the text, in order, and say what it has."""
    text, blocks = document.text, document.blocks
    ordered = all(before.end < after.start for before, after in pairwise(blocks))
    whole = all(text[block.start : block.end].strip() and block.end <= len(text) for block in blocks)
    boxes = all(block.start <= box.start < box.end <= block.end for block in blocks for box in block.boxes)
    items = all(item.start <= item.title_end <= item.end <= len(text) for item in document.outline.items)
    said = bare("".join(text[block.start : block.end] for block in blocks)) == bare(text)
    return ordered and whole and boxes and items and said


def files(folder: Path) -> Iterator[Path]:
    """Yield the files to read, in order."""
    yield from sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".expected.txt")
    )


def measured(path: Path, name: str) -> str:
    """Read a file and return its line; to be called in a process of its own, whose children's memory is measured."""
    began = time.perf_counter()
    results = list(read_all(path))
    seconds = time.perf_counter() - began
    documents = [result for result in results if isinstance(result, Document)]
    errors = [f"{result.code}: {result}" for result in results if isinstance(result, InputError)]
    text = "".join(bare(document.text) for document in documents)
    beside = path.with_name(path.name + ".expected.txt")
    wrong = right = "-"
    if beside.exists():
        expected = beside.read_text("utf-8")
        wanted = wanted_cells(expected)
        wrong = str(distance(text, bare(expected)))
        right = f"{len(wanted & cells(documents))}/{len(wanted)}" if wanted else "-"
    holds = "yes" if all(map(offsets_hold, documents)) else "NO"
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return f"{name:44} {len(text):10} {wrong:>6} {right:>9} {holds:>7} {seconds:6.2f} {memory:5}  {' '.join(errors)}"


def main(folder: Path) -> None:
    """Print a line a file."""
    print(f"{'file':44} {'characters':>10} {'wrong':>6} {'cells':>9} {'offsets':>7} {'s':>6} {'MB':>5}  note")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for path in files(folder):
            print(pool.submit(measured, path, str(path.relative_to(folder))).result(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
