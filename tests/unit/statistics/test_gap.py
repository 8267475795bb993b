"""Needs and achievements by field."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.matching.models import Level, SuggestionState
from matchmaker.statistics.queries.gap import Part, behind, gaps
from tests.factories.catalog import make_need
from tests.factories.matching import make_suggestion


def test_a_need_is_served_by_a_fair_match_that_nobody_turned_down(session: Session) -> None:
    served = make_suggestion(session, level=Level.FAIR)
    turned_down = make_suggestion(session, SuggestionState.REJECTED, level=Level.STRONG)
    make_need(session)
    fields = {session.get_one(Need, each.need_id).field_code for each in (served, turned_down)}
    rows = {row.field: row for row in gaps(session, ("340000",))}
    assert fields <= rows.keys()
    assert sum(row.served for row in rows.values()) == 1
    assert sum(row.needs for row in rows.values()) == 3
    for field, row in rows.items():
        numbers = {Part.NEEDS: row.needs, Part.UNSERVED: row.unserved, Part.ACHIEVEMENTS: row.achievements}
        for part, number in numbers.items():
            assert len(session.execute(behind(part, field, ("340000",))).all()) == number
    assert session.execute(behind(Part.NEEDS, next(iter(rows)), ("340600",))).all() == []
