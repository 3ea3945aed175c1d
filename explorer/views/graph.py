"""Graph: a name, its neighbourhood or the way to another name, and what each node and line rests on."""

import difflib
from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer import address, data, likely_same, looks, neighbourhood
from explorer.address import language, say
from explorer.board import canvas, details, opened, undo, view_of, wanted_image
from explorer.canvas import FILES, IMAGES, View, file_of
from explorer.guard import part
from explorer.parts import DOT, lead, notice
from explorer.picture import draw
from explorer.plan_view import Item
from explorer.sheet import sheet
from explorer.tables import downloads
from explorer.tree import Tree, h

DEPTHS = ("1", "2", "3")
LAYOUTS = {"force": "force", "layered": "layered", "concentric": "concentric", "section": "by_section_layout"}
FEW = 12
FOUND = 60

Link = Callable[[str], str]


def find(wanted: str) -> Item | None:
    """The node a reader asks for: by id, exact name or alias."""
    by_id = data.node(wanted)
    if by_id is not None:
        return by_id
    exact = data.named(wanted) or [row for row in data.names() if wanted in (row["name"], *row["aliases"])]
    return Item(exact[0]["id"], exact[0]["label"], exact[0]["name"]) if exact else None


def suggestions(wanted: str, link: Link) -> Tree:
    """What the saved query ``search`` finds; where nothing holds what was typed, the names that are close to it.

    ``link`` makes the address of a name or an id that the reader may have meant.
    """
    found = data.answer("search", {"text": wanted}, FOUND)
    if found.rows:
        count = say("at_least" if found.truncated else "found_names", text=wanted, count=len(found.rows))
        rows = (_found(row, link) for row in found.records())
        return h("div", notice(count), h("ul", *rows, cls="list names"))
    known = {name: row for row in data.names() for name in (row["name"], *row["aliases"])}
    close = difflib.get_close_matches(wanted, list(known), n=8, cutoff=0.5)
    head = notice(say("no_match", text=wanted) + (say("close_names") if close else ""))
    return h("div", head, h("ul", *(_named(name, known[name], link) for name in close), cls="list names"))


def _found(row: dict[str, Any], link: Link) -> Tree:
    """A search result: a passage leads into the text, everything else to its graph."""
    in_text = row["start"] is not None
    target = address.href("text", plan=row["plan"], at=row["start"]) if in_text else link(row["id"])
    note = looks.label_title(row["label"], language())
    if row["words"] != row["name"]:
        note = f"{row['words']}{DOT}{note}"
    return h(
        "li",
        h("a", looks.shape(row["label"]), h("span", row["name"]), cls="name", href=target),
        h("span", note, cls="task"),
    )


def _named(name: str, row: dict[str, Any], link: Link) -> Tree:
    full = "" if name == row["name"] else f"{row['name']}{DOT}"
    shown_link = h("a", looks.shape(row["label"]), name, cls="name", href=link(name))
    return h("li", shown_link, h("span", full, looks.label_title(row["label"], language()), cls="task"))


def steps_of(focus: dict[str, Any]) -> str:
    """What the address asks for, else the fewest steps that show a neighbourhood worth looking at."""
    if address.get("depth") in DEPTHS:
        return address.get("depth")
    sizes = (len(draw([focus], int(n), (), data.neighbours, lambda _: []).nodes) for n in DEPTHS)
    return next((n for n, size in zip(DEPTHS, sizes, strict=True) if size >= FEW), DEPTHS[-1])


def toolbar(depth: str, view: View | None) -> None:
    """Name, steps, layout, the other end of a path, undo, files."""
    with st.container(horizontal=True, vertical_alignment="center", key="graph-toolbar"):
        plan = first()
        names = data.names_in(plan.id) if plan else []
        name_box("focus", "name", "search_for", 280, names)
        if depth:
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
            tuple(LAYOUTS),
            format_func=lambda name: say(LAYOUTS[name]),
            label_visibility="collapsed",
            width="content",
            **address.bound("layout", tuple(LAYOUTS), "force"),
        )
        other = address.get("to")
        with st.popover(f"→ {lead(other)}" if other else say("path"), key="graph-path"):
            name_box("to", "path_to", "path_to", 280, names)
        st.space("stretch")
        if address.get("pins"):
            st.button(say("unpin_all"), on_click=lambda: address.put(pins=""), key="graph-unpin")
        st.button(say("undo"), on_click=undo, disabled=not opened(), key="graph-undo")
        if view is not None:
            files(view)


def name_box(key: str, title: str, hint: str, width: int, names: list[str]) -> None:
    """A field for a name with suggestions, tied to the address."""
    wanted = address.get(key)
    names = list(dict.fromkeys([*([wanted] if wanted else []), *names]))
    st.selectbox(
        say(title),
        names,
        placeholder=say(hint),
        accept_new_options=True,
        label_visibility="collapsed",
        width=width,
        **address.tied(key, wanted or None, clears=("open", "sel", "pins")),
    )


def files(view: View) -> None:
    """Exactly what is shown, to take away: two kinds of picture, three of data."""
    chosen = language()
    with st.popover(say("save_shown"), key="graph-files"):
        for form in IMAGES:
            st.button(form.upper(), key=f"graph-{form}", on_click=wanted_image, args=(form,), width="stretch")
        downloads(FILES, lambda form: file_of(view, form, chosen), "planatlas")


def first() -> Item | None:
    """What is shown before anybody asks: the plan of the address, else the newest."""
    at_hand = data.plans()
    wanted = address.get("plan")
    row = next(
        (row for row in at_hand if wanted in (row["id"], row["name"])), at_hand[0] if at_hand else None
    )
    return Item(row["id"], "Plan", row["name"]) if row else None


def start_of() -> tuple[list[dict[str, Any]], Tree | None]:
    """The focus, or the nodes of the path that the address asks for; what to say instead where there is none."""
    wanted, other = address.get("focus"), address.get("to")
    focus = find(wanted) if wanted else first()
    if focus is None:
        meant: Link = lambda name: address.href("graph", focus=name, to=other)  # noqa: E731
        return [], suggestions(wanted, meant) if wanted else notice(say("no_plan"))
    alone = [{"id": focus.id, "label": focus.label, "name": focus.name}]
    if not other:
        return alone, None
    end = find(other)
    if end is None:
        return [], suggestions(other, lambda name: address.href("graph", focus=wanted, to=name))
    if end.id == focus.id:
        return alone, notice(say("same_ends"))
    way = neighbourhood.path(focus.name, end.name)
    return (way, None) if way else (
        [*alone, {"id": end.id, "label": end.label, "name": end.name}],
        notice(say("no_path", source=focus.name, target=end.name)),
    )  # fmt: skip


@part
def workbench() -> None:
    """Toolbar, canvas and panel: an answer to a click runs only this."""
    start, said = start_of()
    if not start:
        toolbar("", None)
        if said is not None:
            sheet(said, "graph-names")
        return
    depth = steps_of(start[0]) if len(start) == 1 else ""
    picture = draw(start, int(depth or 0), opened(), likely_same.near, likely_same.between)
    view = view_of(picture)
    toolbar(depth, view)
    if said is not None:
        sheet(said, "graph-names")
    left, right = st.columns([7, 2.9], gap="medium")
    with left:
        layout = address.get("layout") if address.get("layout") in LAYOUTS else "force"
        canvas(view, "graph", f"{'-'.join(picture.start)}/{depth}/{layout}", layout)
    with right:
        details(view)


address.clear_foreign("graph")
workbench()
