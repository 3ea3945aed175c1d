"""Places of nodes: short in the address, in a file where they are many, and never more than numbers."""

from pathlib import Path

import pytest

from explorer.pins import IN_ADDRESS, pack, taken, unpack
from graph_builder.ids import make_id

NODES = [make_id("Action", "plan", number) for number in range(200)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANATLAS_HOME", str(tmp_path))
    return tmp_path


def test_forty_places_travel_in_the_address(home: Path) -> None:
    pins = dict.fromkeys(NODES[:IN_ADDRESS], (-12345, 67))
    value = pack(pins)
    assert unpack(value, NODES) == pins
    assert len(value) < 1000
    assert not list(home.rglob("*"))


def test_more_are_a_saved_view_with_a_short_id(home: Path) -> None:
    pins = {node: (at, -at) for at, node in enumerate(NODES)}
    value = pack(pins)
    assert len(value) == 13
    assert unpack(value, NODES) == pins
    assert pack(pins) == value
    assert len(list(home.rglob("*.json"))) == 1


def test_a_view_saved_elsewhere_is_told_from_no_places() -> None:
    assert unpack("v0123456789ab", NODES) is None
    assert unpack("", NODES) == {}


@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "v../secret", "a.b.c~1.2", "x" * 4000, "~~~", "v0123456789abc"]
)
def test_an_address_that_somebody_bent_pins_nothing(value: str) -> None:
    assert unpack(value, NODES) == {}


def test_places_of_nodes_that_are_not_there_are_left_out() -> None:
    assert unpack(pack({NODES[0]: (1, 2), NODES[1]: (3, 4)}), NODES[:1]) == {NODES[0]: (1, 2)}


def test_what_the_canvas_sends_is_taken_as_whole_numbers() -> None:
    sent = {
        NODES[0]: [1.6, -2],
        NODES[1]: ["1", 2],
        NODES[2]: [1e9, 0],
        NODES[3]: [float("nan"), 0],
        "a b": [1, 2],
    }
    assert taken(sent) == {NODES[0]: (2, -2)}
    assert taken("nothing") == {}
