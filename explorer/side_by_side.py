"""The same indicator in several plans: one row an indicator, one column a plan, each figure a link to its sentence."""

from explorer import address
from explorer.address import say
from explorer.parts import limit, number, rest, section_title
from explorer.plan_view import Item, PlanView
from explorer.tree import Tree, h

MOST_PLANS = 4
MOST_ROWS = 200


def by_indicator(view: PlanView) -> dict[str, list[Item]]:
    """A plan's targets by what they measure, in the order of the text."""
    found: dict[str, list[Item]] = {}
    for target in view.targets:
        found.setdefault(target["indicator"] or target.name, []).append(target)
    return found


def side_by_side(views: list[PlanView], shown: list[Item]) -> Tree:
    """The first plan's indicators on show, then those that only the others have; what several have comes first."""
    columns = [by_indicator(view) for view in views]
    own = dict.fromkeys(target["indicator"] or target.name for target in shown)
    names = [
        *own,
        *dict.fromkeys(name for column in columns[1:] for name in column if name not in columns[0]),
    ]
    names.sort(key=lambda name: -sum(name in column for column in columns))
    lines = [
        h(
            "tr",
            h("th", name, scope="row"),
            *(
                h("td", *_figures(view, column.get(name, [])))
                for view, column in zip(views, columns, strict=True)
            ),
        )
        for name in names[: limit(MOST_ROWS)]
    ]
    heads = [h("th", say("indicator")), *(h("th", view.plan.name) for view in views)]
    table = h("table", h("thead", h("tr", *heads)), h("tbody", *lines), cls="rows beside")
    common = sum(sum(name in column for column in columns) > 1 for name in names)
    note = say("beside_note", common=common, count=len(names))
    cut = rest(say("rows_cut", shown=MOST_ROWS, count=len(names))) if len(lines) < len(names) else None
    return h("div", section_title(say("beside"), note), h("div", table, cls="list-box scroll"), cut)


def _figures(view: PlanView, targets: list[Item]) -> list[Tree]:
    """The figures, or a goal's words, as links to their sentences; a dash where the plan says nothing of it."""
    if not targets:
        return [h("span", "—", cls="note")]
    return [
        h(
            "a",
            number(target.properties, cls="beside-figure") if target["value"] is not None else target.name,
            href=address.href("text", plan=view.plan.id, at=target.start),
            title=target["text"] or target.name,
        )
        for target in targets
    ]
