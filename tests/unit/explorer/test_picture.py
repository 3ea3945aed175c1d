from typing import Any

from explorer.picture import MOST, component_data, draw


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


def names(depth: int, *steps: str) -> set[str]:
    return set(draw(BODY, depth, steps, STORE.near).nodes)


def test_steps_go_outwards() -> None:
    assert names(1) == {"甲院", "举措"}
    assert names(2) == {"甲院", "举措", "乙院", "任务"}


def test_the_plan_is_no_way_to_everything_else() -> None:
    assert "规划" in names(4)
    assert "滨江区" not in names(4)


def test_a_mention_is_drawn_only_where_nothing_more_telling_is() -> None:
    kinds = sorted(edge["type"] for edge in draw(BODY, 2, (), STORE.near).edges.values())
    assert kinds == ["HAS_ACTION", "INVOLVES", "MENTIONS"]


def test_expanding_and_folding_are_steps_that_can_be_taken_back() -> None:
    assert names(1, "举措") == names(2)
    assert names(1, "举措", "-举措") == names(1)
    assert names(1, "nobody") == names(1)


def test_what_does_not_fit_is_counted() -> None:
    crowd = Store([row(ACTION, node(f"机构{number}")) for number in range(MOST + 50)])
    picture = draw(ACTION, 1, (), crowd.near)
    assert len(picture.nodes) == MOST
    assert picture.cut == 51


def test_the_component_hears_how_many_neighbours_are_hidden() -> None:
    picture = draw(BODY, 1, (), STORE.near)
    drawn = component_data(picture, {"甲院": 1, "举措": 3}, "zh")
    assert {each["name"]: each["more"] for each in drawn["nodes"]} == {"甲院": 0, "举措": 2}
    [edge] = drawn["edges"]
    assert (edge["text"], edge["dashed"]) == ("支持", False)
