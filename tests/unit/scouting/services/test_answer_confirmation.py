from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from matchmaker.catalog.models import Attachment
from matchmaker.core import blobs, clock
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.services import (
    Channel,
    add_authorisation,
    answer_by_link,
    answer_confirmation,
    cancel_confirmation,
    expire_confirmation,
)
from tests.factories.accounts import make_member
from tests.factories.organizations import make_university
from tests.unit.scouting.conftest import Field

AGREED, REFUSED = True, False


def answer(field: Field, row: UnitConfirmation, agreed: bool, note: str = "", **given: Any) -> None:  # noqa: FBT001
    values: dict[str, Any] = {"actor": field.actor(field.member), "channel": Channel.ACCOUNT, **given}
    field.do(lambda s: answer_confirmation(s, s.get_one(UnitConfirmation, row.id), agreed, note, **values))


def test_agreeing_sends_the_record_to_review(field: Field) -> None:
    row = field.asked()
    answer(field, row, AGREED)
    assert field.record(row).state == "submitted"
    assert row.state == ConfirmationState.CONFIRMED
    assert (row.channel, row.answered_by) == ("account", field.member.id)
    assert field.officer.id in field.told_users("achievement.submitted")
    assert field.scout.id in field.told_users("achievement.confirmed")


def test_refusing_needs_a_reason_and_gives_the_record_back(field: Field) -> None:
    row = field.asked()
    with pytest.raises(Invalid) as refused:
        answer(field, row, REFUSED, "  ")
    assert "note" in refused.value.fields
    answer(field, row, REFUSED, "课题尚未结题，暂不公开。")
    record = field.record(row)
    assert (record.state, record.state_reason) == ("draft", "课题尚未结题，暂不公开。")
    assert row.state == ConfirmationState.DECLINED


def test_the_second_answer_is_told_that_somebody_was_first(field: Field) -> None:
    row = field.asked()
    answer(field, row, AGREED)
    with pytest.raises(Conflict):
        answer(field, row, REFUSED, "不同意")
    assert field.record(row).state == "submitted"


@pytest.mark.parametrize("who", ["scout", "officer"])
def test_nobody_answers_in_the_units_place(field: Field, who: str) -> None:
    row = field.asked()
    with pytest.raises(Forbidden):
        answer(field, row, AGREED, actor=field.actor(getattr(field, who)))


def test_another_unit_does_not_know_of_the_question(field: Field) -> None:
    row, stranger = field.asked(), make_member(field.session, make_university(field.session))
    with pytest.raises(NotFound):
        answer(field, row, AGREED, actor=field.actor(stranger))


def test_a_link_answers_once(field: Field) -> None:
    row = field.asked(field.silent_unit)
    token = field.link().removeprefix("/confirm/")
    field.do(lambda s: answer_by_link(s, token, AGREED))
    assert field.record(row).state == "submitted"
    assert row.channel == "link"
    with pytest.raises(NotFound):
        field.do(lambda s: answer_by_link(s, token, REFUSED, "不同意"))


def test_a_refusal_without_a_reason_does_not_spend_the_link(field: Field) -> None:
    field.asked(field.silent_unit)
    token = field.link().removeprefix("/confirm/")
    with pytest.raises(Invalid):
        field.do(lambda s: answer_by_link(s, token, REFUSED, ""))
    row = field.do(lambda s: answer_by_link(s, token, AGREED))
    assert row.state == ConfirmationState.CONFIRMED


def test_a_link_ends_after_its_days(field: Field) -> None:
    field.asked(field.silent_unit)
    token = field.link().removeprefix("/confirm/")
    with clock.frozen(clock.now() + timedelta(days=15)), pytest.raises(NotFound):
        field.do(lambda s: answer_by_link(s, token, AGREED))


def test_after_the_term_an_account_cannot_answer_either(field: Field) -> None:
    row = field.asked()
    with clock.frozen(clock.now() + timedelta(days=15)), pytest.raises(Conflict, match="期限"):
        answer(field, row, AGREED)


def _letter(folder: Path) -> blobs.StoredBlob:
    return blobs.store(folder, io.BytesIO(b"%PDF-1.4 letter"), "授权书.pdf")


def test_an_officer_confirms_on_the_strength_of_a_letter_even_after_the_term(field: Field, tmp_path: Path) -> None:
    row, scout, officer = field.asked(field.silent_unit), field.actor(field.scout), field.actor(field.officer)
    with pytest.raises(Invalid, match="标红"):
        answer(field, row, AGREED, actor=officer, channel=Channel.AUTHORISATION)
    letter = _letter(tmp_path)
    field.do(lambda s: add_authorisation(s, s.get_one(UnitConfirmation, row.id), letter, actor=scout))
    assert field.told_users("confirmation.letter") == {field.officer.id}
    assert field.session.get_one(Attachment, row.attachment_id).purpose == "authorization"
    with clock.frozen(clock.now() + timedelta(days=15)):
        field.do(lambda s: expire_confirmation(s, row.id))
        answer(field, row, AGREED, actor=officer, channel=Channel.AUTHORISATION)
    assert field.record(row).state == "submitted"
    assert (row.channel, row.answered_by) == ("authorisation", field.officer.id)


def test_a_scout_cannot_accept_the_letter(field: Field, tmp_path: Path) -> None:
    row, scout = field.asked(), field.actor(field.scout)
    letter = _letter(tmp_path)
    field.do(lambda s: add_authorisation(s, s.get_one(UnitConfirmation, row.id), letter, actor=scout))
    with pytest.raises(Forbidden):
        answer(field, row, AGREED, actor=scout, channel=Channel.AUTHORISATION)


def test_a_scout_takes_a_question_back_and_has_a_draft_again(field: Field) -> None:
    row, scout = field.asked(), field.actor(field.scout)
    field.do(lambda s: cancel_confirmation(s, s.get_one(UnitConfirmation, row.id), actor=scout))
    assert field.record(row).state == "draft"
    assert row.state == ConfirmationState.CANCELLED


def test_after_the_term_only_the_officer_gives_up(field: Field) -> None:
    row, scout, officer = field.asked(), field.actor(field.scout), field.actor(field.officer)
    with clock.frozen(clock.now() + timedelta(days=15)):
        field.do(lambda s: expire_confirmation(s, row.id))
        with pytest.raises(Forbidden):
            field.do(lambda s: cancel_confirmation(s, s.get_one(UnitConfirmation, row.id), actor=scout))
        field.do(lambda s: cancel_confirmation(s, s.get_one(UnitConfirmation, row.id), actor=officer))
    assert field.record(row).state == "draft"
    assert field.told_users("confirmation.cancelled") == {field.scout.id}
