"""公示: for whom, how long, and what ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import ANONYMOUS, Role
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.queries import is_running, notice
from matchmaker.deals.pricing.services.post_notice import NoticeTerms, post_notice, withdraw_notice
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.pricing import make_dossier
from tests.unit.deals.conftest import Stage
from tests.unit.deals.pricing.conftest import Do

GOOD: dict[str, Any] = {"audience": "city", "days": 15, "show_price": False, "contact": "科技处"}


def post(do: Do, row: PricingDossier, **changes: Any) -> None:
    terms = NoticeTerms(**{**GOOD, **changes})
    do(lambda inner: post_notice(inner, inner.get_one(PricingDossier, row.id), terms, actor=MAKER))


def withdraw(do: Do, row: PricingDossier) -> None:
    do(lambda inner: withdraw_notice(inner, inner.get_one(PricingDossier, row.id), reason="价格有误", actor=MAKER))


def test_it_stands_for_whole_days_after_the_day_of_posting(stage: Stage, do: Do) -> None:
    officer = make_officer(stage.session)
    row = make_dossier(stage.session)
    post(do, row)
    stage.session.refresh(row)
    assert row.notice_until == clock.today() + timedelta(days=15)
    assert officer.id in stage.told_users("pricing.notice")
    with clock.frozen(clock.end_of_day(row.notice_until) - timedelta(seconds=1)):
        assert is_running(row)
    with clock.frozen(clock.end_of_day(row.notice_until)):
        assert not is_running(row)


def test_everybody_reads_the_city_s_and_members_only_the_unit_s(session: Session, do: Do) -> None:
    row = make_dossier(session)
    member = actor_of_user(session, make_user(session, Role.RESEARCHER, organization=row.organization))
    stranger = actor_of_user(session, make_member(session, make_dossier(session).organization))
    for audience, readers in (("city", {"member", "stranger", "anybody"}), ("unit", {"member"})):
        post(do, row, audience=audience)
        seen = {"member": member, "stranger": stranger, "anybody": ANONYMOUS}
        assert {name for name, actor in seen.items() if notice(session, actor, row.id)} == readers
        withdraw(do, row)
        assert notice(session, member, row.id) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"audience": "world"}, "audience"),
        ({"days": 14}, "days"),
        ({"days": None}, "days"),
        ({"contact": " "}, "contact"),
    ],
)
def test_terms_that_cannot_be(stage: Stage, do: Do, changes: dict[str, Any], field: str) -> None:
    row = make_dossier(stage.session)
    with pytest.raises(Invalid) as caught:
        post(do, row, **changes)
    assert field in caught.value.fields


def test_only_a_whole_negotiated_decision_is_noticed(stage: Stage, do: Do) -> None:
    for changes, words in (({"method": "auctioned"}, "只有协议定价"), ({"price": None}, "没有填写价格")):
        with pytest.raises(Conflict, match=words):
            post(do, make_dossier(stage.session, **changes))


def test_a_notice_taken_back_runs_its_whole_time_again(stage: Stage, do: Do) -> None:
    row = make_dossier(stage.session)
    with clock.frozen(clock.now() - timedelta(days=10)):
        post(do, row)
    withdraw(do, row)
    stage.session.refresh(row)
    assert (row.state, row.notice_until) == (DossierState.DRAFT, None)
    post(do, row)
    stage.session.refresh(row)
    assert row.notice_until == clock.today() + timedelta(days=15)
