"""Records for files are read by the hundred."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.export_lines import public_lines, whole_lines
from matchmaker.catalog.models import Achievement, Disclosure, RecordKind
from matchmaker.catalog.public_queries import candidates, region_names
from matchmaker.catalog.search.tokens import parse
from tests.factories.listed import list_achievement
from tests.support.statements import count_statements


def test_public_ones_come_in_the_order_asked_for_and_masked_ones_stay_masked(session: Session) -> None:
    rows = [list_achievement(session) for _each in range(3)]
    masked = list_achievement(session, disclosure=Disclosure.MASKED)
    found = candidates(session, [RecordKind.ACHIEVEMENT], parse(""))[::-1]
    lines = list(public_lines(session, found, region_names(session)))
    assert [line.row.id for line in lines] == [*(row.id for row in rows), masked.id]
    assert [line.whole for line in lines] == [True, True, True, False]


def test_whole_ones_bring_their_indicators_with_them(session: Session) -> None:
    for _each in range(4):
        list_achievement(session)
    session.rollback()
    session.expunge_all()
    query = select(Achievement).order_by(Achievement.id)
    with count_statements(session.get_bind()) as counted:  # type: ignore[arg-type]
        lines = list(whole_lines(session, RecordKind.ACHIEVEMENT, query, {}))
        assert all(line.row.indicators and line.row.organization.region.name for line in lines)
    assert (len(lines), counted.count) == (4, 2)
