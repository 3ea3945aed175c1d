"""Text: the plan as published, its outline at the left, and what each marked word became."""

from bisect import bisect_right
from collections import Counter

import streamlit as st

from explorer import address, chosen, looks
from explorer.address import language, say
from explorer.guard import part
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
from explorer.passages import marked
from explorer.plan_view import MENTIONS, Item, Mark, PlanView
from explorer.sheet import sheet
from explorer.tree import Tree, h

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
            href=address.href("text", at=block.start, marks=address.get("marks")),
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


def prose(view: PlanView, marks: list[Mark], at: int | None) -> Tree:
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
            kind = _kind(view, line, start < body, [one for one in headings if start <= one < end])
            anchor = str(at) if at is not None and start <= at < end else None
            paragraphs.append(h("p", *_with_anchor(view, start, end, inside, at, hints), cls=kind, at=anchor))
        start = end + 1
    return h("div", *paragraphs, cls="prose scroll", tabindex="0", aria_label=say("whole_text"))


def _kind(view: PlanView, line: str, before: bool, headings: list[int]) -> str | None:
    """How a line is set: the plan's title, a heading (not when its text follows on the line), what the page adds."""
    if line.strip() == view.plan.name:
        return "title"
    if headings:
        return "heading" if len(line) <= MOST_HEADING else None
    return "chrome" if before and len(line) <= MOST_HEADING else None


def _with_anchor(
    view: PlanView, start: int, end: int, marks: list[Mark], at: int | None, hints: dict[str, str]
) -> list[Tree]:
    if at is None or not start <= at < end or any(mark.start == at for mark in marks):
        return marked(view.text, start, end, marks, True, hints)
    before = marked(view.text, start, at, marks, True, hints)
    return [*before, h("span", at=str(at)), *marked(view.text, at, end, marks, True, hints)]


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
        h("p", link(say("in_graph"), address.href("graph", focus=item.name, sel=item.id))),
    ]
    for fact in here[:3]:
        parts += [
            section_title(looks.fact_title(fact.type, fact.variant, language()), fact.type),
            *evidence(view, fact, marks),
        ]
    if elsewhere:
        parts.append(section_title(say("elsewhere")))
        for fact in elsewhere[:3]:
            parts += evidence(view, fact, marks)
    return h("div", *parts)


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
            link(say("in_graph"), address.href("graph", focus=target.id)),
            " ",
            link(say("targets"), address.href("targets", t=target.id)),
        ),
    )


@part
def reader() -> None:
    """Text and panel in one fragment: choosing a mark does not run the page again."""
    all_marks = view.marks
    hidden = set(address.get("marks").split(",")) - {""}
    marks = [mark for mark in all_marks if mark.label not in hidden]
    at = int(address.get("at")) if address.get("at").isdigit() else None
    left, right = st.columns([7.2, 3.4], gap="medium")
    with left:
        tree = h("div", outline(view, all_marks, at), prose(view, marks, at), cls="reader")
        sheet(
            tree,
            "text-reader",
            lambda key: address.put(sel=key),
            selected=address.get("sel"),
            at=str(at or ""),
        )
    with right:
        keys = h(
            "p", h("kbd", "J", cls="kbd"), " ", h("kbd", "K", cls="kbd"), f" {say('text_keys')}", cls="keys"
        )
        sheet(h("div", panel(view, marks, address.get("sel")), keys), "text-panel")


address.clear_foreign("text")
view = chosen.plan()
if not view.text:
    sheet(h("div", page_title(say("text_title"), view.plan.name), notice(say("no_text"))), "text-missing")
    st.stop()
mentions = sum(fact.type == MENTIONS for fact in view.facts)
notes = say("text_notes", count=len(view.text), mentions=mentions, targets=len(view.targets))
sheet(page_title(say("text_title"), view.plan.name, notes), "text-title")
labels = list(dict.fromkeys(mark.label for mark in view.marks))
labels.sort(key=list(looks.label_looks("zh")).index)
hidden_now = address.get("marks").split(",")
st.pills(
    say("marks"),
    labels,
    selection_mode="multi",
    format_func=lambda name: looks.label_title(name, language()),
    label_visibility="collapsed",
    **address.tied(
        "marks",
        [name for name in labels if name not in hidden_now],
        lambda shown: ",".join(name for name in labels if name not in shown),
    ),
)
reader()
