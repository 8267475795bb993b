"""Silence escalates and never approves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealLog, DealState, Side
from matchmaker.deals.queries import late
from matchmaker.deals.services.silence import escalates_at, press_silent_sides
from matchmaker.organizations.models import OneTimeLink
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.unit.deals.conftest import Stage

A_SECOND = timedelta(seconds=1)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with clock.frozen(moment):
        yield


def press(stage: Stage, deal: Deal, times: int = 1) -> None:
    for _time in range(times):
        transact(stage.session, lambda inner: press_silent_sides(inner, deal.id))


def lines(stage: Stage) -> list[tuple[str, str | None]]:
    return [(row.kind, row.side) for row in stage.session.scalars(select(DealLog).order_by(DealLog.id))]


@pytest.fixture
def waiting(stage: Stage) -> tuple[Deal, datetime]:
    """A deal to which the enterprise has agreed, and its time."""
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    assert deal.reply_due_at is not None
    return deal, deal.reply_due_at


def test_in_time_nobody_is_pressed(stage: Stage, waiting: tuple[Deal, datetime]) -> None:
    deal, due = waiting
    with at(due - A_SECOND):
        assert late(stage.session) == []
        press(stage, deal)
    assert lines(stage) == []


def test_only_the_silent_side_is_reminded_and_only_once(stage: Stage, waiting: tuple[Deal, datetime]) -> None:
    deal, due = waiting
    with at(due):
        assert late(stage.session) == [deal.id]
        press(stage, deal, times=3)
    assert lines(stage) == [("reminder", "achievement")]
    assert stage.told_users("deal.reminder") == {stage.members[Side.ACHIEVEMENT].id}
    assert not stage.told("deal.silent")


def test_a_working_day_later_the_officers_are_told_once(stage: Stage, waiting: tuple[Deal, datetime]) -> None:
    deal, due = waiting
    county = make_officer(stage.session, "340304")
    with at(due):
        press(stage, deal)
    with at(escalates_at(due)):
        press(stage, deal, times=3)
    assert lines(stage) == [("reminder", "achievement"), ("escalation", "achievement")]
    # the county's officer, and the city's, who may take over
    assert stage.told_users("deal.silent") == {county.id, stage.officer.id}
    assert len(stage.told("deal.silent")) == 2


def test_however_long_the_silence_nothing_is_approved(stage: Stage, waiting: tuple[Deal, datetime]) -> None:
    deal, due = waiting
    with at(due + timedelta(days=400)):
        press(stage, deal, times=3)
    stage.session.refresh(deal)
    assert deal.state == DealState.INVITED


def test_an_answered_deal_is_left_alone(stage: Stage) -> None:
    deal = stage.introduced()
    assert deal.reply_due_at is not None
    with at(deal.reply_due_at):
        assert late(stage.session) == []
        press(stage, deal)
    assert lines(stage) == []


def test_a_side_without_account_gets_a_fresh_link(stage: Stage) -> None:
    deal = stage.open(need=make_need(stage.session))
    assert deal.reply_due_at is not None
    with at(deal.reply_due_at):
        press(stage, deal)
    mails = [payload for kind in ("deal.invited", "deal.reminder") for payload in stage.told(kind) if "to" in payload]
    assert [mail["href"].startswith("/answers/") for mail in mails] == [True, True]
    assert mails[0]["href"] != mails[1]["href"]
    with at(deal.reply_due_at + A_SECOND):
        live = select(OneTimeLink).where(OneTimeLink.expires_at > clock.now(), OneTimeLink.used_at.is_(None))
        assert len(stage.session.scalars(live).all()) == 1
