"""What a node or a line of the graph rests on: properties, then each piece of evidence as its sentence."""

from typing import Any

from explorer import address, data, likely_same, looks
from explorer.address import say
from explorer.parts import DOT, evidence, link, node_card, notice, number, place, properties, section_title
from explorer.passages import marked
from explorer.plan_view import OUTLINE_RELATIONS, Fact, Item
from explorer.tree import Tree, h
from graph_builder.schema import load_schema

SHOWN = 8
MOST_WORDS = 300


def node_panel(node_id: str, language: str) -> Tree:
    """A node's card: what it is, then its relations with their sentences, telling ones first."""
    item = data.node(node_id)
    if item is None:
        return notice(say("unknown_node"), kind="warn")
    related = data.facts_about(node_id)
    parts: list[Tree | None] = [node_card(item, language)]
    if item.label == "Target":
        parts.append(number(item.properties))
    parts.append(_facts(item, related))
    if item["text"] and item.label in ("Section", "Task", "Action"):
        parts.append(_own_words(item))
    telling = [row for row in related if row["fact"].type not in (*OUTLINE_RELATIONS, looks.NAMED)]
    said = {(row["fact"].start_id, row["fact"].end_id) for row in telling}
    named = [
        r
        for r in related
        if r["fact"].type == looks.NAMED and (r["fact"].start_id, r["fact"].end_id) not in said
    ]
    shown = [*telling, *named]
    for row in shown[:SHOWN]:
        parts += _relation(item, row["fact"], row["other"], language)
    if len(shown) > SHOWN:
        target = address.href("queries", q="about-name", **{"p.name": item.name})
        parts.append(h("p", link(say("more", count=len(shown) - SHOWN), target)))
    return h("div", *parts)


def _facts(item: Item, related: list[dict[str, Any]]) -> Tree:
    plans = {row["plan"] for row in related if row["plan"]}
    pairs: list[tuple[str, Tree | None]] = [
        (say("aliases"), "、".join(item["aliases"] or [])),
        (say("scope"), item["scope"]),
        (say("issuer"), item["issuer"]),
        (say("published"), item["published"]),
        (say("modality"), looks.schema_words(address.language()).get(item["modality"])),
    ]
    if item["period_start"] and item.label in ("Plan", "Target"):
        pairs.append((say("period"), f"{item['period_start']} – {item['period_end'] or ''}"))
    if load_schema().label(item.label).kind == "entity":
        pairs.append((say("appears"), say("appears_in", plans=len(plans), facts=len(related))))
    alike = likely_same.twins(str(item["scope"]), item["alike"] or [])
    pairs += [(say("likely_same"), _twin(other, *said)) for other, said in alike.items()]
    return properties(pairs)


def _twin(other: str, name: str, score: float) -> Tree:
    note = h("span", f" {_doubt(score)}", cls="note nums")
    return h("span", h("em", link(name, address.href("graph", focus=other))), note)


def _doubt(score: float) -> str:
    """How sure a proposal is, and that nobody has decided it."""
    return f"{score:.2f}{DOT}{say('not_reviewed')}"


def _own_words(item: Item) -> Tree:
    view = data.plan_view(item["plan_id"]) if item["plan_id"] else None
    if view is None:
        return h("blockquote", str(item["text"])[:MOST_WORDS])
    end = min(item.end, item.start + MOST_WORDS)
    words = marked(view.text, item.start, end, view.marks)
    more = "…" if end < item.end else None
    return h("div", h("blockquote", *words, more), place(view, item.id, item.start, item.end))


def _relation(item: Item, fact: Fact, other: Item, language: str) -> list[Tree]:
    outward = fact.start_id == item.id
    title = looks.fact_title(fact.type, fact.variant, language)
    key = "relation_out" if outward else "relation_in"
    head = say(key, what=title, label=looks.label_title(other.label, language))
    note = f"{fact.type}{DOT}{fact.variant}" if fact.variant else fact.type
    lines: list[Tree] = [section_title(head, note)]
    if outward or load_schema().label(other.label).kind == "entity":
        lines.append(
            h(
                "p",
                link(
                    looks.shown_name(other.label, other.name),
                    address.href("graph", focus=other.id if other.label == "Target" else other.name),
                ),
            )
        )
    return [*lines, *_evidence(fact)]


def _evidence(fact: Fact) -> list[Tree]:
    view = data.plan_view(fact["plan_id"]) if fact["plan_id"] else None
    if view is None:
        return [h("blockquote", fact["evidence"])] if fact["evidence"] else []
    return evidence(view, fact)


def _proposal_panel(row: dict[str, Any], language: str) -> Tree:
    """A proposal's card: both names with the words they stand in."""
    parts: list[Tree] = []
    for end in (row["start"], row["end"]):
        name = link(end["name"], address.href("graph", focus=end["id"]))
        parts.append(h("p", looks.shape(end["label"]), " ", name))
        parts += [each for related in data.facts_about(end["id"])[:1] for each in _evidence(related["fact"])]
    title = looks.fact_title(row["type"], row["role"], language)
    return h(
        "div",
        section_title(title, _doubt(row["confidence"])),
        h("p", say("likely_same_note"), cls="note"),
        *parts,
    )


def edge_panel(row: dict[str, Any], language: str) -> Tree:
    """A line's card: from, relation, to, and its sentence."""
    if row["role"] == looks.PROPOSED:
        return _proposal_panel(row, language)
    start, end = row["start"], row["end"]
    view = data.plan_view(row["plan_id"])
    fact = next((fact for fact in view.facts if fact.id == row["id"]), None) if view else None
    found = fact or next(
        (r["fact"] for r in data.facts_about(start["id"]) if r["fact"].id == row["id"]), None
    )
    title = looks.fact_title(row["type"], row["role"] or row["stage"] or "", language)
    label = load_schema().relation(row["type"]).edge.color
    rule = label if label in load_schema().labels else ""
    return h(
        "div",
        section_title(title, row["type"], rule),
        properties(
            [
                (looks.label_title(start["label"], language), start["name"]),
                (looks.label_title(end["label"], language), end["name"]),
            ]
        ),
        *(_evidence(found) if found else []),
    )
