"""Widgets and addresses of the pages, with Streamlit's own test runner."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer import data
from explorer.plan_view import PlanView
from graph_builder.errors import StoreError
from tests.unit.explorer.words_of import texts

APP = Path(__file__).parents[3] / "explorer" / "app.py"


def run(page: str = "overview", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=20)
    if page != "overview":
        app.switch_page(f"views/{page}.py")
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def parameter(app: AppTest, key: str) -> str:
    """A parameter of the address; Streamlit's runner has it as a list or as a text."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[0]


def said(app: AppTest) -> str:
    """All words of the page's sheets."""
    sheets = [element.proto for element in app.get("bidi_component")]
    return "\n".join(texts(json.loads(sheet.json)["tree"]) for sheet in sheets if sheet.json)


@pytest.mark.parametrize("page", ["overview", "institutions", "targets", "text"])
def test_pages_speak_both_languages(stored: PlanView, page: str) -> None:
    for language in ("zh", "en"):
        app = run(page, lang=language)
        assert not app.exception
        assert "规划图谱" in said(app) if language == "zh" else "PlanAtlas" in said(app)


def test_the_overview_shows_the_plan_and_its_words(stored: PlanView) -> None:
    words = said(run())
    for expected in (
        "镜湖区2025年工作要点",
        "镜湖区发改局",
        "固定资产投资",
        "⩾120亿元",
        "项任务没有点名机构",
    ):
        assert expected in words


def test_the_language_switch_writes_the_address(stored: PlanView) -> None:
    app = run()
    app.segmented_control[0].set_value("en").run()
    assert parameter(app, "lang") == "en"
    assert "Sections × tasks" in said(app)
    app.segmented_control[0].set_value("zh").run()
    assert "lang" not in app.query_params


def test_a_filter_lives_in_the_address(stored: PlanView) -> None:
    app = run("institutions", role="lead")
    assert app.pills[0].value == ["lead"]
    only_leads = said(app).count("垚河街道")
    app.pills[0].set_value(["lead", "support"]).run()
    assert parameter(app, "role") == "lead,support"
    assert said(app).count("垚河街道") > only_leads


def test_a_value_no_widget_offers_counts_as_the_default(stored: PlanView) -> None:
    app = run("targets", kind="<script>", lang="xx")
    assert not app.exception
    assert app.segmented_control[-1].value == "all"
    assert "指标与目标" in said(app)


def test_foreign_keys_leave_the_address(stored: PlanView) -> None:
    app = run("institutions", depth="3", plan=stored.plan.id)
    assert set(app.query_params) == {"plan"}


def test_an_empty_graph_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "plans", list)
    for page in ("overview", "institutions", "text"):
        assert "图谱里还没有规划" in said(run(page))


def test_an_unknown_plan_is_said_with_those_at_hand(stored: PlanView) -> None:
    words = said(run(plan="Plan-unknown"))
    assert "图谱里没有这份规划" in words
    assert stored.plan.name in words


def test_a_database_that_does_not_answer_is_one_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> list[dict[str, object]]:
        raise StoreError("No Neo4j server answers at bolt://127.0.0.1:1")

    monkeypatch.setattr(data, "plans", gone)
    app = run(lang="en")
    assert not app.exception
    assert "The graph database does not answer." in said(app)
    assert "bolt://" not in said(app)


def test_a_fault_of_ours_shows_no_detail(stored: PlanView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "plans", lambda: 1 / 0)
    app = run()
    assert not app.exception
    assert "这一页出了错" in said(app)
    assert "ZeroDivisionError" not in said(app)
