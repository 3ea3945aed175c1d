"""The legend is the filter: what of a picture is on show, and what can be hidden by type, line, section and plan.

Whatever the reader hides is one key of one list, which the address keeps: a label, a relation (``HAS_TASK``) with its
role or stage (``INVOLVES:supports``), a section's or a plan's id.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from explorer import looks
from explorer.picture import Picture
from explorer.plan_view import OUTLINE_RELATIONS


@dataclass(frozen=True)
class Home:
    """Where a node of one plan stands: its plan and its innermost section (ids and names), empty where it has none."""

    plan: str = ""
    plan_name: str = ""
    section: str = ""
    section_name: str = ""


NOWHERE = Home()
Homes = dict[str, Home]


def line_key(row: dict[str, Any]) -> str:
    """The key of a relation in the legend: its type, with its role or stage."""
    variant = row["role"] or row["stage"]
    return f"{row['type']}:{variant}" if variant else str(row["type"])


def shown(picture: Picture, homes: Homes, hide: Collection[str]) -> tuple[set[str], set[str]]:
    """The ids of the nodes and edges on show; the focus or path always is.

    A node whose every line is hidden by role, stage, section or plan goes with them.
    """
    away = set(hide)

    def elsewhere(node_id: str) -> bool:
        home = homes.get(node_id, NOWHERE)
        return node_id not in picture.start and bool(away & {home.plan, home.section})

    placed = {node for node in picture.nodes if not elsewhere(node)}
    lines, joined, had = {}, set(picture.start), set()
    for key, row in picture.edges.items():
        ends = {row["start"]["id"], row["end"]["id"]}
        had |= ends
        if ends <= placed and not away & {line_key(row), row["plan_id"]}:
            lines[key] = ends
            joined |= ends
    nodes = {
        node
        for node in placed
        if node in picture.start
        or (picture.nodes[node]["label"] not in away and (node in joined or node not in had))
    }
    return nodes, {key for key, ends in lines.items() if ends <= nodes}


def home_of(node_id: str, picture: Picture, homes: Homes) -> str:
    """The section a node belongs to: its own, else that of most of its neighbours; empty for none."""
    if homes.get(node_id, NOWHERE).section or picture.nodes[node_id]["label"] == "Plan":
        return homes.get(node_id, NOWHERE).section
    around = Counter(homes.get(other, NOWHERE).section for other in sorted(picture.neighbours(node_id)))
    del around[""]
    return around.most_common(1)[0][0] if around else ""


def legend(picture: Picture, homes: Homes, language: str) -> list[dict[str, Any]]:
    """The groups of the legend: name, and entries of keys, title, count and look, in the schema's order.

    Sections and plans are offered where there is a choice between at least two.
    """
    labels = Counter(node["label"] for node in picture.nodes.values())
    lines = Counter(line_key(row) for row in picture.edges.values())
    sections, plans = Counter[str](), Counter[str]()
    names = {}
    for node in picture.nodes:
        home = homes.get(node, NOWHERE)
        for key, name, count in (
            (home.section, home.section_name, sections),
            (home.plan, home.plan_name, plans),
        ):
            if key:
                count[key] += 1
                names[key] = name
    groups = [
        {"name": "labels", "entries": [_entry([key], looks.label_title(key, language), labels[key], key)
                                       for key in looks.label_looks(language) if key in labels]},
        {"name": "lines", "entries": _lines(lines, language)},
    ]  # fmt: skip
    for name, counted in (("sections", sections), ("plans", plans)):
        if len(counted) > 1:
            groups.append(
                {"name": name, "entries": [_entry([key], names[key], counted[key], "") for key in counted]}
            )
    return groups


def _lines(found: Counter[str], language: str) -> list[dict[str, Any]]:
    entries = []
    outline = [key for key in found if key in OUTLINE_RELATIONS]
    order = {name: at for at, name in enumerate(looks.edge_looks(language))}
    for key in sorted(found, key=lambda key: (order[key.partition(":")[0]], order.get(key, 0), key)):
        kind, _, variant = key.partition(":")
        if key in outline[1:]:
            continue
        keys = outline if key in outline else [key]
        title = (
            looks.edge_looks(language)[key]["title"]
            if key in outline
            else looks.fact_title(kind, variant, language)
        )
        entries.append(_entry(keys, title, sum(found[each] for each in keys), looks.look_key(kind, variant)))
    return entries


def _entry(keys: list[str], title: str, count: int, look: str) -> dict[str, Any]:
    return {"keys": keys, "title": title, "count": count, "look": look}
