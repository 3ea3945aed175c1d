"""The saved queries from Python: functions with a dataframe as result."""

import inspect
from collections.abc import Iterator

import neo4j
import pytest

from graph_builder import frames
from graph_builder.errors import QueryError
from graph_builder.query_checks import load_example
from graph_builder.saved_queries import load_queries
from graph_builder.stores.embedded import Address


@pytest.fixture
def example(driver: neo4j.Driver, address: Address, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    load_example(driver)
    monkeypatch.setenv("NEO4J_URI", address.uri)
    monkeypatch.setenv("NEO4J_USERNAME", address.username)
    monkeypatch.setenv("NEO4J_PASSWORD", address.password)
    yield
    driver.execute_query("MATCH (n) DETACH DELETE n")


def test_an_answer_is_a_frame_with_the_declared_columns(example: None) -> None:
    frame = frames.institution_tasks(name="区数据局", role="lead")
    assert list(frame.columns) == list(load_queries()["institution-tasks"].columns)
    assert frame["task"].to_list() == ["建设数字园区"]
    assert frame["evidence"].to_list() == ["由区数据局牵头"]


def test_whole_numbers_stay_whole_where_some_are_missing_and_no_rows_have_columns(example: None) -> None:
    found = frames.search(text="湖")
    assert str(found["start"].dtype) == "Int64"
    assert found["start"].isna().any()
    nothing = frames.headline_targets(plan="无此计划")
    assert (len(nothing), next(iter(nothing.columns))) == (0, "indicator")


def test_rows_beyond_the_cap_are_announced(example: None) -> None:
    with pytest.warns(UserWarning, match="only the first 2 rows"):
        assert len(frames.workload(limit=2)) == 2


def test_each_query_is_a_function_with_its_parameters_and_help() -> None:
    assert dir(frames) == sorted(name.replace("-", "_") for name in load_queries())
    function = frames.path_between
    assert str(inspect.signature(function)) == "(*, source, target, limit=10000)"
    assert "两个名称之间的联系" in (inspect.getdoc(function) or "")
    assert str(inspect.signature(frames.workload)) == "(*, plan='', limit=10000)"


def test_what_is_wrong_is_said_before_a_server_is_asked() -> None:
    with pytest.raises(AttributeError, match=r"no saved query institution_task; known: .*institution_tasks"):
        frames.institution_task  # noqa: B018
    with pytest.raises(QueryError, match="needs the parameter name"):
        frames.institution_tasks()
    with pytest.raises(QueryError, match="before is of type date, not 'soon'"):
        frames.tasks_by_deadline(before="soon")
