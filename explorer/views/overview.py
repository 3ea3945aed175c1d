"""Overview: one plan's card, its headline numbers, its tasks as a map, who and where, and what is missing."""

from collections import Counter

import streamlit as st

from explorer import address, chosen, data, looks
from explorer.address import language, say
from explorer.matrix import Naming, namings
from explorer.numbers import COMPARATORS
from explorer.parts import DOT, lead, link, number, section_title
from explorer.plan_view import MENTIONS, Item, PlanView
from explorer.sheet import sheet
from explorer.tree import Tree, h
from graph_builder.schema import load_schema

SHOWN = 6
HEAT = 42  # per cent of the Task mark over the panel, at most


def card(view: PlanView) -> Tree:
    """Title, source, number, date, counts."""
    plan = view.plan
    kinds = Counter(item.label for item in view.items.values())
    entities = sum(kinds[name] for name, label in load_schema().labels.items() if label.kind == "entity")
    counts = say(
        "plan_counts",
        sections=kinds["Section"],
        tasks=kinds["Task"],
        actions=kinds["Action"],
        entities=entities,
        targets=kinds["Target"],
    )
    facts = [
        f"{say(key)} {plan[key]}"
        for key in ("issuer", "year", "published", "document_number", "index_number")
        if plan[key]
    ]
    if plan["text_sha256"]:
        facts.append(f"{say('checksum')} {plan['text_sha256'][:4]}…{plan['text_sha256'][-4:]}")
    return h("div", h("h2", plan.name), h("p", DOT.join([*facts, counts]), cls="note"))


def figures(view: PlanView) -> Tree | None:
    """The headline targets, each with its words."""
    shown = [_figure(view, target) for target in view.headline]
    return h("div", *shown, cls="figures") if shown else None


def _figure(view: PlanView, target: Item) -> Tree:
    words = target["text"] or view.text[target.start : target.end] or target.name
    inside = words.removeprefix(target["indicator"] or "") or words
    return h(
        "div",
        h("div", target["indicator"] or target.name),
        number(target.properties),
        h(
            "div",
            link(f"“{inside}”", address.href("text", plan=view.plan.id, at=target.start), words),
            cls="words",
        ),
    )


def task_map(view: PlanView) -> Tree:
    """Sections × tasks: a cell is as wide as its text is long and as dark as it has facts."""
    counts = {task.id: _counts(view, task) for task in view.tasks}
    most = max((sum(each) for each in counts.values()), default=1) or 1
    lines = []
    for section, tasks in view.tasks_by_section:
        title = lead(section.name) if section else ""
        rest = section.name[len(title) + 1 :] if section else ""
        cells = [
            h(
                "a",
                h("span", lead(task.name)),
                h("small", say("cell_counts", actions=each[0], mentions=each[1], targets=each[2])),
                href=address.href("text", plan=view.plan.id, at=task.start),
                shift=address.href("graph", focus=task.id),
                cls="cell",
                title=task.name,
                style=f"--w: {max(1, task.end - task.start)}; --heat: {HEAT * sum(each) / most:.1f}",
            )
            for task in tasks
            for each in (counts[task.id],)
        ]
        head = h(
            "div", f"{(section['mark'] if section else '') or ''}{title}", h("small", rest) if rest else None
        )
        lines.append(h("div", head, h("div", *cells, cls="cells"), cls="line"))
    return h("div", section_title(say("sections_tasks"), say("map_note")), h("div", *lines, cls="map"))


def _counts(view: PlanView, task: Item) -> tuple[int, int, int]:
    mentions = sum(fact.type == MENTIONS for fact in view.within(task))
    targets = sum(
        1 for block in view.block_of.values() if (holder := view.task_of(block)) and holder.id == task.id
    )
    return len(view.actions(task)), mentions, targets


def bodies(view: PlanView) -> Tree:
    """Who is named, each with the most telling role, in which task."""
    first: dict[str, Naming] = {}
    for one in namings(view):
        known = first.get(one.body.id)
        if known is None or (known.fact.type == MENTIONS and one.fact.type != MENTIONS):
            first[one.body.id] = one
    lines = []
    for one in list(first.values())[:SHOWN]:
        place = one.task or view.section_of(one.fact.start_id) or view.plan
        body = h(
            "a",
            looks.shape("Institution"),
            view.wording(one.body),
            cls="name",
            title=one.body.name,
            href=_graph(one.body),
        )
        role = h("span", looks.fact_title(one.fact.type, one.fact.variant, language()), cls="role")
        lines.append(h("li", body, role, h("span", lead(place.name), cls="task", title=place.name)))
    note = h(
        "span", say("bodies", count=len(first)), DOT, link(say("see_matrix"), address.href("institutions"))
    )
    rest = len(first) - SHOWN
    more = link(say("more", count=rest), address.href("institutions")) if rest > 0 else None
    return h("div", section_title(say("institutions"), note), h("ul", *lines, cls="list"), more)


def _graph(item: Item) -> str:
    return address.href("graph", focus=item.name)


def bars(view: PlanView, title: str, *labels: str) -> Tree | None:
    """Names of some labels by how often they are mentioned."""
    counts = Counter(
        fact.end_id
        for fact in view.facts
        if fact.type == MENTIONS and view.items[fact.end_id].label in labels
    )
    if not counts:
        return None
    most = max(counts.values())
    lines = [
        h(
            "li",
            h(
                "a",
                looks.shape(item.label),
                view.wording(item),
                cls="name",
                title=item.name,
                href=address.href("graph", focus=item.name),
            ),
            h("span", cls=f"bar m-{item.label}", style=f"--w: {100 * count / most:.0f}"),
            h("span", count, cls="n"),
        )
        for key, count in counts.most_common(None if address.get("more") == title else SHOWN)
        for item in (view.items[key],)
    ]
    rest = len(counts) - len(lines)
    more = link(say("more", count=rest), address.href("overview", more=title)) if rest else None
    return h(
        "div",
        section_title(say(title), say("by_mentions", count=len(counts))),
        h("ul", *lines, cls="bars"),
        more,
    )


def gaps(view: PlanView) -> Tree:
    """What is not written down, each line a link to it."""
    silent = [
        task
        for task in view.tasks
        if not any(view.items[f.end_id].label == "Institution" for f in view.within(task))
    ]
    uncounted = [task for task in view.tasks if _counts(view, task)[2] == 0]
    unitless = [target for target in view.targets if target["value"] is not None and not target["unit"]]
    undated = [target for target in view.targets if target["period_stated"] is False]
    untargeted = address.href("queries", q="untargeted-tasks", run="1", **{"p.plan": view.plan.id})
    of_tasks = say("of_tasks", count=len(view.tasks))
    lines = [
        (
            len(silent),
            "gap_bodies",
            f"{of_tasks}{DOT}{_such_as(silent)}",
            address.href("institutions", named="0"),
        ),
        (len(uncounted), "gap_targets", _such_as(uncounted), untargeted),
        (len(unitless), "gap_units", _such_as(unitless), address.href("targets", kind="unit")),
        (len(undated), "gap_dates", "", address.href("targets", kind="undated")),
    ]
    shown = [
        h("li", h("b", count), h("span", link(say(key), target), " ", h("small", note)))
        for count, key, note, target in lines
        if count
    ]
    return h("div", section_title(say("gaps"), say("gaps_note")), h("ul", *shown, cls="gaps"))


def _such_as(items: list[Item]) -> str:
    joint = ", " if language() == "en" else "、"
    return (
        say("such_as", names=joint.join(looks.shown_name(item.label, lead(item.name)) for item in items[:2]))
        if items
        else ""
    )


def writing(view: PlanView) -> Tree | None:
    """How the targets are put: at least, over, exactly."""
    counts = Counter(
        (target["comparator"] or "none") if target["value"] is not None else "none" for target in view.targets
    )
    if not counts:
        return None
    most = max(counts.values())
    lines = [
        h(
            "li",
            h("span", f"{COMPARATORS.get(key) or {'=': '=', 'range': '–'}.get(key, '')} {say(f'cmp_{key}')}"),
            h("span", cls="bar m-Target", style=f"--w: {100 * count / most:.0f}"),
            h("span", count, cls="n"),
        )
        for key, count in counts.most_common()
    ]
    note = link(say("target_count", count=len(view.targets)), address.href("targets"))
    return h("div", section_title(say("writing"), note), h("ul", *lines, cls="bars"))


def choose_plan(view: PlanView) -> None:
    """The plans at hand, and a search that leads to the graph."""
    at_hand = {row["id"]: row["name"] for row in data.plans()}
    with st.container(horizontal=True):
        st.selectbox(
            say("plan"),
            list(at_hand),
            format_func=lambda key: at_hand.get(key, key),
            label_visibility="collapsed",
            width=440,
            **address.tied("plan", view.plan.id),
        )
        typed = st.text_input(
            say("search"),
            placeholder=say("search_for"),
            label_visibility="collapsed",
            width=340,
            key="overview-search",
        )
    if typed.strip():
        sheet("", "overview-found", follow=address.href("graph", focus=typed.strip()))


address.clear_foreign("overview")
view = chosen.plan()
choose_plan(view)
sheet(h("div", card(view), figures(view)), "overview-head")
left, right = st.columns([7, 2.9], gap="medium")
with left:
    sheet(h("div", task_map(view), h("div", gaps(view), writing(view), cls="columns")), "overview-map")
with right:
    who = [bodies(view), bars(view, "areas", "Area"), bars(view, "industries", "Industry")]
    sheet(h("div", *who, bars(view, "projects", "Project", "Facility")), "overview-who")
