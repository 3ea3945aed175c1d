"""A picture on a page: the canvas with its legend and count, what the reader does on it, and the panel beside it.

All that the reader does is written into the address: the page must own ``address.ON_BOARD``.
"""

from collections import Counter
from typing import Any

import streamlit as st

from explorer import address, data, looks, neighbourhood
from explorer.address import language, say
from explorer.canvas import View, component_data
from explorer.graph_component import graph
from explorer.keys import hints
from explorer.legend import shown
from explorer.node_panel import edge_panel, node_panel
from explorer.parts import DOT, link, notice, section_title
from explorer.picture import MOST, Picture
from explorer.pins import pack, taken, unpack
from explorer.sheet import sheet
from explorer.tree import Tree, h

#: More new nodes than this are not poured over the picture: the reader chooses a type first.
FLOOD = 60
#: What the count of what is not shown chooses.
REST = "*"
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
            "selected": chosen(),
            "grownFrom": steps[-1].removeprefix("-").partition(".")[0] if steps else picture.focus,
            "count": count(view),
            "rest": rest(view),
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


def rest(view: View) -> str:
    """How much of the graph is not in the picture, in words; empty where all is."""
    missing = data.size() - len(view.picture.nodes)
    return say("not_in_picture", rest=missing) if missing > 0 else ""


def count(view: View) -> str:
    """How much is on show, and how much the legend hides."""
    everything, here = data.size(), len(view.nodes)
    said = (
        say("shown", shown=here, all=everything)
        if everything > len(view.picture.nodes)
        else say("shown_all", shown=here)
    )
    away = len(view.picture.nodes) - here
    return said + (f"{DOT}{say('filtered', count=away)}" if away else "")


def acted(action: dict[str, Any]) -> None:
    """Write what the reader did on the canvas into the address."""
    kind, node_id = action.get("kind"), str(action.get("id") or "")
    if kind == "select" and isinstance(action.get("ids"), list):
        address.put(sel=",".join(str(each) for each in action["ids"]))
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


def chosen() -> list[str]:
    """The chosen nodes and lines; ``REST`` for what is not shown."""
    return [each for each in address.get("sel").split(",") if each]


def hidden() -> list[str]:
    """The keys that the legend hides."""
    return [key for key in address.get("hide").split(",") if key]


def details(view: View) -> None:
    """The panel: the chosen node or line, else the focus; what of its neighbours is not shown, by type."""
    picture = view.picture
    several = [each for each in chosen() if each in picture.nodes or each in picture.edges]
    if chosen() == [REST]:
        sheet(rest_panel(view), "graph-panel")
        return
    if len(several) > 1:
        sheet(several_panel(view, several), "graph-several", lambda key: address.put(sel=key))
    wanted = several[-1] if several else next(iter(chosen()), picture.focus)
    edge = picture.edges.get(wanted)
    if wanted in picture.nodes:
        not_shown(wanted, tuple(picture.nodes))
    tree = edge_panel(edge, language()) if edge else node_panel(wanted, language())
    sheet(
        h("div", tree, h("p", say("click_hint"), cls="keys"), hints(*KEYS)),
        "graph-panel",
    )


def several_panel(view: View, ids: list[str]) -> Tree:
    """What is chosen together, each to be chosen alone; of two nodes also the path between them."""
    nodes = [view.picture.nodes[each] for each in ids if each in view.picture.nodes]
    names = [
        h("li", h("button", looks.shape(node["label"]), node["name"], cls="as-link name", act=node["id"]))
        for node in nodes
    ]
    way = None
    if len(nodes) == 2:
        ends = {"focus": nodes[0]["name"], "to": nodes[1]["name"]}
        way = h("p", link(say("path_of_two"), address.href("graph", **ends)))
    return h("div", section_title(say("chosen_several", count=len(ids))), h("ul", *names), way)


def rest_panel(view: View) -> Tree:
    """The nodes of the graph that are not in the picture, by type; a type leads to its list."""
    here = Counter(node["label"] for node in view.picture.nodes.values())
    lines = []
    for label, number in neighbourhood.sizes().items():
        if number <= here[label]:
            continue
        cypher = f"MATCH (n:{label}) RETURN n.name AS name, n.id AS id ORDER BY name"
        target = address.href("queries", q="console", cypher=cypher, run="1")
        name = h("a", looks.shape(label), looks.label_title(label, language()), cls="name", href=target)
        lines.append(h("li", name, h("span", f"{number - here[label]:,}", cls="n")))
    title = section_title(say("rest"), say("rest_note"))
    return h("div", title, h("ul", *lines, cls="list"))


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
