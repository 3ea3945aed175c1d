"""Graph: a name, its neighbourhood, and what each node and line rests on."""

import difflib
from typing import Any

import streamlit as st

from explorer import address, data, looks
from explorer.address import language, say
from explorer.graph_component import graph
from explorer.guard import part
from explorer.node_panel import edge_panel, node_panel
from explorer.parts import DOT, notice
from explorer.picture import MOST, Picture, component_data, draw
from explorer.plan_view import Item
from explorer.sheet import sheet
from explorer.tree import Tree, h

DEPTHS = ("1", "2", "3")
LAYOUTS = ("force", "layered", "concentric")
KEY = "graph"
FEW = 12
FOUND = 60


def find(wanted: str) -> Item | None:
    """The node a reader asks for: by id, exact name or alias."""
    by_id = data.node(wanted)
    if by_id is not None:
        return by_id
    exact = data.named(wanted) or [row for row in data.names() if wanted in (row["name"], *row["aliases"])]
    return Item(exact[0]["id"], exact[0]["label"], exact[0]["name"]) if exact else None


def suggestions(wanted: str) -> Tree:
    """What the saved query ``search`` finds; where nothing holds what was typed, the names that are close to it."""
    found = data.answer("search", {"text": wanted}, FOUND)
    if found.rows:
        count = say("at_least" if found.truncated else "found_names", text=wanted, count=len(found.rows))
        return h("div", notice(count), h("ul", *map(_found, found.records()), cls="list names"))
    known = {name: row for row in data.names() for name in (row["name"], *row["aliases"])}
    close = difflib.get_close_matches(wanted, list(known), n=8, cutoff=0.5)
    head = notice(say("no_match", text=wanted) + (say("close_names") if close else ""))
    return h("div", head, h("ul", *(_named(name, known[name]) for name in close), cls="list names"))


def _found(row: dict[str, Any]) -> Tree:
    """A search result: a passage leads into the text, everything else to its graph."""
    in_text = row["start"] is not None
    target = (
        address.href("text", plan=row["plan"], at=row["start"])
        if in_text
        else address.href("graph", focus=row["id"])
    )
    note = looks.label_title(row["label"], language())
    if row["words"] != row["name"]:
        note = f"{row['words']}{DOT}{note}"
    return h(
        "li",
        h("a", looks.shape(row["label"]), h("span", row["name"]), cls="name", href=target),
        h("span", note, cls="task"),
    )


def _named(name: str, row: dict[str, Any]) -> Tree:
    full = "" if name == row["name"] else f"{row['name']}{DOT}"
    link = h("a", looks.shape(row["label"]), name, cls="name", href=address.href("graph", focus=name))
    return h("li", link, h("span", full, looks.label_title(row["label"], language()), cls="task"))


def acted(action: dict[str, object]) -> None:
    """Write what the reader did on the canvas into the address."""
    kind, node_id = action.get("kind"), str(action.get("id") or "")
    if kind == "select":
        address.put(sel=node_id)
    elif kind == "hide" and isinstance(action.get("labels"), list):
        address.put(hide=",".join(str(label) for label in action["labels"]))  # type: ignore[attr-defined]
    elif kind == "expand":
        steps = opened()
        more = st.session_state.get("graph-more", {}).get(node_id, 0)
        step = node_id if more else f"-{node_id}"
        address.put(open=",".join([*steps, step]), sel=node_id)


def opened() -> list[str]:
    """The nodes that were expanded or folded, in order."""
    return [step for step in address.get("open").split(",") if step]


def undo() -> None:
    """Take back the last expanding or folding."""
    address.put(open=",".join(opened()[:-1]))


def enough(focus: Item | None) -> str:
    """The fewest steps that show a neighbourhood worth looking at: what is drawn unless the reader says otherwise."""
    if focus is None:
        return DEPTHS[0]
    start = {"id": focus.id, "label": focus.label, "name": focus.name}
    return next((n for n in DEPTHS if len(draw(start, int(n), (), data.neighbours).nodes) >= FEW), DEPTHS[-1])


def toolbar(focus: str, depth: str) -> None:
    """Name, steps, layout, undo, link."""
    plan = first()
    names = list(dict.fromkeys([*([focus] if focus else []), *(data.names_in(plan.id) if plan else [])]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.selectbox(
            say("name"),
            names,
            placeholder=say("search_for"),
            accept_new_options=True,
            label_visibility="collapsed",
            width=320,
            key="address-focus",
            on_change=refocus,
        )
        st.segmented_control(
            say("steps"),
            DEPTHS,
            format_func=lambda n: say("hop", n=n),
            label_visibility="collapsed",
            width="content",
            **address.tied("depth", depth),
        )
        st.segmented_control(
            say("layout"),
            LAYOUTS,
            format_func=say,
            label_visibility="collapsed",
            width="content",
            **address.bound("layout", LAYOUTS, "force"),
        )
        st.space("stretch")
        st.button(say("undo"), on_click=undo, disabled=not opened(), key="graph-undo")


def refocus() -> None:
    """Another name: what was opened, chosen and hidden belonged to the old one."""
    address.put(focus=st.session_state["address-focus"] or "", open="", sel="")


@part
def workbench() -> None:
    """Toolbar, canvas and panel: an answer to a click runs only this."""
    wanted = address.get("focus")
    st.session_state["address-focus"] = wanted or None
    focus = find(wanted) if wanted else first()
    depth = address.get("depth") if address.get("depth") in DEPTHS else enough(focus)
    toolbar(wanted, depth)
    if focus is None:
        sheet(suggestions(wanted) if wanted else notice(say("no_plan")), "graph-names")
        return
    picture = draw(
        {"id": focus.id, "label": focus.label, "name": focus.name}, int(depth), opened(), data.neighbours
    )
    left, right = st.columns([7, 2.9], gap="medium")
    with left:
        canvas(picture, focus, depth)
    with right:
        details(picture, focus)


def first() -> Item | None:
    """What is shown before anybody asks: the plan of the address, else the newest."""
    at_hand = data.plans()
    wanted = address.get("plan")
    row = next(
        (row for row in at_hand if wanted in (row["id"], row["name"])), at_hand[0] if at_hand else None
    )
    return Item(row["id"], "Plan", row["name"]) if row else None


def canvas(picture: Picture, focus: Item, depth: str) -> None:
    """The picture with its count, its legend and what did not fit."""
    degrees = data.degrees(tuple(picture.nodes))
    drawn = component_data(picture, degrees, language())
    st.session_state["graph-more"] = {node["id"]: node["more"] for node in drawn["nodes"]}
    steps = opened()
    everything = data.size()
    rest = everything - len(picture.nodes)
    count = (
        say("shown", shown=len(picture.nodes), all=everything, rest=rest)
        if rest
        else say("shown_all", shown=len(picture.nodes))
    )
    layout = address.get("layout") if address.get("layout") in LAYOUTS else "force"
    hide = [label for label in address.get("hide").split(",") if label]
    words = {"canvas": "canvas", "zoomIn": "zoom_in", "zoomOut": "zoom_out", "fit": "fit", "legend": "legend"}
    graph(
        {
            **drawn,
            "view": f"{focus.id}/{depth}/{layout}",
            "layout": layout,
            "focus": focus.id,
            "selected": address.get("sel"),
            "grownFrom": steps[-1].removeprefix("-") if steps else focus.id,
            "hide": hide,
            "count": count,
            "words": {name: say(key) for name, key in words.items()},
        },
        KEY,
        acted,
    )
    if picture.cut:
        sheet(notice(say("cut", shown=MOST, rest=picture.cut), kind="warn"), "graph-cut")


def details(picture: Picture, focus: Item) -> None:
    """The panel: the chosen node or line, else the focus."""
    wanted = address.get("sel") or focus.id
    edge = picture.edges.get(wanted)
    tree = edge_panel(edge, language()) if edge else node_panel(wanted, language())
    sheet(
        h("div", tree, h("p", say("click_hint"), cls="keys"), h("p", say("graph_keys"), cls="keys")),
        "graph-panel",
    )


address.clear_foreign("graph")
workbench()
