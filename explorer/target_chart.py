"""Targets of one unit on one axis: where each stands, whether at least, at most or exactly, its figure beside it."""

from collections import Counter

import altair as alt
import streamlit as st

from explorer.address import say
from explorer.numbers import figure
from explorer.parts import lead, section_title
from explorer.plan_view import Item
from explorer.sheet import sheet
from graph_builder.schema import load_schema

MOST_POINTS = 12
#: From this ratio of largest to smallest on, a logarithmic axis.
WIDE = 30
_SHAPES = {">=": "triangle-right", ">": "triangle-right", "<=": "triangle-left", "<": "triangle-left"}
_YI = 10**8


def of_one_unit(targets: list[Item]) -> tuple[str, list[Item]]:
    """The unit that most of the targets with a number share, and those targets, the largest first."""
    units = Counter(str(target["unit"] or "") for target in targets if target["value"] is not None)
    unit = units.most_common(1)[0][0] if units else ""
    found = [
        target for target in targets if target["value"] is not None and str(target["unit"] or "") == unit
    ]
    return unit, sorted(found, key=lambda target: -float(target["value"]))


def target_chart(title: str, targets: list[Item]) -> None:
    """Draw the targets of the commonest unit; nothing for fewer than two. What is left out is counted."""
    unit, found = of_one_unit(targets)
    if len(found) < 2:
        return
    size, unit_shown = (_YI, "亿元") if unit == "元" else (1, unit)
    shown = found[:MOST_POINTS]
    values = [float(target["value"]) / size for target in shown]
    logarithmic = min(values) > 0 and max(values) / min(values) >= WIDE
    notes = [unit_shown, say("log_axis") if logarithmic else "", say("chart_signs")]
    numbered = sum(target["value"] is not None for target in targets)
    if numbered > len(shown):
        notes.append(say("more", count=numbered - len(shown)))
    sheet(section_title(title, " · ".join(note for note in notes if note)), "targets-chart-head")
    points = [
        {
            # A number before the name keeps two targets of one name apart; the axis leaves it out.
            "name": f"{at:02} {lead(target['indicator'] or target.name)}",
            "value": value,
            "label": "".join((figure(target.properties) or ("", "", ""))[:3]),
            "shape": _SHAPES.get(str(target["comparator"]), "circle"),
            "words": target["text"] or target.name,
        }
        for at, (target, value) in enumerate(zip(shown, values, strict=True))
    ]
    st.altair_chart(_drawn(points, logarithmic), width="stretch", key="targets-chart")


def _drawn(points: list[dict[str, object]], logarithmic: bool) -> alt.LayerChart | alt.FacetChart:
    dark = st.context.theme.type == "dark"
    colors = load_schema().label("Target").colors
    mark = colors.dark.mark if dark else colors.light.mark
    theme = "theme.dark" if dark else "theme.light"
    ink = st.get_option(f"{theme}.textColor")
    muted = st.get_option(f"{theme}.dataframeHeaderTextColor")
    values = [float(str(point["value"])) for point in points]
    low = min(values) / 1.5 if logarithmic else min(0.0, *values)
    high = max(values) * (3 if logarithmic else 1.3) or 1
    base = alt.Chart({"values": points}).encode(
        y=alt.Y(
            "name:N",
            sort=None,
            title=None,
            axis=alt.Axis(
                labelExpr="slice(datum.label, 3)", labelColor=ink, labelLimit=150, ticks=False, domain=False
            ),
        ),
        x=alt.X(
            "value:Q",
            title=None,
            scale=alt.Scale(type="log" if logarithmic else "linear", domain=[low, high], nice=False),
            axis=alt.Axis(labelColor=muted, tickCount=4, domain=False),
        ),
        tooltip=alt.Tooltip("words:N", title=" "),
    )
    dots = base.mark_point(filled=True, size=70, opacity=1, color=mark).encode(
        shape=alt.Shape("shape:N", scale=None, legend=None)
    )
    words = base.mark_text(align="left", dx=9, color=ink).encode(text="label:N")
    return alt.layer(dots, words).properties(height=24 * len(points) + 30)
