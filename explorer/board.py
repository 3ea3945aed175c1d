"""A picture on a page: the canvas with its legend and count, what the reader does on it, and the panel beside it.

All that the reader does is written into the address: the page must own ``address.ON_BOARD``.
"""

from typing import Any

import streamlit as st

from explorer import address, data, looks, neighbourhood
from explorer.address import language, say
from explorer.canvas import View, component_data
from explorer.graph_component import graph
from explorer.keys import hints
from explorer.legend import shown
from explorer.node_panel import edge_panel, node_panel
from explorer.parts import DOT, notice
from explorer.picture import MOST, Picture
from explorer.pins import pack, taken, unpack
from explorer.sheet import sheet
from explorer.tree import h

#: More new nodes than this are not poured over the picture: the reader chooses a type first.
FLOOD = 60
KEYS = (
    ("E", "key_expand"),
    ("P", "key_pin"),
    ("T", "key_text"),
    ("Q", "key_quote"),
    ("?", "key_all"),
)
_MORE, _SAVE, _SAVED = "graph-more", "graph-save", "graph-saved"


def view_of(picture: Picture) -> View:
    """A picture without what the legend hides."""
    homes = neighbourhood.homes(tuple(picture.nodes))
    return View(picture, homes, *shown(picture, homes, hidden()))


def canvas(view: View, key: str, name: str, layout: str = "force", height: int = 700) -> None:
    """The picture with its count, its legend and what did not fit; another ``name`` is laid out anew. ``height`` in pixels."""
    picture, steps = view.picture, opened()
    degrees = data.degrees(tuple(picture.nodes))
    pins = unpack(address.get("pins"), picture.nodes)
    drawn = component_data(view, degrees, hidden(), pins or {}, language())
    st.session_state[_MORE] = {node["id"]: node["more"] for node in drawn["nodes"]}
    words = {
        "canvas": "canvas",
        "zoomIn": "zoom_in",
        "zoomOut": "zoom_out",
        "fit": "fit",
        "legend": "legend",
        "showAll": "show_all",
        **{group: f"legend_{group}" for group in ("labels", "lines", "sections", "plans")},
    }
    graph(
        {
            **drawn,
            "view": name,
            "layout": layout,
            "focus": picture.focus,
            "selected": address.get("sel"),
            "grownFrom": steps[-1].removeprefix("-").partition(".")[0] if steps else picture.focus,
            "count": count(view),
            "words": {name: say(key) for name, key in words.items()},
            "save": st.session_state.pop(_SAVE, None),
        },
        key,
        acted,
        height,
    )
    if picture.cut:
        sheet(notice(say("cut", shown=MOST, rest=picture.cut), kind="warn"), "graph-cut")
    if pins is None:
        sheet(notice(say("pins_gone"), kind="warn"), "graph-pins")


def wanted_image(form: str) -> None:
    """Ask the canvas for a file of itself; ``n`` tells two wishes apart."""
    n = st.session_state.get(_SAVED, 0) + 1
    st.session_state[_SAVED] = n
    st.session_state[_SAVE] = {"form": form, "n": n}


def count(view: View) -> str:
    """How much is on show, how much is not, and how much the legend hides."""
    everything, here = data.size(), len(view.nodes)
    rest = everything - len(view.picture.nodes)
    said = say("shown", shown=here, all=everything, rest=rest) if rest else say("shown_all", shown=here)
    away = len(view.picture.nodes) - here
    return said + (f"{DOT}{say('filtered', count=away)}" if away else "")


def acted(action: dict[str, Any]) -> None:
    """Write what the reader did on the canvas into the address."""
    kind, node_id = action.get("kind"), str(action.get("id") or "")
    if kind == "select":
        address.put(sel=node_id)
    elif kind == "hide" and isinstance(action.get("keys"), list):
        address.put(hide=",".join(str(key) for key in action["keys"]))
    elif kind == "pin":
        address.put(pins=pack(taken(action.get("pins"))))
    elif kind == "undo":
        undo()
    elif kind == "expand":
        more = st.session_state.get(_MORE, {}).get(node_id, 0)
        if more > FLOOD:
            address.put(sel=node_id)
        else:
            opened_too(node_id if more else f"-{node_id}", node_id)


def opened() -> list[str]:
    """The nodes that were expanded or folded, in order."""
    return [step for step in address.get("open").split(",") if step]


def opened_too(step: str, node_id: str) -> None:
    """Take one step more and choose its node."""
    address.put(open=",".join([*opened(), step]), sel=node_id)


def undo() -> None:
    """Take back the last expanding or folding."""
    address.put(open=",".join(opened()[:-1]))


def hidden() -> list[str]:
    """The keys that the legend hides."""
    return [key for key in address.get("hide").split(",") if key]


def details(view: View) -> None:
    """The panel: the chosen node or line, else the focus; what of its neighbours is not shown, by type."""
    picture = view.picture
    wanted = address.get("sel") or picture.focus
    edge = picture.edges.get(wanted)
    if wanted in picture.nodes:
        not_shown(wanted, tuple(picture.nodes))
    tree = edge_panel(edge, language()) if edge else node_panel(wanted, language())
    sheet(
        h("div", tree, h("p", say("click_hint"), cls="keys"), hints(*KEYS)),
        "graph-panel",
    )


def not_shown(node_id: str, on_show: tuple[str, ...]) -> None:
    """How many neighbours a node has beyond the picture: a button a type adds those."""
    counts = neighbourhood.not_shown(node_id, on_show)
    total = sum(counts.values())
    if not total:
        return
    buttons = [
        h("button", looks.shape(label), f"{looks.label_title(label, language())} {n:,}", cls="as-link label", act=label)
        for label, n in counts.items()
    ]  # fmt: skip
    head = h("p", say("flood", count=total) if total > FLOOD else say("not_shown", count=total))
    parts = h("p", say("expand_by_type"), *(part for button in buttons for part in (" ", button)))
    sheet(
        h("div", head, parts, cls=f"notice {'warn' if total > FLOOD else 'plain'}"),
        "graph-hidden",
        lambda label: opened_too(f"{node_id}.{label}", node_id),
    )
