"""The spaCy pipeline: pkuseg segmentation, then one registered component a kind of fact."""

from functools import cache
from importlib import import_module
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph_builder.documents.document import Document
from graph_builder.resources import data_path

#: In the order they run: each reads what the ones before it set on ``doc._``. Its module registers the factory.
COMPONENTS = {
    "plan_recognizer": "graph_builder.extraction.recognizer",
    "plan_names": "graph_builder.extraction.names",
    "plan_targets": "graph_builder.extraction.targets",
    "plan_assignments": "graph_builder.extraction.assignments",
    "plan_relations": "graph_builder.extraction.relations",
}

for _extension in ("document", "mentions", "targets", "assignments", "relations"):
    Doc.set_extension(_extension, default=None, force=True)


@cache
def load_pipeline() -> Language:
    """Return the pipeline, loaded once a process. Raises FileNotFoundError when a model is missing."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    tokenizer: Any = nlp.tokenizer
    tokenizer.initialize(pkuseg_model=str(data_path("models/segmenter")))
    nlp.max_length = 100_000_000  # the reader limits the text; spaCy's own limit is for parsers
    for name, module in COMPONENTS.items():
        import_module(module)
        nlp.add_pipe(name)
    return nlp


def annotate(document: Document) -> Doc:
    """Run the pipeline over a Document; what was found is in ``doc._`` (see ``spans.py``)."""
    nlp = load_pipeline()
    doc = nlp.make_doc(document.text)
    doc._.document = document
    return nlp(doc)
