"""Numbers are counted, not claimed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState
from matchmaker.core import clock
from matchmaker.deals.models import DealState
from matchmaker.home.queries.figures import admin_numbers, county_figures, public_numbers, recent_notices
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_user
from tests.factories.catalog import make_achievement, make_need
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise


def test_the_public_counts_what_it_may_find(session: Session) -> None:
    make_achievement(session)
    make_achievement(session, AchievementState.DRAFT)
    make_need(session, disclosure="masked")
    make_need(session, disclosure="officers_only")
    numbers = public_numbers(session)
    assert (numbers.achievements, numbers.needs, numbers.introduced, numbers.signed) == (1, 1, 0, 0)


def test_introductions_and_signatures_stay_counted_when_a_deal_goes_on(session: Session) -> None:
    make_deal(session)
    make_deal(session, DealState.NEGOTIATING)
    make_deal(session, DealState.SIGNED, signed_on=clock.today())
    numbers = public_numbers(session)
    assert (numbers.introduced, numbers.signed) == (2, 1)


def test_every_county_is_listed_with_its_own_counts(session: Session) -> None:
    make_need(session, organization=make_enterprise(session, region_code="340304"))
    make_need(session, organization=make_enterprise(session, region_code="340404"))
    found = {row.code: row.counts for row in county_figures(session, ["340300"])}
    assert found["340304"]["needs"] == 1
    assert found["340302"] == {"needs": 0, "achievements": 0, "introduced": 0, "signed": 0}
    assert "340404" not in found


def test_accounts_are_counted_for_administrators(session: Session) -> None:
    make_user(session)
    assert admin_numbers(session).active == 1


def test_nothing_has_moved_for_somebody_new(session: Session) -> None:
    assert recent_notices(session, actor_of_user(session, make_user(session))) == []
