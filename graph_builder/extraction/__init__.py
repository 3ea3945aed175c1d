"""From a Document to a PlanGraph: the spaCy pipeline, assembly, and resolution within the plan."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.documents.document import Document
    from graph_builder.graph import PlanGraph


def extract(document: "Document") -> "PlanGraph":
    """Return the plan's graph: every fact with its evidence, names resolved within the plan.

    The same Document gives the same graph on every machine. Raises FileNotFoundError when a model is missing.
    """
    # Here and not above: components import their siblings from this package without loading the whole pipeline.
    from graph_builder.extraction.assembly import Assembler
    from graph_builder.extraction.pipeline import annotate
    from graph_builder.resolution import resolve

    found = annotate(document)._
    graph = Assembler(document).run(found.mentions, found.targets, found.assignments, found.relations)
    return resolve(graph)
