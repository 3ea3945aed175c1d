"""Targets: every number with its comparator, its unit and its sentence."""

from collections import Counter

import streamlit as st

from explorer import address, chosen, data, looks
from explorer.address import language, say
from explorer.guard import part
from explorer.numbers import COMPARATORS, digits
from explorer.parts import (
    evidence,
    lead,
    limit,
    node_card,
    notice,
    number,
    page_title,
    properties,
    rest,
    section_title,
)
from explorer.plan_view import Item, PlanView
from explorer.sheet import sheet
from explorer.side_by_side import MOST_PLANS, side_by_side
from explorer.tables import csv_of
from explorer.target_chart import target_chart
from explorer.tree import Tree, h

KINDS = ("all", "money", "rate", "count", "goal")
RATES = ("%", "百分点", "‰", "个百分点")
MOST_ROWS = 400
#: Kinds with a chart; without a filter the first that the plan has.
CHARTED = ("money", "rate", "count")
#: Between plans' names in the address.
BETWEEN = "|"


def kind_of(target: Item) -> str:
    """Money, rate, count, or a goal without a number."""
    if target["value"] is None:
        return "goal"
    if target["unit"] in RATES:
        return "rate"
    return "money" if target["unit"] in ("元", "美元") else "count"


def wanted(view: PlanView) -> list[Item]:
    """The targets that the address asks for."""
    kind, text = address.get("kind"), address.get("find").strip()
    kept = view.targets
    if kind == "unit":
        kept = [target for target in kept if target["value"] is not None and not target["unit"]]
    elif kind == "undated":
        kept = [target for target in kept if target["period_stated"] is False]
    elif kind in KINDS[1:]:
        kept = [target for target in kept if kind_of(target) == kind]
    return [
        target
        for target in kept
        if text in (target["text"] or target.name) or text in (target["indicator"] or "")
    ]


def section_mark(view: PlanView, target: Item) -> str:
    """The mark of the section a target stands in, 主要目标 for a headline."""
    if target in view.headline:
        return say("headline")
    section = view.section_of(view.block_of.get(target.id, ""))
    return str((section["mark"] or section.name[:6]) if section else "")


def cells(view: PlanView, target: Item) -> tuple[str, str, str, str, str, str]:
    """Section, indicator, comparator, value, unit, words: as they are shown and downloaded."""
    value = "—"
    unit = target["unit_text"] or target["unit"] or ("" if target["value"] is None else say("missing"))
    if target["value"] is not None:
        value = digits(target["value"], target["unit_text"])
        if target["value_max"] is not None:
            value += f"–{digits(target['value_max'], target['unit_text'])}"
    sign = COMPARATORS.get(target["comparator"] or "", "") or ("=" if target["comparator"] == "=" else "")
    words = target["text"] or view.text[target.start : target.end] or target.name
    return section_mark(view, target), target["indicator"] or target.name, sign, value, unit, words


def table(view: PlanView, shown: list[Item]) -> Tree:
    """The rows; choosing one shows its sentence."""
    lines = []
    for target in shown[: limit(MOST_ROWS)]:
        section, indicator, sign, value, unit, words = cells(view, target)
        lines.append(
            h(
                "tr",
                h("td", section),
                h("td", indicator, title=indicator),
                h("td", sign, cls="right"),
                h("td", value, cls="right"),
                h("td", unit),
                h("td", words, title=words),
                act=target.id,
                tabindex="0",
                at=target.id,
                step="1",
            )
        )
    heads = ("section", "indicator", "comparator", "value", "unit", "sentence")
    titles = [h("th", say(head), cls="right" if head in ("comparator", "value") else None) for head in heads]
    body = h("table", h("thead", h("tr", *titles)), h("tbody", *lines), cls="rows targets")
    cut = rest(say("rows_cut", shown=MOST_ROWS, count=len(shown))) if len(lines) < len(shown) else None
    return h("div", h("div", body, cls="list-box scroll tall"), cut)


def panel(view: PlanView, target: Item | None) -> Tree:
    """The chosen target: figure, sentence, by when."""
    if target is None:
        return h(
            "div", section_title(say("sentence"), rule="Target"), h("p", say("choose_target"), cls="note")
        )
    block = view.block_of.get(target.id)
    fact = next(
        (f for f in view.facts if f.type == "SETS" and f.end_id == target.id and f.start_id == block), None
    )
    period = f"{target['period_start'] or ''} – {target['period_end']}" if target["period_end"] else None
    card = Item(target.id, "Target", target["indicator"] or target.name)
    return h(
        "div",
        node_card(card, language()),
        number(target.properties),
        *(evidence(view, fact) if fact else []),
        properties(
            [(say("due"), period), (say("modality"), looks.schema_words(language()).get(target["modality"]))]
        ),
    )


def section_of(view: PlanView, target: Item) -> str:
    """The section that sets a target, in words."""
    if target in view.headline:
        return say("headline")
    section = view.section_of(view.block_of.get(target.id, ""))
    return f"{section['mark'] or ''}{lead(section.name)}" if section else view.plan.name


def modality_of(target: Item) -> str:
    """How binding a target is, in words."""
    return looks.schema_words(language()).get(target["modality"], say("not_said"))


def deadline_of(target: Item) -> str:
    """The day by which a target is due; the plan's own period where the target names none."""
    if target["period_stated"] is False or not target["period_end"]:
        return say("not_said")
    return str(target["period_end"])


def counted(title: str, of: list[str], in_order: bool = False) -> Tree:
    """How many of the targets on show are of each kind, as bars; ``in_order`` sorts the kinds, else the text does."""
    counts = Counter(of)
    most = max(counts.values(), default=1)
    lines = [
        h(
            "li",
            h("span", name),
            h("span", cls="bar m-Target", style=f"--w: {100 * counts[name] / most:.0f}"),
            h("span", counts[name], cls="n"),
        )
        for name in (sorted(counts, key=lambda kind: (kind == say("not_said"), kind)) if in_order else counts)
    ]
    return h(
        "div", section_title(say(title), say("target_count", count=len(of))), h("ul", *lines, cls="bars")
    )


@part
def workbench() -> None:
    """Filters, table and sentence."""
    kinds = {kind: sum(kind in ("all", kind_of(target)) for target in view.targets) for kind in KINDS}
    offered = tuple(kind for kind in KINDS if kinds[kind])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            say("filter"),
            offered,
            format_func=lambda kind: f"{say(kind)} {kinds.get(kind, '')}",
            label_visibility="collapsed",
            width="content",
            **address.bound("kind", offered, "all"),
        )
        st.text_input(
            say("filter_indicator"),
            placeholder=say("filter_indicator"),
            label_visibility="collapsed",
            width=220,
            **address.tied("find", address.get("find")),
        )
        st.space("stretch")
        shown = wanted(view)
        columns = [say(key) for key in ("section", "indicator", "comparator", "value", "unit", "sentence")]
        st.download_button(
            say("download_csv"),
            lambda: csv_of(columns, [cells(view, target) for target in shown]),
            "targets.csv",
            "text/csv",
            on_click="ignore",
        )
    chosen_id = address.get("t")
    left, right = st.columns([6.1, 3.7], gap="medium")
    with left:
        tree = table(view, shown) if shown else notice(say("no_rows"))
        sheet(tree, "targets-table", lambda key: address.put(t=key), selected=chosen_id, at=chosen_id)
    with right:
        target = next((target for target in view.targets if target.id == chosen_id), None)
        sheet(panel(view, target), "targets-panel")
        kind = address.get("kind")
        if kind not in CHARTED:
            kind = next((kind for kind in CHARTED if any(kind_of(each) == kind for each in shown)), "money")
        target_chart(say(f"chart_{kind}"), [each for each in shown if kind_of(each) == kind])
        sheet(counted("by_section", [section_of(view, each) for each in shown]), "targets-sections")
        sheet(counted("by_modality", [modality_of(each) for each in shown], True), "targets-modality")
        sheet(counted("by_deadline", [deadline_of(each) for each in shown], True), "targets-deadline")
    if beside := others():
        sheet(side_by_side([view, *beside], shown), "targets-beside")


def others() -> list[PlanView]:
    """The plans chosen to stand beside this one."""
    names = {row["name"]: row["id"] for row in data.plans() if row["id"] != view.plan.id}
    if not names:
        return []
    wanted = [name for name in address.get("beside").split(BETWEEN) if name in names][: MOST_PLANS - 1]
    st.multiselect(
        say("beside"),
        list(names),
        max_selections=MOST_PLANS - 1,
        placeholder=say("beside_choose"),
        label_visibility="collapsed",
        **address.tied("beside", wanted, BETWEEN.join),
    )
    found = [data.plan_view(names[name]) for name in wanted]
    return [each for each in found if each is not None]


address.clear_foreign("targets")
view = chosen.plan()
sheet(
    page_title(say("targets_title"), view.plan.name, say("targets_notes", count=len(view.targets))),
    "targets-title",
)
workbench()
