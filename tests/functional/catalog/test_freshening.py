"""确认仍有效: one button for all, the exceptions chosen; nothing of others, nothing that has changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient
from tests.unit.catalog.people import do

LONG_AGO = timedelta(days=200)
ACHIEVEMENTS, NEEDS = "/my/achievements/confirm", "/my/needs/confirm"
BUTTON = "其余全部仍有效，确认"


def due(session: Session, row: Achievement | Need) -> Achievement | Need:
    do(session, lambda s: setattr(s.get_one(type(row), row.id), "confirmed_at", clock.now() - LONG_AGO))
    return row


@pytest.fixture
def university(session: Session, client: PageClient) -> Organization:
    university = make_university(session)
    client.sign_in(make_member(session, university))
    return university


def test_all_that_is_due_is_confirmed_by_one_button(
    client: PageClient, session: Session, university: Organization
) -> None:
    rows = [due(session, make_achievement(session, organization=university)) for _n in range(3)]
    fresh = make_achievement(session, organization=university)
    due(session, make_achievement(session))
    page = client.get(ACHIEVEMENTS, max_statements=8)
    assert page.form(BUTTON).names >= {f"answer-{row.id}" for row in rows}
    assert fresh.title not in page.text
    assert fresh.title in client.get(ACHIEVEMENTS, all=1, max_statements=8).text
    client.submit(page, button=BUTTON)
    after = client.follow()
    assert "已确认 3 条仍然有效" in after.messages
    assert "现在没有该确认的记录" in after.text
    told = session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "achievement.confirmed_fresh"))
    assert set(told) == {str(row.id) for row in rows}


def test_exceptions_are_closed_with_their_reason_or_left_to_be_edited(
    client: PageClient, session: Session, university: Organization
) -> None:
    gone, changed, holds = (due(session, make_achievement(session, organization=university)) for _n in range(3))
    answers = {f"answer-{gone.id}": "archive", f"answer-{changed.id}": "later"}
    refused = client.submit(client.get(ACHIEVEMENTS), answers, 422, button=BUTTON)
    assert "请写明不再有效的原因" in refused.error_summary
    assert refused.form(BUTTON).value(f"answer-{gone.id}") == "archive"
    client.submit(refused, {"reason": "设备已拆除"}, button=BUTTON)
    after = client.follow()
    assert "已确认 1 条仍然有效。1 条已办结。1 条留待修改。" in after.messages
    assert changed.title in after.text
    session.expire_all()
    assert [(row.state, row.state_reason) for row in (gone, changed, holds)] == [
        ("archived", "设备已拆除"),
        ("published", ""),
        ("published", ""),
    ]


def test_what_changed_meanwhile_is_left_alone_and_said(
    client: PageClient, session: Session, university: Organization
) -> None:
    moved, holds = (due(session, make_achievement(session, organization=university)) for _n in range(2))
    page = client.get(ACHIEVEMENTS)
    do(session, lambda s: setattr(s.get_one(Achievement, moved.id), "trl", 8))
    client.submit(page, button=BUTTON)
    after = client.follow()
    assert "已确认 1 条" in after.messages
    assert f"没有改动“{moved.title}”" in after.messages
    assert moved.title in after.text
    assert holds.title not in after.text


def test_a_firm_closes_needs_that_are_solved(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    solved, dropped = (due(session, make_need(session, organization=firm)) for _n in range(2))
    client.sign_in(make_member(session, firm))
    answers = {f"answer-{solved.id}": "solve", f"answer-{dropped.id}": "give_up", "reason": "改用外购件"}
    client.submit(client.get(NEEDS), answers, button=BUTTON)
    assert "2 条已办结" in client.follow().messages
    session.expire_all()
    assert (solved.state, dropped.state) == ("solved", "unsolved")


@pytest.mark.parametrize("shown", ["", "x:1", "9223372036854775808:1", "1:x", "²:1"])
def test_nonsense_settles_nothing(client: PageClient, university: Organization, shown: str) -> None:
    assert university.is_verified
    client.forge(ACHIEVEMENTS, {"shown": shown}, 303)


def test_somebody_elses_record_cannot_be_confirmed(
    client: PageClient, session: Session, university: Organization
) -> None:
    own = due(session, make_achievement(session, organization=university))
    other = due(session, make_achievement(session))
    client.forge(ACHIEVEMENTS, {"shown": [f"{own.id}:{own.version}", f"{other.id}:{other.version}"]}, 404)
    session.expire_all()
    assert own.confirmed_at is not None
    assert own.confirmed_at < clock.now() - LONG_AGO / 2
