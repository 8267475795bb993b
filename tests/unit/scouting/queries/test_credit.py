from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.scouting.queries.credit import finds, totals
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement, make_need


def test_a_scout_s_finds_are_listed_with_what_became_of_them(session: Session) -> None:
    scout = make_scout(session)
    make_achievement(session, scout_id=scout.id)
    make_need(session, NeedState.DRAFT, scout_id=scout.id)
    make_need(session)
    rows, total = finds(session, scout.id, 1)
    assert total == 2
    assert {(row.kind, row.state) for row in rows} == {("achievement", "published"), ("need", "draft")}
    assert totals(session, scout.id) == {"achievement": 1, "need": 1, "published": 1}


def test_a_page_beyond_the_end_is_the_last(session: Session) -> None:
    scout = make_scout(session)
    make_achievement(session, scout_id=scout.id)
    assert len(finds(session, scout.id, 9)[0]) == 1
