import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.figures import Figure, Shortfall, read, shortfalls
from tests.unit.engine.samples import TEXTS

ODD = st.one_of(st.text(max_size=30), st.text("0123456789.,-+≥≤<>%～~以上下不低于 ", max_size=20), TEXTS)
FIGURES = st.lists(st.builds(Figure, ODD, ODD, ODD, ODD), max_size=5)


def _misses(wanted: Figure, offered: Figure) -> bool:
    return bool(shortfalls([wanted], [offered]))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("≥96", "%", (96.0, "%", "least")),
        ("96%以上", "", (96.0, "%", "least")),
        ("不低于 1,200.5", "小时", (1200.5, "小时", "least")),
        ("＜－40", "℃", (-40.0, "°c", "most")),
        ("60以下", "%", (60.0, "%", "most")),
        ("不超过5mm", "mm", (5.0, "mm", "most")),
        ("97", "%", (97.0, "%", None)),
    ],
)
def test_one_plain_number_is_understood(value: str, unit: str, expected: tuple[float, str, str | None]) -> None:
    found = read(value, unit)
    assert found is not None
    assert (found.number, found.unit, found.direction) == expected


@pytest.mark.parametrize("value", ["", "80～90", "1.2×10^5", "九成", "约", "≥90以下", "95%/h 5", "1/2", "９６ ９７"])
def test_what_is_no_plain_number_is_left_alone(value: str) -> None:
    assert read(value, "%") is None


@pytest.mark.parametrize(
    ("target", "present", "reached", "misses"),
    [
        ("≥96", "", "91", True),
        ("≥96", "", "96", False),
        ("≥96", "", "≥95", True),
        ("≥96", "", "≤95", False),  # says what it never exceeds, not what it reaches
        ("60以下", "", "75", True),
        ("60以下", "", "55", False),
        ("96", "91", "93", True),
        ("60", "75", "66", True),
        ("60", "75", "58", False),
        ("96", "", "91", False),  # a bare target says not which way is better
        ("96", "96", "91", False),
        ("80～90", "", "70", False),
    ],
)
def test_a_value_falls_short_only_where_it_is_plain(target: str, present: str, reached: str, *, misses: bool) -> None:
    assert _misses(Figure("收率", target, "%", present), Figure("收率", reached, "%")) is misses


def test_units_and_names_must_agree() -> None:
    wanted = Figure("浓缩 收率", "≥96", "％")
    assert _misses(wanted, Figure("浓缩收率", "91%", ""))
    assert not _misses(wanted, Figure("浓缩收率", "91", ""))
    assert not _misses(wanted, Figure("浓缩收率", "91", "g/L"))
    assert not _misses(wanted, Figure("收率", "91", "%"))


def test_a_name_that_stands_twice_is_unclear() -> None:
    wanted = Figure("收率", "≥96", "%")
    assert not shortfalls([wanted], [Figure("收率", "91", "%"), Figure("收率", "97", "%")])
    assert not shortfalls([wanted, wanted], [Figure("收率", "91", "%")])


@given(FIGURES, FIGURES)
def test_no_figures_crash_it(wanted: list[Figure], offered: list[Figure]) -> None:
    for found in shortfalls(wanted, offered):
        assert isinstance(found, Shortfall)
        assert found.wanted in wanted
        assert found.offered in offered


@given(FIGURES)
def test_nothing_falls_short_of_itself(figures: list[Figure]) -> None:
    assert not shortfalls(figures, figures)
