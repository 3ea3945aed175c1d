"""The parts that pages share: headings, the evidence of a fact, a quote to copy."""

import re
from typing import Any

from explorer import address, looks
from explorer.address import say
from explorer.numbers import figure
from explorer.passages import marked, sentence, sentence_number
from explorer.plan_view import Fact, Item, Mark, PlanView
from explorer.tree import Tree, h

DOT = " · "


def page_title(title: str, *notes: str) -> Tree:
    """A page's title with its notes beside it."""
    return h(
        "div", h("h2", title), h("span", DOT.join(notes), cls="note") if notes else None, cls="page-title"
    )


def section_title(title: str, note: Tree | None = None, rule: str = "") -> Tree:
    """A section's title under a rule; ``rule`` is a label whose colour the rule takes."""
    side = h("span", note, cls="note") if note is not None else None
    return h("div", h("h3", title), side, cls=f"section-title {f'r-{rule}' if rule else ''}".strip())


def lead(title: str) -> str:
    """The first clause of a title: what stands in narrow places, the whole title beside it as a hint."""
    return re.split("[,，;；]", title, maxsplit=1)[0]


def link(words: str, target: str, title: str | None = None, key: str | None = None) -> Tree:
    """A link to a page of ours; ``key`` is the one that follows it."""
    return h("a", words, href=target, title=title, key=key)


def limit(most: int) -> int | None:
    """How much of a long list is shown: ``most``, or all of it where the address asks for that."""
    return None if address.get("all") else most


def rest(words: str) -> Tree:
    """The count of what a long list leaves out, as the link that shows it."""
    return h("span", link(words, address.changed(all="1")), cls="note")


def number(target: dict[str, Any], cls: str = "figure") -> Tree:
    """A target's figure: comparator, digits, unit; its words where it has no number."""
    found = figure(target)
    if found is None:
        return h("span", h("span", "—", cls="digits"), cls=cls)
    comparator, digits, unit = found
    sign = h("span", comparator, cls="comparator") if comparator else None
    return h("span", sign, h("span", digits, cls="digits"), h("span", unit, cls="unit"), cls=cls)


def place(view: PlanView, block_id: str, start: int, end: int, chosen: str = "") -> Tree:
    """Where a fact stands, one step from the text: outline path, sentence, characters, link, quote.

    The link lights the characters; ``chosen`` is the node that the text's panel then shows.
    """
    path = [block for block in view.path(block_id) if block.label != "Action"]
    steps = [f"{block['mark'] or ''}{block.name}" for block in path]
    if path and path[-1].label == "Task" and path[-1].start <= start:
        steps.append(say("sentence_number", n=sentence_number(view.text, path[-1].start, start)))
    names = " › ".join(steps)
    characters = say("characters", start=start, end=end)
    sel = f"{chosen}@{start}" if chosen else ""
    target = address.href("text", plan=view.plan.id, at=start, end=end, sel=sel)
    return h(
        "p",
        f"{names}{DOT}" if names else "",
        h("span", characters, cls="nums"),
        DOT,
        link(say("in_text"), target, key="t"),
        DOT,
        quote(view, f"{names}；{characters}", start, end),
        cls="place",
    )


def quote(view: PlanView, where: str, start: int, end: int) -> Tree:
    """A button that copies the sentence with source, number, date, place and address."""
    first, last = sentence(view.text, start, end)
    plan = view.plan
    source = "，".join(
        str(part) for part in (plan.name, plan["issuer"], plan["document_number"], plan["published"]) if part
    )
    target = address.href("text", plan=plan.id, at=start, end=end)
    lines = f"“{view.text[first:last]}”\n——{source}；{where}\n{{origin}}{target}"
    return h("button", say("quote"), cls="as-link", copy=lines, copied=say("copied"), key="q")


def evidence(view: PlanView, fact: Fact, marks: list[Mark] | None = None) -> list[Tree]:
    """A fact's sentence with its marks and its place; a fact that no text says tells where it comes from."""
    if fact.span is None:
        return [h("p", say("no_words", source=fact["source"] or "?"), cls="place")]
    start, end = fact.span
    if not view.text:
        return [h("blockquote", fact["evidence"] or "")]
    first, last = sentence(view.text, start, end)
    shown = marked(view.text, first, last, marks if marks is not None else view.marks)
    return [h("blockquote", *shown), place(view, fact.start_id, start, end, fact.end_id)]


def properties(pairs: list[tuple[str, Tree | None]]) -> Tree:
    """Names and values, two columns; what is empty is left out."""
    shown = [(name, value) for name, value in pairs if value not in (None, "")]
    return h("dl", *(part for name, value in shown for part in (h("dt", name), h("dd", value))), cls="pairs")


def notice(text: str, *more: Tree, kind: str = "plain") -> Tree:
    """A state of the page in words: plain, warn or error."""
    return h("div", text, *more, cls=f"notice {kind}", role="status")


def node_card(item: Item, language: str) -> Tree:
    """The head of a panel: name and label."""
    return h(
        "div",
        h("h3", looks.shown_name(item.label, item.name)),
        looks.label_word(item.label, language),
        cls=f"section-title card r-{item.label}",
    )
