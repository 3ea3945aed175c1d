"""Names for people who type: what holds the typed characters, and what comes close when nothing does.

Finding facts is the business of the saved query ``search``; this serves forms and "did you mean".
"""

from collections.abc import Iterable

from graph_builder.schema import load_schema
from graph_builder.stores.reader import Reader

_HOLDING = """
CALL db.index.fulltext.queryNodes('names', $lucene) YIELD node, score
WHERE size($labels) = 0 OR any(label IN labels(node) WHERE label IN $labels)
WITH node.name AS name, max(score) AS score
RETURN name
ORDER BY CASE WHEN name = $text THEN 0 WHEN name STARTS WITH $text THEN 1 WHEN name CONTAINS $text THEN 2 ELSE 3 END,
         score DESC, name
LIMIT $limit
"""


def phrase(text: str) -> str:
    """Return a Lucene query for the text as it stands: quoted, nothing in it is an operator."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def suggest(reader: Reader, text: str, labels: Iterable[str] = (), limit: int = 20) -> list[str]:
    """Return up to ``limit`` names that hold ``text`` in themselves or an alias, exact ones first.

    ``labels`` narrow it down to nodes of these labels. Raises SchemaError for an unknown label.
    """
    return _names(reader, phrase(text), text, labels, limit)


def close_names(reader: Reader, text: str, labels: Iterable[str] = (), limit: int = 5) -> list[str]:
    """Return up to ``limit`` names that share most of the characters of ``text``: 铁四院 for 铁司院."""
    lucene = " OR ".join(phrase(character) for character in dict.fromkeys(text) if character.isalnum())
    return _names(reader, lucene, text, labels, limit) if lucene else []


def _names(reader: Reader, lucene: str, text: str, labels: Iterable[str], limit: int) -> list[str]:
    known = [load_schema().label(label).name for label in labels]
    parameters = {"lucene": lucene, "text": text, "labels": known, "limit": limit}
    return [str(name) for (name,) in reader.run(_HOLDING, parameters, limit=limit).rows]
