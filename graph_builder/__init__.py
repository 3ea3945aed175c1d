"""PlanAtlas: Chinese government plans as a knowledge graph in which every fact points at its words.

In a notebook::

    from graph_builder import read, extract, load
    load(extract(read("plan.txt")))
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

# Nothing leaves this machine: onnxruntime (since 1.29) sends events and keeps a device id unless told so before it is
# imported, here and in every child process (its Privacy.md, "Disabling Telemetry").
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# The three functions import what they need when they are called: `planatlas --help` and the explorer
# do not wait two seconds for spaCy.
if TYPE_CHECKING:
    from graph_builder.documents.document import Document
    from graph_builder.graph import PlanGraph
    from graph_builder.stores.loader import LoadReport

__all__ = ["extract", "load", "read"]


def read(path: "str | Path") -> "Document":
    """Read a plan (``-`` is standard input). Raises InputError when the file cannot be read as a plan."""
    from graph_builder.documents import read as _read

    return _read(path)


def extract(document: "Document") -> "PlanGraph":
    """Return the plan's graph: every fact with its evidence, names resolved within the plan."""
    from graph_builder.extraction import extract as _extract

    return _extract(document)


def load(plan: "PlanGraph") -> "LoadReport":
    """Load a plan into the database of the environment (NEO4J_URI …), else the embedded one, started when needed.

    Raises SchemaError for what the schema does not know and StoreError when the database cannot be reached.
    """
    from graph_builder.stores.connection import connect
    from graph_builder.stores.loader import load as _load

    with connect() as driver:
        return _load(plan, driver)
