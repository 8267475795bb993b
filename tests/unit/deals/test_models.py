"""A deal knows its sides and to whom it belongs; the database refuses what cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealLog, DealMilestone, DealReply, Side
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage


def test_the_sides_face_each_other() -> None:
    assert [side.other for side in Side] == [Side.ACHIEVEMENT, Side.NEED]


def test_a_deal_belongs_to_both_organisations_and_both_regions(stage: Stage) -> None:
    deal = stage.open(achievement=make_achievement(stage.session, region_code="340600"))
    assert deal.scope.parties == {deal.need_organization_id, deal.achievement_organization_id}
    assert deal.scope.regions == {"340304", "340600"}
    assert deal.record(Side.NEED) is deal.need
    assert deal.organization_id(Side.ACHIEVEMENT) == deal.achievement.organization_id


@pytest.mark.parametrize(
    "build",
    [
        lambda deal: _reply(deal, agreed=False),
        lambda deal: _reply(deal, channel="phone"),
        lambda deal: _reply(deal, channel="telepathy"),
        lambda deal: _reply(deal, side="nobody"),
        lambda deal: DealMilestone(deal_id=deal.id, kind="party", happened_on=clock.today()),
        lambda deal: DealLog(deal_id=deal.id, kind="rumour", body="…"),
    ],
)
def test_the_database_refuses_impossible_rows(stage: Stage, build: Any) -> None:
    deal = stage.open()
    with pytest.raises(IntegrityError):
        transact(stage.session, lambda inner: _add(inner, build(deal)))


def test_a_reminder_happens_once_but_notes_do_not(stage: Stage) -> None:
    deal = stage.open()
    for _time in range(2):
        transact(stage.session, lambda inner: _add(inner, DealLog(deal_id=deal.id, kind="note", body="一样的话")))
    reminder: dict[str, Any] = {"deal_id": deal.id, "kind": "reminder", "side": "need", "body": "催"}
    transact(stage.session, lambda inner: _add(inner, DealLog(**reminder)))
    with pytest.raises(IntegrityError):
        transact(stage.session, lambda inner: _add(inner, DealLog(**reminder)))


def _reply(deal: Deal, **values: Any) -> DealReply:
    given = {"side": "need", "agreed": True, "channel": "account", **values}
    return DealReply(deal_id=deal.id, organization_id=deal.need_organization_id, **given)


def _add(session: Session, row: Any) -> None:
    session.add(row)
    session.flush()


def test_the_time_of_a_call_needs_its_person(stage: Stage) -> None:
    deal = stage.open()
    called = {"channel": "phone", "spoke_at": clock.now() - timedelta(hours=1)}
    with pytest.raises(IntegrityError):
        transact(stage.session, lambda inner: _add(inner, _reply(deal, **called)))
    transact(stage.session, lambda inner: _add(inner, _reply(deal, **called, spoke_with="王测试")))
