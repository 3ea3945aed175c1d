"""What the reading machine gets right, as ``planatlas evaluate --publish`` measured it."""

import json
from functools import cache
from typing import Any

from explorer.address import href, say
from explorer.tree import Tree, h
from graph_builder.resources import data_path

#: Measured on places that nothing was learnt from: what a new plan may expect.
UNSEEN = "test"


@cache
def published() -> dict[str, Any]:
    """Figures by gold set: date, digest of the gold, scores by measure. Raises FileNotFoundError when not installed."""
    figures: dict[str, Any] = json.loads((data_path("annotations") / "figures.json").read_text("utf-8"))
    return figures


def first_notice() -> Tree:
    """The notice of the first visit, until it is dismissed: read by machine, how well, check the sentence."""
    scores = published()[UNSEEN]["scores"]
    words = say(
        "first_notice",
        names=f"{scores['names untyped exact']['f1']:.0%}",
        targets=f"{scores['targets value unit comparator']['f1']:.0%}",
    )
    return h(
        "p",
        h("span", words),
        h("a", say("how_measured"), href=href("about")),
        h("button", say("understood"), cls="as-link", dismiss="accuracy"),
        cls="first-notice",
        role="note",
        once="accuracy",
    )
