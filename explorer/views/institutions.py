"""Institutions × tasks: one character says in which role a body is named; every cell leads to its sentence."""

from collections import Counter

import streamlit as st

from explorer import address, chosen, looks
from explorer.address import language, say
from explorer.guard import part
from explorer.matrix import MOST_BODIES, MOST_TASKS, Naming, namings, sign_style
from explorer.parts import DOT, evidence, lead, limit, link, notice, page_title, rest, section_title
from explorer.plan_view import Item, PlanView
from explorer.sheet import sheet
from explorer.tables import csv_of
from explorer.tree import Tree, h

MOST_ROWS = 300


def matrix(view: PlanView, shown: list[Naming], tasks: list[Item]) -> Tree:
    """The matrix. Empty columns stay, in grey with —: a task that names nobody is a finding."""
    bodies = list({one.body.id: one.body for one in shown}.values())
    cells: dict[tuple[str, str], list[Naming]] = {}
    for one in shown:
        cells.setdefault((one.body.id, one.task.id if one.task else ""), []).append(one)
    named = Counter(task for _, task in cells)
    groups = [
        (section, [task for task in group if task in tasks]) for section, group in view.tasks_by_section
    ]
    groups = [(section, group) for section, group in groups if group]
    edges = {group[0].id for _, group in groups}
    section_row = [
        h("th", f"{section['mark'] or ''}{lead(section.name)}", colspan=len(group), scope="colgroup")
        if section
        else h("td", colspan=len(group))
        for section, group in groups
    ]
    task_row = [
        h(
            "th",
            h(
                "a",
                lead(task.name),
                href=address.href("text", plan=view.plan.id, at=task.start),
                title=task.name,
            ),
            cls=f"{'edge ' if task.id in edges else ''}{'' if named[task.id] else 'empty'}".strip() or None,
            col=task.id,
            scope="col",
        )
        for task in tasks
    ]
    lines = []
    for body in bodies[: limit(MOST_BODIES)]:
        count = sum((body.id, task.id) in cells for task in view.tasks)
        head = h(
            "th",
            h(
                "a",
                looks.shape("Institution"),
                h("span", view.wording(body)),
                href=address.href("graph", focus=body.name),
                title=body.name,
            ),
            scope="row",
        )
        row = [
            h(
                "td",
                *(_sign(one) for one in cells.get((body.id, task.id), [])),
                cls="edge" if task.id in edges else None,
                col=task.id,
            )
            for task in tasks
        ]
        lines.append(h("tr", head, *row, h("td", count)))
    foot = [h("td", named[task.id] or "—", cls="edge" if task.id in edges else None) for task in tasks]
    missing = len(bodies) - len(lines)
    table = h(
        "table",
        h(
            "thead",
            h("tr", h("td"), *section_row, h("td"), cls="group"),
            h("tr", h("th", say("institution")), *task_row, h("th", say("tasks_named")), cls="tasks"),
        ),
        h("tbody", *lines),
        h("tfoot", h("tr", h("th", say("bodies_named"), scope="row"), *foot, h("td", len(bodies)))),
        cls="matrix",
    )
    return h(
        "div",
        h("div", table, cls="matrix-box"),
        rest(say("more", count=missing)) if missing else None,
    )


def _sign(one: Naming) -> Tree:
    word = looks.fact_title(one.fact.type, one.fact.variant, language())
    return h(
        "button",
        looks.fact_sign(one.fact.type, one.fact.variant),
        cls=f"cell-sign {sign_style(one)}",
        act=one.fact.id,
        title=word,
        aria_label=f"{one.body.name} {word} {one.task.name if one.task else ''}",
    )


def listing(view: PlanView, shown: list[Naming]) -> Tree:
    """The same as rows, in the order of the text."""
    heads = ("institution", "role", "task", "sentence")
    lines = [
        h(
            "tr",
            h("td", view.wording(one.body), title=one.body.name),
            h("td", looks.fact_title(one.fact.type, one.fact.variant, language())),
            h("td", _place(view, one).name, title=_place(view, one).name),
            h("td", one.fact["evidence"] or ""),
            act=one.fact.id,
            tabindex="0",
            step="1",
        )
        for one in shown[: limit(MOST_ROWS)]
    ]
    note = (
        say("rows_note", count=len(shown))
        if len(lines) == len(shown)
        else rest(say("rows_cut", shown=MOST_ROWS, count=len(shown)))
    )
    table = h(
        "table",
        h("thead", h("tr", *(h("th", say(head)) for head in heads))),
        h("tbody", *lines),
        cls="rows namings",
    )
    return h("div", section_title(say("listing"), note), h("div", table, cls="list-box"))


def _place(view: PlanView, one: Naming) -> Item:
    return one.task or view.section_of(one.fact.start_id) or view.plan


def panel(view: PlanView, shown: list[Naming], wanted: str) -> Tree:
    """The chosen cell's sentence."""
    one = next((one for one in shown if one.fact.id == wanted), None)
    if one is None:
        return h("div", section_title(say("sentence")), h("p", say("choose_cell"), cls="note"))
    word = looks.fact_title(one.fact.type, one.fact.variant, language())
    ends = h("span", looks.label_word("Institution", language()), " → ", looks.label_word("Task", language()))
    return h("div", section_title(f"{view.wording(one.body)}{DOT}{word}", ends), *evidence(view, one.fact))


def table(view: PlanView, shown: list[Naming]) -> bytes:
    """The list as CSV."""
    columns = [say(key) for key in ("institution", "role", "task", "section", "sentence")] + [
        "start",
        "end",
        "plan",
    ]
    lines = []
    for one in shown:
        section = view.section_of(one.fact.start_id)
        start, end = one.fact.span or (None, None)
        role = looks.fact_title(one.fact.type, one.fact.variant, language())
        place = (one.task.name if one.task else None, section.name if section else None)
        lines.append((one.body.name, role, *place, one.fact["evidence"], start, end, view.plan.name))
    return csv_of(columns, lines)


def nobody(view: PlanView, every: list[Naming]) -> Tree:
    """The tasks that name no body, each with its section, a step from its text."""
    naming = {one.task.id for one in every if one.task}
    silent = [task for task in view.tasks if task.id not in naming]
    lines = []
    for task in silent:
        section = view.section_of(task.id)
        place = f"{section['mark'] or ''}{lead(section.name)}" if section else ""
        target = address.href("text", plan=view.plan.id, at=task.start)
        name = h("a", looks.shape("Task"), task.name, cls="name", href=target)
        lines.append(h("li", name, h("span"), h("span", place, cls="task")))
    note = h("span", link(say("see_matrix"), address.href("institutions")))
    title = section_title(f"{len(silent):,} {say('gap_bodies')}", note)
    return h("div", title, h("ul", *lines, cls="list"))


def pick(fact_id: str) -> None:
    """A cell or row was chosen."""
    address.put(cell=fact_id)


@part
def workbench() -> None:
    """Filters, matrix, list and sentence."""
    every = namings(view)
    roles = Counter(one.role for one in every)
    titles = {one.role: looks.fact_title(one.fact.type, one.fact.variant, language()) for one in every}
    wanted = [role for role in address.get("role").split(",") if role in roles]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pills(
            say("roles"),
            list(roles),
            selection_mode="multi",
            format_func=lambda role: f"{titles.get(role, role)} {roles[role]}",
            label_visibility="collapsed",
            **address.tied("role", wanted, ",".join),
        )
        st.space("stretch")
        st.toggle(
            say("only_named"),
            **address.tied("named", address.get("named") == "1", lambda on: "1" if on else ""),
        )
        shown = [one for one in every if not wanted or one.role in wanted]
        st.download_button(
            say("download_csv"), lambda: table(view, shown), "institutions.csv", "text/csv", on_click="ignore"
        )
    if address.get("named") == "0":
        sheet(nobody(view, every), "institutions-nobody")
        return
    named = {one.task.id for one in shown if one.task}
    tasks = [task for task in view.tasks if task.id in named] if address.get("named") == "1" else view.tasks
    sheet(
        matrix(view, shown, tasks[: limit(MOST_TASKS)]),
        "institutions-matrix",
        pick,
        selected=address.get("cell"),
    )
    if len(tasks) > MOST_TASKS and limit(MOST_TASKS):
        sheet(notice("", rest(say("more", count=len(tasks) - MOST_TASKS)), kind="warn"), "institutions-cut")
    left, right = st.columns([6, 3.8], gap="medium")
    with left:
        sheet(listing(view, shown), "institutions-list", pick, selected=address.get("cell"))
    with right:
        sheet(panel(view, shown, address.get("cell")), "institutions-panel")


address.clear_foreign("institutions")
view = chosen.plan()
found = namings(view)
counted = {(one.body.id, one.task.id) for one in found if one.task}
silent = len(view.tasks) - len({task for _, task in counted})
notes = say(
    "matrix_notes",
    bodies=len({one.body.id for one in found}),
    tasks=len(view.tasks),
    cells=len(counted),
    empty=silent,
)
sheet(page_title(say("institutions"), notes), "institutions-title")
workbench()
