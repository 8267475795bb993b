from __future__ import annotations

from datetime import timedelta

import pytest

from matchmaker.catalog.models import Achievement, RecordKind
from matchmaker.catalog.services import submit
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.organizations.models import OneTimeLink, Organization
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.services import expire_confirmation, fresh_link, renew_confirmation, request_confirmation
from tests.factories.accounts import make_scout
from tests.unit.scouting.conftest import Field


def test_a_unit_with_an_account_is_told_and_gets_no_link(field: Field) -> None:
    row = field.asked()
    assert row.state == ConfirmationState.WAITING
    assert field.record(row).state == "proposed"
    assert field.told_users("confirmation.asked") == {field.member.id}
    assert field.told("confirmation.asked")[0]["href"] == f"/confirmations/{row.id}"
    assert not field.told("achievement.proposed")
    assert row.link_id is None


def test_a_unit_without_an_account_gets_a_link_for_fourteen_days_by_mail(field: Field) -> None:
    row = field.asked(field.silent_unit)
    (mail,) = field.told("confirmation.asked")
    assert mail["to"] == field.silent_unit.contact_email
    assert mail["href"].startswith("/confirm/")
    link = field.session.get_one(OneTimeLink, row.link_id)
    assert timedelta(days=13) < link.expires_at - clock.now() <= timedelta(days=14)
    assert mail["href"].removeprefix("/confirm/") not in link.token_hash


def test_without_a_mail_box_the_scout_passes_the_link_on(field: Field) -> None:
    field.do(lambda s: setattr(s.get_one(Organization, field.silent_unit.id), "contact_email", ""))
    record, scout = field.draft(field.silent_unit), field.actor(field.scout)
    asked = field.do(
        lambda s: request_confirmation(s, RecordKind.ACHIEVEMENT, s.get_one(Achievement, record.id), actor=scout)
    )
    assert asked.path.startswith("/confirm/")
    assert not field.told("confirmation.asked")


def test_an_incomplete_record_is_not_sent_and_says_what_is_missing(field: Field) -> None:
    record, scout = field.draft(problem_solved=""), field.actor(field.scout)
    with pytest.raises(Invalid) as refused:
        field.do(
            lambda s: request_confirmation(s, RecordKind.ACHIEVEMENT, s.get_one(Achievement, record.id), actor=scout)
        )
    assert "problem_solved" in refused.value.fields
    assert field.session.query(UnitConfirmation).count() == 0


def test_another_scout_cannot_ask(field: Field) -> None:
    record, other = field.draft(), field.actor(make_scout(field.session))
    with pytest.raises(NotFound):
        field.do(
            lambda s: request_confirmation(s, RecordKind.ACHIEVEMENT, s.get_one(Achievement, record.id), actor=other)
        )


def test_a_scout_cannot_submit_past_the_unit(field: Field) -> None:
    record, scout = field.draft(), field.actor(field.scout)
    with pytest.raises(Conflict, match="请单位确认"):
        field.do(lambda s: submit(s, s.get_one(Achievement, record.id), actor=scout))
    officer = field.actor(field.officer)
    with pytest.raises(Conflict, match="请单位确认"):
        field.do(lambda s: submit(s, s.get_one(Achievement, record.id), actor=officer))


def test_the_unit_itself_may_submit_what_the_scout_began(field: Field) -> None:
    record, member = field.draft(), field.actor(field.member)
    assert field.do(lambda s: submit(s, s.get_one(Achievement, record.id), actor=member)) == "submit"


def test_a_fresh_link_ends_the_older_one(field: Field) -> None:
    row, scout = field.asked(field.silent_unit), field.actor(field.scout)
    older = row.link_id
    path = field.do(lambda s: fresh_link(s, s.get_one(UnitConfirmation, row.id), actor=scout))
    assert path.startswith("/confirm/")
    ended = field.session.get_one(OneTimeLink, older)
    field.session.refresh(ended)
    assert ended.expires_at <= clock.now()


def test_no_link_speaks_for_a_unit_that_has_an_account(field: Field) -> None:
    row, scout = field.asked(), field.actor(field.scout)
    with pytest.raises(Conflict, match="有账号"):
        field.do(lambda s: fresh_link(s, s.get_one(UnitConfirmation, row.id), actor=scout))


def test_an_officer_renews_an_expired_request(field: Field) -> None:
    row, officer = field.asked(), field.actor(field.officer)
    with clock.frozen(clock.now() + timedelta(days=15)):
        field.do(lambda s: expire_confirmation(s, row.id))
        field.do(lambda s: renew_confirmation(s, s.get_one(UnitConfirmation, row.id), actor=officer))
        again = field.session.get_one(UnitConfirmation, row.id)
        assert again.state == ConfirmationState.WAITING
        assert again.expires_at > clock.now()
    assert len(field.told("confirmation.asked")) == 2
