"""What the pages will need, fetched before the first visitor comes.

A database that just started takes up to a second to plan a statement it has not seen; what it planned stays planned.
"""

import gc
import logging
from importlib import import_module

import streamlit.emojis  # noqa: F401 (read when the first page names its icon)

from explorer import data, likely_same, neighbourhood
from explorer.picture import draw
from graph_builder.errors import PlanAtlasError

LOG = logging.getLogger("planatlas.explorer")
THREAD = "warm"
# Streamlit warns of every thread that belongs to no visitor: this one means to.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(
    lambda record: THREAD not in (record.args or ())
)


def warm() -> None:
    """Ask what the pages ask. What fails here is told where it matters: on the page that asks."""
    try:
        _read()
    except PlanAtlasError as error:
        LOG.warning("%s", error)
    import_module("explorer.target_chart")  # what draws charts takes a third of a second to import
    # What is here now stays: no collection needs to walk through it again.
    gc.freeze()


def _read() -> None:
    """Ask of the newest plan, in the order in which pages are likely to be opened: overview, graph, a name."""
    plans = data.plans()
    if not plans:
        return
    plan = {"id": plans[0]["id"], "label": "Plan", "name": plans[0]["name"]}
    data.plan_view(plan["id"])
    picture = draw([plan], 2, (), likely_same.near, likely_same.between)
    shown = tuple(picture.nodes)
    neighbourhood.homes(shown)
    data.names_in(plan["id"])
    data.degrees(shown)
    neighbourhood.not_shown(plan["id"], shown)
    data.node(plan["id"])
    data.facts_about(plan["id"])
    data.named(plan["name"])
