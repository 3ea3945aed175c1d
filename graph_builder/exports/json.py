"""JSON: one list of objects, one object a line; equal answers give equal bytes."""

import json
from typing import IO

from graph_builder.exports.answer import Answer


def write(answer: Answer, stream: IO[bytes]) -> None:
    """Write the records with the columns' names, Chinese as it is."""
    lines = [json.dumps(record, ensure_ascii=False, allow_nan=False) for record in answer.records]
    body = "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
    stream.write(body.encode("utf-8"))
