"""Readers: one file a format, each with one function ``read(data) -> Reading``; ``READERS`` says which reads what.

They run in a child process with limits (``sandbox.py``); a reader raises InputError with a message that names no
file: the parent puts the name before it.
"""

from collections.abc import Callable
from importlib import import_module

from graph_builder.documents.readers.kinds import Kind
from graph_builder.documents.readers.reading import Reading

#: The module of each kind; it is imported where it is needed, so that no other format's library is.
READERS: dict[Kind, str] = {
    "html": "html",
    "docx": "docx",
    "doc": "doc",
    "rtf": "rtf",
    "pdf": "pdf",
    "sheet": "sheet",
    "ofd": "ofd",
    "image": "image",
    "scan": "scan",
}


def reader_of(kind: Kind) -> Callable[[bytes], Reading]:
    """Return the function that reads a kind of file."""
    module = import_module(f"{__name__}.{READERS[kind]}")
    read: Callable[[bytes], Reading] = module.read
    return read
