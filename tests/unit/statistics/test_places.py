"""What a city's figures are broken down to."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.statistics.queries.places import place_names


def test_counties_and_zones_of_the_city_and_no_other(session: Session) -> None:
    names = place_names(session, ["340300"])
    assert {"禹会区", "怀远县", "蚌埠高新技术产业开发区"} <= set(names)
    assert "蚌埠市" not in names
    assert len(names) == len(set(names)) < 20
