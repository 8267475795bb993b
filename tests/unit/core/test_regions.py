"""County within city within province, zones under their parent, read off the codes."""

from __future__ import annotations

import pytest

from matchmaker.core import regions


@pytest.mark.parametrize(
    ("outer", "inner", "covered"),
    [
        ("340000", "340300", True),
        ("340000", "340304", True),
        ("340300", "340300", True),
        ("340300", "340304", True),
        ("340300", "340300-Z1", True),
        ("340304", "340304", True),
        ("340304", "340300", False),
        ("340304", "340311", False),
        ("340304", "340300-Z1", False),
        ("340300", "340400", False),
        ("340300-Z1", "340300-Z1", True),
        ("340300-Z1", "340300", False),
        ("340300-Z1", "340300-Z10", False),
        ("340300-Z1", "340300-Z2", False),
        ("340304", "340304-Z1", True),
        ("320000", "340300", False),
    ],
)
def test_what_lies_under_what(outer: str, inner: str, covered: bool) -> None:  # noqa: FBT001
    assert regions.covers(outer, inner) is covered


@pytest.mark.parametrize(
    ("code", "lineage"),
    [
        ("340304", ("340304", "340300", "340000")),
        ("340300", ("340300", "340000")),
        ("340000", ("340000",)),
        ("340300-Z1", ("340300-Z1", "340300", "340000")),
        ("340304-Z1", ("340304-Z1", "340304", "340300", "340000")),
    ],
)
def test_settings_are_inherited_from_the_nearest(code: str, lineage: tuple[str, ...]) -> None:
    assert regions.lineage(code) == lineage


@pytest.mark.parametrize(("code", "city"), [("340304", "340300"), ("340300", "340300"), ("340300-Z1", "340300")])
def test_the_city_of_a_place(code: str, city: str) -> None:
    assert regions.city_of(code) == city
