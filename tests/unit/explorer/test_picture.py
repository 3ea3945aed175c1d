from typing import Any

from explorer.canvas import View, component_data
from explorer.legend import Home, home_of, legend, shown
from explorer.picture import MOST, Picture, draw


def node(name: str, label: str = "Institution") -> dict[str, Any]:
    return {"id": name, "label": label, "name": name}


def row(start: dict[str, Any], end: dict[str, Any], kind: str = "INVOLVES", **own: Any) -> dict[str, Any]:
    facts = {"role": None, "stage": None, "source": "text", "plan_id": "p"} | own
    return {"id": f"{kind}-{start['id']}-{end['id']}", "type": kind, "start": start, "end": end, **facts}


class Store:
    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def near(self, ids: tuple[str, ...]) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["start"]["id"] in ids or row["end"]["id"] in ids]

    def between(self, ids: tuple[str, ...]) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["start"]["id"] in ids and row["end"]["id"] in ids]


BODY, OTHER, PLACE = node("甲院"), node("乙院"), node("滨江区", "Area")
ACTION, TASK, PLAN = node("举措", "Action"), node("任务", "Task"), node("规划", "Plan")
STORE = Store(
    [
        row(ACTION, BODY, role="supports"),
        row(ACTION, BODY, "MENTIONS"),
        row(ACTION, OTHER, "MENTIONS"),
        row(TASK, ACTION, "HAS_ACTION"),
        row(PLAN, TASK, "HAS_TASK"),
        row(PLAN, PLACE, "COVERS", source="metadata"),
    ]
)


def drawn(
    depth: int, *steps: str, store: Store = STORE, start: tuple[dict[str, Any], ...] = (BODY,)
) -> Picture:
    return draw(start, depth, steps, store.near, store.between)


def names(depth: int, *steps: str) -> set[str]:
    return set(drawn(depth, *steps).nodes)


def test_steps_go_outwards() -> None:
    assert names(1) == {"甲院", "举措"}
    assert names(2) == {"甲院", "举措", "乙院", "任务"}


def test_the_plan_is_no_way_to_everything_else() -> None:
    assert "规划" in names(4)
    assert "滨江区" not in names(4)


def test_a_mention_is_drawn_only_where_nothing_more_telling_is() -> None:
    kinds = sorted(edge["type"] for edge in drawn(2).edges.values())
    assert kinds == ["HAS_ACTION", "INVOLVES", "MENTIONS"]


def test_expanding_and_folding_are_steps_that_can_be_taken_back() -> None:
    assert names(1, "举措") == names(2)
    assert names(1, "举措", "-举措") == names(1)
    assert names(1, "nobody") == names(1)


def test_what_does_not_fit_is_counted() -> None:
    crowd = Store([row(ACTION, node(f"机构{number}")) for number in range(MOST + 50)])
    picture = drawn(1, store=crowd, start=(ACTION,))
    assert len(picture.nodes) == MOST
    assert picture.cut == 51


def test_what_does_not_fit_is_counted_once_however_many_lines_lead_to_it() -> None:
    crowd = [row(ACTION, node(f"机构{number}")) for number in range(MOST + 50)]
    again = [row(TASK, node(f"机构{number}")) for number in range(MOST + 50)]
    picture = drawn(1, store=Store([*crowd, *again]), start=(ACTION, TASK))
    assert len(picture.nodes) == MOST
    assert picture.cut == 52


def test_one_kind_of_neighbour_can_be_added_alone() -> None:
    assert names(1, "举措.Task") == {"甲院", "举措", "任务"}
    assert names(1, "举措.<script>") == names(1)


def test_a_path_is_drawn_from_end_to_end_and_grows_by_hand() -> None:
    picture = drawn(0, start=(BODY, ACTION, TASK))
    assert list(picture.nodes) == ["甲院", "举措", "任务"]
    assert {edge["type"] for edge in picture.edges.values()} == {"INVOLVES", "HAS_ACTION"}
    assert set(drawn(0, "任务", start=(BODY, ACTION, TASK)).nodes) == {"甲院", "举措", "任务", "规划"}


def test_the_component_hears_how_many_neighbours_are_hidden() -> None:
    picture = drawn(1)
    view = View(picture, {}, *shown(picture, {}, ()))
    data = component_data(view, {"甲院": 1, "举措": 3}, [], {}, "zh")
    assert {each["name"]: each["more"] for each in data["nodes"]} == {"甲院": 0, "举措": 2}
    [edge] = data["edges"]
    assert (edge["text"], edge["dashed"]) == ("支持", False)


HOMES = {
    "举措": Home("p", "甲规划", "s1", "(一)章"),
    "任务": Home("p", "甲规划", "s1", "(一)章"),
    "规划": Home("p", "甲规划"),
}


def on_show(*hide: str, picture: Picture | None = None, homes: dict[str, Home] = HOMES) -> set[str]:
    return shown(picture or drawn(3), homes, hide)[0]


def test_a_type_a_role_and_the_outline_are_hidden_by_the_legends_keys() -> None:
    assert on_show() == names(3)
    assert on_show("Institution") == names(3) - {"乙院"}
    assert on_show("MENTIONS") == names(3) - {"乙院"}
    picture = drawn(3)
    _, lines = shown(picture, HOMES, ("INVOLVES:supports",))
    assert {picture.edges[key]["type"] for key in lines} == {"MENTIONS", "HAS_ACTION", "HAS_TASK"}


def test_a_section_or_plan_takes_with_it_what_stands_only_there() -> None:
    store = Store([*STORE.rows, row(node("举措2", "Action"), OTHER, "MENTIONS", plan_id="q")])
    picture = drawn(4, store=store)
    homes = HOMES | {"举措2": Home("q", "乙规划", "s2", "(二)章")}
    assert "举措2" not in on_show("s2", picture=picture, homes=homes)
    assert "乙院" in on_show("s2", picture=picture, homes=homes)
    assert on_show("p", picture=picture, homes=homes) == {"甲院", "举措2", "乙院"}
    assert on_show("p", "q", picture=picture, homes=homes) == {"甲院"}


def test_the_legend_names_what_occurs_and_offers_a_choice_only_where_there_is_one() -> None:
    groups = {group["name"]: group["entries"] for group in legend(drawn(3), HOMES, "zh")}
    assert [(entry["title"], entry["count"]) for entry in groups["labels"]] == [
        ("规划", 1),
        ("任务", 1),
        ("举措", 1),
        ("机构", 2),
    ]
    outline = next(entry for entry in groups["lines"] if entry["title"] == "层级")
    assert sorted(outline["keys"]) == ["HAS_ACTION", "HAS_TASK"]
    assert ["INVOLVES:supports"] in [entry["keys"] for entry in groups["lines"]]
    assert "sections" not in groups
    assert "plans" not in groups


def test_a_shared_name_belongs_to_the_section_that_names_it_most() -> None:
    picture = drawn(3)
    assert home_of("甲院", picture, HOMES) == "s1"
    assert home_of("规划", picture, HOMES) == ""
