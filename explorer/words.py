"""The interface's words: Chinese first, English by a switch. Names from the graph never pass through here."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from graph_builder.exports.answer import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def _messages() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
    return data


def words(key: str, language: str, **values: Any) -> str:
    """Return the sentence ``key`` in ``language`` with its values filled in; numbers get thousands separators.

    Raises KeyError for a sentence we do not have.
    """
    shown = {
        name: f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in values.items()
    }
    return _messages()[key][language].format(**shown)
