from explorer.matrix import namings, sign_style
from explorer.plan_view import PlanView


def test_the_outline_comes_back(view: PlanView) -> None:
    assert [task.name for task in view.tasks] == ["完善路网", "优化服务"]
    assert [(section.name if section else None, len(tasks)) for section, tasks in view.tasks_by_section] == [
        ("建设镜湖新城,提升承载能力", 2)
    ]
    action = view.actions(view.tasks[0])[0]
    assert [block.name for block in view.path(action.id)][:2] == ["建设镜湖新城,提升承载能力", "完善路网"]


def test_headline_targets_are_the_plans_own(view: PlanView) -> None:
    assert [target["indicator"] for target in view.headline] == ["地区生产总值增长", "固定资产投资"]
    assert [target["indicator"] for target in view.targets][-1] == "道路"


def test_a_role_stands_before_a_mention_of_the_same_body(view: PlanView) -> None:
    found = [(one.body.name, one.role, sign_style(one)) for one in namings(view)]
    assert found == [("镜湖区城建局", "lead", "lead"), ("垚河街道", "support", "relies")]


def test_facts_about_a_name_put_telling_ones_first(view: PlanView) -> None:
    body = next(item for item in view.items.values() if item.name == "镜湖区城建局")
    assert [fact.type for fact in view.naming(body.id)] == ["ASSIGNED_TO", "MENTIONS"]
