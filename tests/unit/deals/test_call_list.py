"""Whom to phone, why, and since when."""

from matchmaker.core import clock
from matchmaker.deals.call_list import LATE, UNREACHED, lines
from matchmaker.deals.models import Side
from tests.unit.deals.conftest import Stage


def test_in_time_only_those_are_phoned_whom_nothing_else_reaches(stage: Stage) -> None:
    deal = stage.open()
    everybody = {deal.need_organization_id, deal.achievement_organization_id}
    assert lines(deal, everybody) == []
    (call,) = lines(deal, {deal.need_organization_id})
    assert (call.side, call.why, call.since, call.is_late) == (Side.ACHIEVEMENT, UNREACHED, deal.created_at, False)


def test_late_sides_are_phoned_and_those_that_answered_are_not(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    stage.session.refresh(deal)
    assert deal.reply_due_at is not None
    with clock.frozen(deal.reply_due_at):
        (call,) = lines(deal, {deal.achievement_organization_id})
    assert (call.side, call.why, call.since) == (Side.ACHIEVEMENT, LATE, deal.reply_due_at)
    assert deal.need.title in call.script
