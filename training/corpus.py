"""The corpus as training reads it: files, the bulk files cut into documents, and what is held out."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from places import is_from_held_out_place, may_learn_from

FOLDERS = ("provinces", "local", "policies", "five-year", "national")


def read_text(path: Path) -> str:
    """A corpus file as DESIGN.md's `text`: byte-order mark dropped, line ends made LF."""
    return path.read_text(encoding="utf-8-sig")


def named_documents(corpus: Path) -> Iterator[tuple[str, str]]:
    """(file, text) of every corpus file that may be learnt from, in name order."""
    for folder in FOLDERS:
        for path in sorted((corpus / folder).glob("*.txt")):
            file = f"{folder}/{path.name}"
            text = read_text(path)
            if (
                may_learn_from(file)
                and "武昌" not in text
                and (folder == "national" or not _mostly_held_out(text))
            ):
                yield file, text


def _mostly_held_out(text: str) -> bool:
    return is_from_held_out_place(text, head=60)


def bulk_documents(corpus: Path, name: str) -> Iterator[tuple[str, str]]:
    """(id, text) of the documents of a bulk file that may be learnt from, in the file's order."""
    with lzma.open(corpus / "bulk" / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
        whole = stream.read()
    for number, text in enumerate(re.split(r"\n(?=# |各位代表[：:]|\n)", whole)):
        text = text.strip("\n")
        if len(text) >= 60 and "武昌" not in text and not is_from_held_out_place(text):
            yield f"bulk/{name}#{number}", text
