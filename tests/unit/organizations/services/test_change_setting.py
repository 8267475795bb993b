"""A rule changes from a day on, and the trace says who changed it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Setting
from matchmaker.organizations.queries import setting
from matchmaker.organizations.services.change_setting import change_setting
from tests.factories.accounts import CITY, make_user

SOURCE = "市科技局通知第 3 条"


@pytest.fixture
def admin(session: Session) -> Actor:
    user = make_user(session, Role.SYSTEM_ADMIN)
    return Actor(kind="user", user_id=user.id, roles=frozenset({Role.SYSTEM_ADMIN}))


def change(
    session: Session, actor: Actor, key: str, typed: str, region: str | None = None, source: str = SOURCE
) -> Setting:
    return transact(
        session,
        lambda inner: change_setting(
            inner, key, typed, valid_from=clock.today(), source=source, region_code=region, actor=actor
        ),
    )


def test_the_new_value_holds_for_its_region_and_the_old_row_stays(session: Session, admin: Actor) -> None:
    change(session, admin, "clock.review_days", "5", CITY)
    change(session, admin, "clock.review_days", "3", CITY)
    assert setting(session, "clock.review_days", "340321") == 3
    assert setting(session, "clock.review_days", "340400") == 2
    assert session.scalar(select(func.count()).select_from(Setting)) == 2
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject_id, entry.detail["value"]) == ("setting.changed", "clock.review_days", 3)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("clock.review_days", "0"),
        ("clock.review_days", "61"),
        ("clock.review_days", "-1"),
        ("clock.review_days", "2.5"),
        ("clock.review_days", "９"),
        ("clock.review_days", ""),
        ("clock.review_days", "9" * 40),
        ("review.lane", "whatever"),
        ("site.site_name", ""),
        ("site.sponsor", "某" * 201),
    ],
)
def test_a_value_out_of_bounds_is_refused(session: Session, admin: Actor, key: str, typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        change(session, admin, key, typed)
    assert list(caught.value.fields) == ["value"]


def test_an_optional_number_may_be_left_to_the_program(session: Session, admin: Actor) -> None:
    assert change(session, admin, "matching.floor", "").value is None


@pytest.mark.parametrize(
    ("key", "region", "source", "field"),
    [
        ("clock.review_days", None, " ", "source"),
        ("clock.review_days", "999999", SOURCE, "region_code"),
        ("site.sponsor", CITY, SOURCE, "region_code"),
    ],
)
def test_source_and_region_are_judged(
    session: Session, admin: Actor, key: str, region: str | None, source: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        change(session, admin, key, "4", region, source)
    assert list(caught.value.fields) == [field]


def test_an_undeclared_key_does_not_exist(session: Session, admin: Actor) -> None:
    with pytest.raises(NotFound):
        change(session, admin, "clock.unheard_of", "1")


def test_others_may_not(session: Session) -> None:
    with pytest.raises(Forbidden):
        change(session, Actor(kind="user", roles=frozenset({Role.SECURITY_ADMIN})), "clock.review_days", "4")


def test_a_change_may_begin_later(session: Session, admin: Actor) -> None:
    start = clock.today() + timedelta(days=10)
    transact(
        session,
        lambda inner: change_setting(inner, "clock.review_days", "9", valid_from=start, source=SOURCE, actor=admin),
    )
    assert setting(session, "clock.review_days") == 2
    with clock.frozen(clock.start_of_day(start)):
        assert setting(session, "clock.review_days") == 9
