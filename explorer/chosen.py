"""The plan a page shows: the one the address names, by id or name, else the newest."""

import streamlit as st

from explorer import address, data
from explorer.address import say
from explorer.parts import notice
from explorer.plan_view import PlanView
from explorer.sheet import sheet
from explorer.tree import h


def plan() -> PlanView:
    """The plan to show; ends the run with a notice when there is none."""
    at_hand = data.plans()
    if not at_hand:
        sheet(notice(say("no_plan")), "no-plan")
        st.stop()
    wanted = address.get("plan")
    found = [row for row in at_hand if wanted in (row["id"], row["name"])] if wanted else at_hand
    view = data.plan_view(found[0]["id"]) if found else None
    if view is None:
        links = [
            h("li", h("a", row["name"], href=address.href("overview", plan=row["id"])))
            for row in at_hand[:50]
        ]
        sheet(notice(say("unknown_plan"), h("ul", *links), kind="warn"), "unknown-plan")
        st.stop()
    return view
