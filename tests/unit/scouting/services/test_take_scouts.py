"""A roster by table: people are invited once, enrolled where they may be, and their own word stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import PasswordReset, User
from matchmaker.accounts.services.create_user import UNUSABLE
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import ScoutProfile
from matchmaker.scouting.services import take_scouts
from matchmaker.scouting.services.take_scouts import TakingScouts
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming
from tests.factories.accounts import make_officer, make_scout
from tests.factories.scouting import make_profile

ROW: dict[str, Any] = {"name": "丁测试", "email": "Ding@example.org", "phone": "13800000001", "region_code": "怀远县"}


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def both(session: Session, actor: Actor, *given: dict[str, Any]) -> Outcome:
    """What the import did, after the trial said the same."""
    first, second = ([Incoming(n, dict(values)) for n, values in enumerate(given, start=2)] for _twice in range(2))
    tried = TakingScouts(actor).judge(session, first)
    session.rollback()
    done = transact(session, lambda inner: TakingScouts(actor).take(inner, second))
    assert tried == done
    session.expire_all()
    return done


def messages(outcome: Outcome) -> str:
    return " ".join(each.message for each in [*outcome.problems, *outcome.remarks])


def test_somebody_new_is_invited_once_and_enrolled(session: Session, officer: Actor) -> None:
    assert both(session, officer, ROW).created == 1
    assert both(session, officer, ROW).unchanged == 1
    user = session.scalars(select(User).where(User.login == "ding@example.org")).one()
    assert (user.name, user.phone, user.password_hash) == ("丁测试", "13800000001", UNUSABLE)
    profile = session.scalars(select(ScoutProfile)).one()
    assert (profile.user_id, profile.kind, profile.region_code) == (user.id, "scout", "340321")
    assert profile.term_start == clock.today()
    grants = session.execute(select(RoleGrant.role, RoleGrant.region_code).where(RoleGrant.user_id == user.id)).all()
    assert grants == [("scout", "340321")]
    assert session.scalar(select(func.count()).select_from(PasswordReset)) == 1
    mails = session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "mail")).all()
    assert len(mails) == 1


def test_the_line_changes_but_not_what_people_said_of_themselves(session: Session, officer: Actor) -> None:
    both(session, officer, ROW)
    changed = {**ROW, "phone": "13800000002", "unit": "怀远科技局", "term_end": date(2099, 1, 1)}
    done = both(session, officer, changed)
    assert (done.updated, messages(done)) == (1, "与本人账号中的电话不同，以账号为准，没有改动。")
    profile = session.scalars(select(ScoutProfile)).one()
    assert (profile.unit, profile.term_end, profile.user.phone) == ("怀远科技局", date(2099, 1, 1), "13800000001")


def test_a_scout_with_an_account_is_enrolled_without_a_mail(session: Session, officer: Actor) -> None:
    make_scout(session, "340321", login="old.scout", name="旧情报员")
    assert both(session, officer, {**ROW, "login": "old.scout", "name": "旧情报员"}).created == 1
    assert session.scalar(select(func.count()).select_from(PasswordReset)) == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": None}, "也没有登录名"),
        ({"email": None, "login": "nobody.yet"}, "邀请发到那里"),
        ({"login": "张三"}, "不能用作登录名"),
        ({"region_code": None}, "要写负责地区"),
        ({"region_code": "某某新区"}, "看不出是哪个地区"),
        ({"region_code": "淮北市"}, "不在您负责的地区"),
        ({"term_start": date(2026, 3, 5), "term_end": date(2026, 3, 4)}, "任期结束不能早于"),
        ({"login": "elsewhere"}, "已被其他账号使用"),
        ({"login": "an-officer"}, "已被其他账号使用"),
    ],
)
def test_rows_that_will_not_do_are_told_why(
    session: Session, officer: Actor, change: dict[str, Any], words: str
) -> None:
    make_profile(session, make_scout(session, "340600", login="elsewhere"), region_code="340600")
    make_officer(session, login="an-officer")
    row = {name: value for name, value in {**ROW, **change}.items() if value is not None}
    done = both(session, officer, row)
    assert (done.rejected, words in messages(done)) == (1, True), messages(done)


def test_a_table_invites_a_bounded_number(session: Session, officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_scouts, "MOST_INVITED", 1)
    done = both(session, officer, ROW, {**ROW, "email": "wu@example.org"}, ROW)
    assert (done.created, done.rejected) == (1, 2)
    assert "最多邀请 1 人" in messages(done)
    assert "与第 2 行重复" in messages(done)
