"""About: what PlanAtlas does with a plan, how right it is, and what it is not."""

from explorer import address
from explorer.accuracy import UNSEEN, published
from explorer.address import say
from explorer.parts import page_title, section_title
from explorer.sheet import sheet
from explorer.tree import Tree, h

MEASURES = (
    "names typed exact",
    "names untyped exact",
    "names overlap",
    "targets value unit comparator",
    "targets with indicator",
    "stages",
    "roles",
    "assignments body role task",
    "titles Task",
)


def accuracy() -> Tree:
    """A row a measure, a column a gold set; F1 in per cent."""
    figures = published()
    sets = [name for name in (UNSEEN, "seed", "assignments") if name in figures]
    head = h(
        "tr", h("th", say("measure"), scope="col"), *(h("th", say(f"gold_{s}"), scope="col") for s in sets)
    )
    rows = []
    for measure in MEASURES:
        found = [figures[name]["scores"].get(measure) for name in sets]
        cells = [h("td", f"{score['f1']:.0%}" if score and score["gold"] else "") for score in found]
        rows.append(h("tr", h("th", say(f"measure {measure}"), scope="row"), *cells))
    return h("table", h("thead", head), h("tbody", *rows), cls="list accuracy")


address.clear_foreign("about")
newest = published()[UNSEEN]
sheet(
    h(
        "div",
        page_title(say("about")),
        h("p", say("about_what")),
        section_title(say("about_accuracy"), say("about_date", date=newest["date"])),
        h("div", accuracy(), cls="scroll"),
        h("p", say("about_gold", digest=newest["gold_sha256"][:12]), cls="note"),
        section_title(say("about_limits")),
        h("ul", *(h("li", say(f"about_limit_{number}")) for number in range(1, 5))),
        cls="about",
    ),
    "about",
)
