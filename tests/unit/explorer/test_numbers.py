import pytest

from explorer.numbers import digits, figure


@pytest.mark.parametrize(
    ("value", "unit_text", "shown"),
    [
        (38_000_000_000, "亿元", "380"),
        (1_640_000_000, "亿", "16.4"),
        (120_000, "万平方米", "12"),
        (6.5, "%", "6.5"),
        (1500, "家", "1,500"),
        (1_000_000_000_000, "万亿元", "1"),
        (100, None, "100"),
    ],
)
def test_digits_stand_as_the_plan_wrote_them(value: float, unit_text: str | None, shown: str) -> None:
    assert digits(value, unit_text) == shown


def test_a_figure_has_comparator_digits_and_unit() -> None:
    assert figure({"value": 38_000_000_000, "comparator": ">=", "unit": "元", "unit_text": "亿元"}) == (
        "⩾",
        "380",
        "亿元",
    )
    assert figure({"value": 1, "value_max": 2, "comparator": "range", "unit": "个", "unit_text": "个"}) == (
        "",
        "1–2",
        "个",
    )


def test_a_goal_without_a_number_has_no_figure() -> None:
    assert figure({"indicator": "居民人均可支配收入"}) is None
