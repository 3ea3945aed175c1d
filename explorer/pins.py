"""Nodes that the reader put somewhere: kept in the address, or where they are many in a file the address names."""

import json
import re
from collections.abc import Iterable
from hashlib import sha256

from graph_builder.stores.embedded.places import state_folder

#: More than this many make links that nobody can pass on.
IN_ADDRESS = 40
SAVED = re.compile(r"v[0-9a-f]{12}")
TAIL = re.compile("[0-9a-z]{8}")
FARTHEST = 1_000_000

#: Places by node id, in the picture's own coordinates.
Pins = dict[str, tuple[int, int]]


def pack(pins: Pins) -> str:
    """The places as a value of the address: ``tail.x.y`` joined by ``~``, or the id of a saved view."""
    value = "~".join(f"{_tail(node)}.{x}.{y}" for node, (x, y) in sorted(pins.items()))
    if len(pins) <= IN_ADDRESS:
        return value
    name = f"v{sha256(value.encode()).hexdigest()[:12]}"
    folder = state_folder() / "views"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({"pins": value}), "utf-8")
    return name


def unpack(value: str, node_ids: Iterable[str]) -> Pins | None:
    """The places of the nodes at hand; None for a saved view that this machine does not have."""
    if SAVED.fullmatch(value):
        try:
            value = str(json.loads((state_folder() / "views" / f"{value}.json").read_text("utf-8"))["pins"])
        except (OSError, ValueError, LookupError):
            return None
    by_tail = {_tail(node): node for node in node_ids}
    pins: Pins = {}
    for part in value.split("~"):
        tail, *numbers = part.split(".")
        if (
            tail in by_tail
            and len(numbers) == 2
            and all(re.fullmatch(r"-?\d{1,6}", each) for each in numbers)
        ):
            pins[by_tail[tail]] = (int(numbers[0]), int(numbers[1]))
    return pins


def taken(value: object) -> Pins:
    """The places that the canvas sent, as whole numbers; what is no place is left out."""
    pins: Pins = {}
    for node, place in value.items() if isinstance(value, dict) else ():
        if TAIL.fullmatch(_tail(node)) and isinstance(place, list) and len(place) == 2:
            x, y = (float(each) if isinstance(each, int | float) else FARTHEST for each in place)
            if abs(x) < FARTHEST and abs(y) < FARTHEST:
                pins[node] = (round(x), round(y))
    return pins


def _tail(node_id: str) -> str:
    """Enough of an id to tell the nodes of one picture apart."""
    return node_id[-8:]
