"""The sheet is sent: to each side its own text, and the log says whom it reached."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Disclosure
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealLog, LogKind, Side
from matchmaker.deals.services import close
from matchmaker.deals.services.send_sheet import send_sheet
from tests.factories.accounts import make_officer
from tests.unit.deals.conftest import Stage


def test_each_side_gets_no_more_than_it_may_read(stage: Stage) -> None:
    deal, actor = stage.open(), stage.officer_actor

    def send(inner: Session) -> list[Side]:
        found = inner.get_one(Deal, deal.id)
        found.need.disclosure, found.need.title = Disclosure.OFFICERS_ONLY, "暗语名称"
        found.need.organization.contact_phone = "0552-0000099"
        return send_sheet(inner, found, [Side.NEED, Side.ACHIEVEMENT], actor=actor)

    assert transact(stage.session, send) == []
    told = {payload["user_id"]: payload for payload in stage.told("deal.sheet")}
    assert set(told) == {member.id for member in stage.members.values()}
    own, other = told[stage.members[Side.NEED].id]["body"], told[stage.members[Side.ACHIEVEMENT].id]["body"]
    assert "暗语名称" in own
    assert "0552-0000099" in own
    assert "暗语名称" not in other
    assert "0552-0000099" not in other
    assert stage.achievement.advantage in other
    line = stage.session.scalars(select(DealLog).where(DealLog.kind == LogKind.NOTE)).one()
    assert (line.side, "推荐单已发给需求方" in line.body, line.author_id) == (None, True, stage.officer.id)


def test_who_cannot_be_reached_is_named(stage: Stage) -> None:
    deal, actor = stage.open(), stage.officer_actor
    stage.session.delete(stage.members[Side.NEED])
    stage.session.commit()

    def send(inner: Session) -> list[Side]:
        found = inner.get_one(Deal, deal.id)
        found.need.organization.contact_email = ""
        return send_sheet(inner, found, ["need"], actor=actor)

    assert transact(stage.session, send) == [Side.NEED]
    assert "没有账号和邮箱" in stage.session.scalars(select(DealLog.body).where(DealLog.side.is_(None))).one()


@pytest.mark.one_database
def test_who_may_send_and_when(stage: Stage) -> None:
    deal, actor = stage.open(), stage.officer_actor
    with pytest.raises(Invalid):
        transact(stage.session, lambda s: send_sheet(s, s.get_one(Deal, deal.id), ["nobody"], actor=actor))
    stranger = stage.actor(make_officer(stage.session, region_code="340600"))
    with pytest.raises(NotFound):
        transact(stage.session, lambda s: send_sheet(s, s.get_one(Deal, deal.id), ["need"], actor=stranger))
    transact(stage.session, lambda s: close(s, s.get_one(Deal, deal.id), actor=actor, reason="no_answer"))
    with pytest.raises(Conflict):
        transact(stage.session, lambda s: send_sheet(s, s.get_one(Deal, deal.id), ["need"], actor=actor))
