from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.catalog.review_queries import TABS, counts, first_record, kind_of_tab, waiting
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise

OFFICER = Actor(kind="user", user_id=1, roles=frozenset({Role.OFFICER}), region_codes=frozenset({"340300"}))


def test_the_most_urgent_comes_first(session: Session) -> None:
    later = make_need(session, NeedState.SUBMITTED)
    session.rollback()
    with clock.frozen(clock.now() - timedelta(days=5)):
        sooner = make_need(session, NeedState.SUBMITTED)
    rows = session.scalars(waiting(OFFICER, "needs")).unique().all()
    assert [row.id for row in rows] == [sooner.id, later.id]


def test_every_tab_is_counted(session: Session) -> None:
    make_need(session, NeedState.SUBMITTED)
    make_need(session, NeedState.REFINING)
    make_achievement(session, AchievementState.SUBMITTED)
    make_need(session)
    assert counts(session, OFFICER) == {
        "needs": 1,
        "achievements": 1,
        "refining": 1,
        "spot_check": 0,
        "published_needs": 1,
        "published_achievements": 0,
    }
    assert {kind_of_tab(tab).value for tab in TABS} == {"need", "achievement"}


def test_a_unit_s_first_record_is_the_one_that_waits(session: Session) -> None:
    firm = make_enterprise(session)
    assert first_record(session, firm) is None
    make_need(session, NeedState.DRAFT, organization=firm)
    submitted = make_need(session, NeedState.SUBMITTED, organization=firm)
    found = first_record(session, firm)
    assert found is not None
    assert found.id == submitted.id
