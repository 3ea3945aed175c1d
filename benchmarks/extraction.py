"""Characters a second of the shipped pipeline and of each of its components, one thread, and pkuseg alone beside them.

    .venv/bin/python benchmarks/extraction.py ../shared/corpus/provinces

Processor time, so that a busy machine does not blur it; the first document warms up and does not count.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

from graph_builder.documents import read
from graph_builder.extraction.assembly import Assembler
from graph_builder.extraction.pipeline import load_pipeline
from graph_builder.resolution import resolve

DOCUMENTS = 9


def main(folder: Path) -> None:
    """Print a line a step: seconds and characters a second."""
    seconds: dict[str, float] = defaultdict(float)
    characters = 0
    nlp = load_pipeline()
    for number, path in enumerate(sorted(folder.glob("*.txt"))[:DOCUMENTS]):
        counts = number > 0

        def timed(step: str, begun: float, counts: bool = counts) -> float:
            now = time.process_time()
            seconds[step] += (now - begun) * counts
            return time.process_time()

        begun = time.process_time()
        document = read(path)
        begun = timed("read", begun)
        doc = nlp.make_doc(document.text)
        begun = timed("pkuseg", begun)
        doc._.document = document
        for name, component in nlp.pipeline:
            doc = component(doc)
            begun = timed(name, begun)
        found = doc._
        graph = Assembler(document).run(found.mentions, found.targets, found.assignments, found.relations)
        begun = timed("assembly", begun)
        resolve(graph)
        timed("resolution", begun)
        characters += len(document.text) * counts
    total = sum(seconds.values())
    for step, spent in [*seconds.items(), ("all", total)]:
        print(f"{step:18} {spent:7.2f} s  {characters / max(spent, 1e-9):12,.0f} characters/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
