"""Text: the plan as published, its outline at the left, and what each marked word became."""

from bisect import bisect_left, bisect_right
from collections import Counter

import streamlit as st

from explorer import address, chosen, looks
from explorer.address import language, say
from explorer.find_in_text import beside, current, places
from explorer.guard import part
from explorer.keys import hints
from explorer.parts import (
    DOT,
    evidence,
    lead,
    link,
    node_card,
    notice,
    number,
    page_title,
    properties,
    section_title,
)
from explorer.passages import Place, marked
from explorer.plan_view import MENTIONS, Fact, Item, Mark, PlanView
from explorer.sheet import sheet
from explorer.tree import Tree, h

#: More names than these beside one make a list that nobody reads.
MOST_BESIDE = 8
MOST_HEADING = 60  # characters; a longer line goes on with the text


def outline(view: PlanView, marks: list[Mark], at: int | None) -> Tree:
    """Sections and tasks, each with the number of its marks; the one that is read is lit."""
    blocks = view.of("Section", "Task")
    here = _here(blocks, at)
    lines = [
        h(
            "a",
            h("span", f"{block['mark'] or ''}{lead(block.name)}"),
            h("span", sum(block.start <= mark.start < block.end for mark in marks), cls="n"),
            href=address.href("text", at=block.start, marks=address.get("marks"), find=address.get("find")),
            cls=block.label,
            title=block.name,
            aria_current="true" if block.id == here else None,
        )
        for block in blocks
    ]
    return h("nav", *lines, cls="outline scroll", aria_label=say("outline_facts"))


def _here(blocks: list[Item], at: int | None) -> str | None:
    if at is None:
        return None
    holding = [block for block in blocks if block.start <= at < max(block.end, block.start + 1)]
    return holding[-1].id if holding else None


def prose(view: PlanView, marks: list[Mark], at: int | None, hits: list[Place]) -> Tree:
    """The whole text, a paragraph a line; the place that ``at`` names can be scrolled to."""
    headings = {block.start for block in view.of("Section")}
    body = min((block.start for block in view.of("Section", "Task")), default=0)
    starts = [mark.start for mark in marks]
    hints = hints_of(view)
    paragraphs = []
    start = 0
    for line in view.text.split("\n"):
        end = start + len(line)
        if line.strip():
            inside = marks[bisect_right(starts, start - 400) : bisect_right(starts, end)]
            found = hits[bisect_left(hits, (start, 0)) : bisect_left(hits, (end, 0))]
            kind = _kind(view, line, start < body, [one for one in headings if start <= one < end])
            paragraphs.append(h("p", *_line(view, (start, end), inside, at, hints, found), cls=kind))
        start = end + 1
    return h("div", *paragraphs, cls="prose scroll", tabindex="0", aria_label=say("whole_text"))


def _kind(view: PlanView, line: str, before: bool, headings: list[int]) -> str | None:
    """How a line is set: the plan's title, a heading (not when its text follows on the line), what the page adds."""
    if line.strip() == view.plan.name:
        return "title"
    if headings:
        return "heading" if len(line) <= MOST_HEADING else None
    return "chrome" if before and len(line) <= MOST_HEADING else None


def _line(
    view: PlanView, line: Place, marks: list[Mark], at: int | None, hints: dict[str, str], hits: list[Place]
) -> list[Tree]:
    """A line's pieces; where ``at`` is no mark's or hit's start, an empty element stands there to be scrolled to."""
    start, end = line
    named = {mark.start for mark in marks} | {hit[0] for hit in hits}
    if at is None or not start <= at < end or at in named:
        return marked(view.text, start, end, marks, True, hints, hits)
    before = marked(view.text, start, at, marks, True, hints, hits)
    return [*before, h("span", at=str(at)), *marked(view.text, at, end, marks, True, hints, hits)]


def hints_of(view: PlanView) -> dict[str, str]:
    """What each node is and how it is named, in one line: what hovering over a mark says."""
    said: dict[str, dict[str, None]] = {}
    for fact in view.facts:
        if fact.type != MENTIONS:
            said.setdefault(fact.end_id, {})[looks.fact_title(fact.type, fact.variant, language())] = None
    return {
        key: DOT.join([looks.label_title(item.label, language()), item.name, *said.get(key, ())])
        for key, item in view.items.items()
    }


def panel(view: PlanView, marks: list[Mark], chosen_key: str) -> Tree:
    """What a marked word became: its relations, its sentence, where else it stands."""
    key, _, start = chosen_key.partition("@")
    item = view.items.get(key)
    if item is None:
        return _legend(marks)
    at = int(start) if start.isdigit() else item.start
    if item.label == "Target":
        return _target_panel(view, item, marks)
    facts = view.naming(item.id)
    here = [fact for fact in facts if fact.span and fact.span[0] <= at <= fact.span[1]]
    elsewhere = [f for f in facts if f.type == MENTIONS or f not in here]
    elsewhere = [fact for fact in elsewhere if fact.span and not fact.span[0] <= at <= fact.span[1]]
    said = "、".join(dict.fromkeys(looks.fact_title(fact.type, fact.variant, language()) for fact in facts))
    places = [mark for mark in marks if mark.key == item.id]
    parts: list[Tree | None] = [
        node_card(item, language()),
        properties(
            [
                (say("here_called"), view.wording(item) if view.wording(item) != item.name else None),
                (say("relations"), said),
                (say("appears"), say("occurrences", count=len(places))),
            ]
        ),
        h("p", link(say("in_graph"), address.href("graph", focus=item.name, sel=item.id), key="g")),
    ]
    for fact in here[:3]:
        parts += [
            section_title(looks.fact_title(fact.type, fact.variant, language()), fact.type),
            *evidence(view, fact, marks),
        ]
    parts.append(together(view, item, here))
    if elsewhere:
        parts.append(section_title(say("elsewhere")))
        for fact in elsewhere[:3]:
            parts += evidence(view, fact, marks)
    return h("div", *parts)


def together(view: PlanView, item: Item, here: list[Fact]) -> Tree | None:
    """What the same action names and sets beside the item."""
    blocks = {fact.start_id for fact in here}
    others = dict.fromkeys(
        fact.end_id for fact in view.facts if fact.start_id in blocks and fact.type in (MENTIONS, "SETS")
    )
    others.pop(item.id, None)
    if not others:
        return None
    lines = []
    for key in list(others)[:MOST_BESIDE]:
        other = view.items[key]
        name = looks.shown_name(other.label, view.wording(other))
        target = address.href("graph", focus=other.id if other.label == "Target" else other.name)
        lines.append(h("li", h("a", looks.shape(other.label), h("span", name), cls="name", href=target)))
    rest = len(others) - len(lines)
    title = section_title(say("same_action"), say("more", count=rest) if rest > 0 else None)
    return h("div", title, h("ul", *lines, cls="list names"))


def _legend(marks: list[Mark]) -> Tree:
    """What the colours mean, with the number of places."""
    counts = Counter(mark.label for mark in marks)
    lines = [
        h(
            "li",
            looks.label_word(name, language()),
            h("span", h("span", say("occurrences", count=counts[name]), cls="n")),
        )
        for name in looks.label_looks(language())
        if counts[name]
    ]
    return h("div", section_title(say("marks"), say("machine_read")), h("ul", *lines, cls="list"))


def _target_panel(view: PlanView, target: Item, marks: list[Mark]) -> Tree:
    fact = next(
        (
            fact
            for fact in view.facts
            if fact.end_id == target.id
            and fact.type == "SETS"
            and fact.start_id == view.block_of.get(target.id)
        ),
        None,
    )
    title = Item(target.id, "Target", target["indicator"] or target.name)
    return h(
        "div",
        node_card(title, language()),
        number(target.properties),
        *(evidence(view, fact, marks) if fact else []),
        h(
            "p",
            link(say("in_graph"), address.href("graph", focus=target.id), key="g"),
            " ",
            link(say("targets"), address.href("targets", t=target.id)),
        ),
    )


def toolbar(labels: list[str], hidden: set[str], found: list[Place], here: int) -> None:
    """Which marks are shown, what is searched for, and the way from place to place."""
    with st.container(horizontal=True, vertical_alignment="center", key="text-toolbar"):
        st.pills(
            say("marks"),
            labels,
            selection_mode="multi",
            format_func=lambda name: looks.label_title(name, language()),
            label_visibility="collapsed",
            **address.tied(
                "marks",
                [name for name in labels if name not in hidden],
                lambda shown: ",".join(name for name in labels if name not in shown),
            ),
        )
        st.space("stretch")
        st.text_input(
            say("find_in_text"),
            placeholder=say("find_in_text"),
            label_visibility="collapsed",
            width=190,
            **address.tied("find", address.get("find"), clears=("hit", "at", "end")),
        )
        sheet(ways(found, here), "text-ways", step)


def ways(found: list[Place], here: int) -> Tree:
    """To the place before and behind: of what is searched for, with its count, else from mark to mark."""
    wanted = address.get("find").strip()
    count = f"{here or '–'}/{len(found)}" if found else say("no_match", text=wanted) if wanted else None

    def way(word: str, key: str, walk: str) -> Tree:
        step = {"act" if found else "walk": walk}
        return h("button", say(word), " ", h("kbd", key.upper(), cls="kbd"), cls="as-link", key=key, **step)

    return h(
        "div",
        way("previous", "k", "-1"),
        h("span", count, cls="nums note", role="status"),
        way("next", "j", "1"),
        cls="ways",
    )


def step(way: str) -> None:
    """One hit on or back from where the address is by now: a second key may come before the first one's answer."""
    hits, at = places(view.text, address.get("find")), place_of("at")
    before, behind = beside(hits, current(hits, address.get("hit"), at), at)
    address.put(hit=behind if way == "1" else before, at="", end="")


def place_of(key: str) -> int | None:
    """A parameter of the address that counts characters."""
    return int(address.get(key)) if address.get(key).isdigit() else None


@part
def reader() -> None:
    """Text and panel in one fragment: choosing a mark or the next place does not run the page again."""
    labels = list(dict.fromkeys(mark.label for mark in view.marks))
    labels.sort(key=list(looks.label_looks("zh")).index)
    hidden = set(address.get("marks").split(","))
    marks = [mark for mark in view.marks if mark.label not in hidden]
    at = place_of("at")
    found = places(view.text, address.get("find"))
    here = current(found, address.get("hit"), at)
    toolbar(labels, hidden, found, here)
    shown = found[here - 1][0] if here else at
    left, right = st.columns([7.2, 3.4], gap="medium")
    with left:
        last = place_of("end")
        lit = found or ([(at, last)] if at is not None and last is not None and last > at else [])
        tree = h("div", outline(view, view.marks, shown), prose(view, marks, shown, lit), cls="reader")
        sheet(
            tree,
            "text-reader",
            lambda key: address.put(sel=key),
            selected=address.get("sel"),
            at="" if shown is None else str(shown),
        )
    with right:
        chosen_key = address.get("sel") or mark_at(marks, at)
        keys = hints(("J K", "key_next"), ("G", "key_graph"), ("Q", "key_quote"), ("?", "key_all"))
        sheet(h("div", panel(view, marks, chosen_key), keys), "text-panel")


def mark_at(marks: list[Mark], at: int | None) -> str:
    """What a link to a place chooses: the longest mark that begins there."""
    return next((f"{mark.key}@{mark.start}" for mark in marks if mark.start == at), "")


address.clear_foreign("text")
view = chosen.plan()
if not view.text:
    sheet(h("div", page_title(say("text_title"), view.plan.name), notice(say("no_text"))), "text-missing")
    st.stop()
mentions = sum(fact.type == MENTIONS for fact in view.facts)
notes = say("text_notes", count=len(view.text), mentions=mentions, targets=len(view.targets))
sheet(page_title(say("text_title"), view.plan.name, notes), "text-title")
reader()
