"""Ids are stable, and two different things never share one."""

from hypothesis import given
from hypothesis import strategies as st

from graph_builder.ids import make_id, normalise_name


def test_an_id_is_the_kind_and_twenty_hex_digits() -> None:
    assert (
        make_id("Task", "Plan-1", "Section:1.Task:2")
        == "Task-" + make_id("Task", "Plan-1", "Section:1.Task:2")[5:]
    )
    assert len(make_id("Task", "a")) == len("Task-") + 20


@given(
    st.lists(st.text(alphabet=st.characters(exclude_characters="\x1f"), min_size=1), min_size=2, max_size=4)
)
def test_parts_do_not_run_together(parts: list[str]) -> None:
    joined = ["".join(parts[:2]), *parts[2:]]
    assert make_id("Area", *parts) != make_id("Area", *joined)


@given(st.text())
def test_a_normalised_name_stays_as_it_is(name: str) -> None:
    once = normalise_name(name)
    assert normalise_name(once) == once


def test_wordings_of_one_name_are_one() -> None:
    assert normalise_name("“满仓工程”") == normalise_name("满仓 工程")
    assert normalise_name("市七医院（区公卫中心）") == normalise_name("市七医院(区公卫中心)")
