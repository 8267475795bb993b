"""Approval opens a deal and asks both sides."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.core import calendar, clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, Forbidden, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services import close
from matchmaker.organizations.models import Setting
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.unit.deals.conftest import EXPLANATION, Stage


def test_a_deal_waits_for_both_sides_and_keeps_why_it_was_opened(stage: Stage) -> None:
    deal = stage.open()
    assert deal.state == DealState.INVITED
    assert deal.explanation == EXPLANATION
    assert (deal.need_id, deal.achievement_id) == (stage.need.id, stage.achievement.id)
    assert deal.reply_due_at == calendar.add_working_days(clock.now(), 5)


def test_the_time_to_answer_is_the_region_s_setting(stage: Stage) -> None:
    stage.session.add(Setting(region_code="340300", key="clock.reply_days", value=2, valid_from=clock.today()))
    stage.session.commit()
    assert stage.open().reply_due_at == calendar.add_working_days(clock.now(), 2)


def test_both_sides_are_asked_with_a_link_to_their_answer(stage: Stage) -> None:
    deal = stage.open()
    asked = {payload["user_id"]: payload for payload in stage.told("deal.invited")}
    assert set(asked) == {user.id for user in stage.members.values()}
    to_enterprise = asked[stage.members[Side.NEED].id]
    assert to_enterprise["href"] == f"/deals/{deal.id}/reply"
    assert stage.achievement.title in to_enterprise["body"]
    assert "工艺条件接近" in to_enterprise["body"]


def test_opening_is_in_the_trail_once(stage: Stage) -> None:
    deal = stage.open()
    query = select(func.count()).where(AuditEntry.action == "deal.created", AuditEntry.subject_id == str(deal.id))
    assert stage.session.scalar(query) == 1


def test_what_is_not_published_is_not_introduced(stage: Stage, session: Session) -> None:
    with pytest.raises(Conflict):
        stage.open(need=make_need(session, NeedState.SUBMITTED))
    with pytest.raises(Conflict):
        stage.open(achievement=make_achievement(session, AchievementState.WITHDRAWN))


def test_a_pair_has_one_live_deal(stage: Stage) -> None:
    first = stage.open()
    with pytest.raises(Conflict):
        stage.open()
    actor = stage.officer_actor
    transact(stage.session, lambda inner: close(inner, inner.get_one(Deal, first.id), actor=actor, reason="no_answer"))
    assert stage.open().id != first.id


def test_the_officer_of_the_need_s_region_decides(stage: Stage, session: Session) -> None:
    elsewhere = make_officer(session, "340600")
    with pytest.raises(NotFound):
        stage.open(actor=stage.actor(elsewhere))
    achievement = make_achievement(session, region_code="340600")
    with pytest.raises(NotFound):
        stage.open(actor=stage.actor(elsewhere), achievement=achievement)
    with pytest.raises(Forbidden):
        stage.open(actor=stage.voice(Side.NEED))


def test_the_officer_of_the_achievement_s_region_is_told(stage: Stage, session: Session) -> None:
    elsewhere = make_officer(session, "340600")
    stage.open(achievement=make_achievement(session, region_code="340600"))
    assert stage.told_users("deal.opened_here") == {elsewhere.id}
