from __future__ import annotations

from datetime import timedelta

from matchmaker.catalog.models import Achievement
from matchmaker.catalog.services import reopen
from matchmaker.core import clock
from matchmaker.scouting.models import ConfirmationState
from matchmaker.scouting.queries.confirmations import past_due, pointless
from matchmaker.scouting.services import drop_pointless, expire_confirmation
from tests.unit.scouting.conftest import Field


def test_what_ran_out_waits_for_the_officer(field: Field) -> None:
    row = field.asked()
    assert past_due(field.session) == []
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert past_due(field.session) == [row.id]
        field.do(lambda s: expire_confirmation(s, row.id))
        field.do(lambda s: expire_confirmation(s, row.id))
        assert past_due(field.session) == []
    assert row.state == ConfirmationState.EXPIRED
    assert field.record(row).state == "proposed"
    assert field.told_users("confirmation.expired") == {field.officer.id, field.scout.id}


def test_nothing_expires_early(field: Field) -> None:
    row = field.asked()
    field.do(lambda s: expire_confirmation(s, row.id))
    assert row.state == ConfirmationState.WAITING


def test_a_question_ends_when_the_unit_takes_the_record_over(field: Field) -> None:
    row, member = field.asked(), field.actor(field.member)
    assert pointless(field.session) == []
    field.do(lambda s: reopen(s, s.get_one(Achievement, row.record_id), actor=member))
    assert pointless(field.session) == [row.id]
    field.do(lambda s: drop_pointless(s, row.id))
    assert row.state == ConfirmationState.CANCELLED
