"""How much of real reports lies under a task, and how large the largest task is.

    .venv/bin/python benchmarks/outline_coverage.py ../shared/corpus/provinces

A report passes when 95 % of the plan's text (body without chrome, titles, preamble, headline figures and last year's review) lies under a task and no task holds
more than 5 % of it.
"""

import sys
from pathlib import Path

from graph_builder.documents import read
from graph_builder.documents.document import Document


def coverage(document: Document) -> tuple[float, float, int]:
    """Return the share of the plan's characters under a Task, the largest Task's share, and the number of Tasks."""
    outline = document.outline
    outside = [False] * len(document.text)
    for index, item in enumerate(outline.items):
        if item.kind == "Section":
            # Preamble, headline figures, last year's review and annexes are told apart from the plan.
            end = item.title_end if outline.part_of(index) is None else item.end
            outside[item.start : end] = [True] * (end - item.start)
    plan = [
        position
        for span in document.body
        for position in range(span.start, span.end)
        if not outside[position] and not document.text[position].isspace()
    ]
    tasks = [item for item in outline.items if item.kind == "Task"]
    owner = [-1] * len(document.text)
    for number, task in enumerate(tasks):
        owner[task.start : task.end] = [number] * (task.end - task.start)
    sizes = [0] * len(tasks)
    for position in plan:
        if owner[position] >= 0:
            sizes[owner[position]] += 1
    total = max(len(plan), 1)
    return sum(sizes) / total, max(sizes, default=0) / total, len(tasks)


def main(folder: Path) -> None:
    """Print a line a report and how many pass."""
    passed = 0
    files = sorted(folder.glob("*.txt"))
    for path in files:
        under, largest, tasks = coverage(read(path))
        good = under >= 0.95 and largest <= 0.05
        passed += good
        print(
            f"{path.stem:24} under a task {under:6.1%}  largest {largest:6.1%}  tasks {tasks:4}  {'' if good else 'FAILS'}"
        )
    print(f"{passed} of {len(files)} pass")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
