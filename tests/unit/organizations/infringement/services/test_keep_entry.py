"""The city's officers copy what the authority published, and take it out with a reason; nobody else does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.infringement.services import keep_entry
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer

GIVEN: dict[str, Any] = {
    "name": "试验 薄膜(名录)厂",
    "credit_code": "",
    "authority": "测试知识产权局",
    "url": "https://example.org/list",
    "listed_on": date(2026, 1, 5),
}


def test_an_entry_is_copied_once_and_removed_with_a_reason(session: Session) -> None:
    officer = actor_of_user(session, make_officer(session))
    row = transact(session, lambda inner: keep_entry.enter(inner, GIVEN, actor=officer))
    number = row.id
    assert (row.name, row.region_code, row.is_in_force) == ("试验薄膜（名录）厂", "340300", True)

    def wrong(values: dict[str, Any]) -> dict[str, list[str]]:
        with pytest.raises(Invalid) as error:
            transact(session, lambda inner: keep_entry.enter(inner, {**GIVEN, **values}, actor=officer))
        return error.value.fields

    assert wrong({}).keys() == {"name"}
    far = {"credit_code": "12", "url": "javascript:alert(1)", "listed_on": clock.today() + timedelta(days=1)}
    assert wrong(far).keys() == {"credit_code", "url", "listed_on"}

    def remove(day: date, reason: str) -> None:
        def act(inner: Session) -> None:
            keep_entry.remove(inner, inner.get_one(InfringementEntry, number), day, reason, actor=officer)

        transact(session, act)

    with pytest.raises(Invalid) as error:
        remove(date(2026, 1, 4), " ")
    assert error.value.fields.keys() == {"removed_on", "reason"}
    remove(clock.today(), "期满移出")
    assert not session.get_one(InfringementEntry, number).is_in_force
    with pytest.raises(Conflict):
        remove(clock.today(), "再移一次")


@pytest.mark.parametrize("region", ["340304", "340400"])
def test_only_the_citys_own_officers_keep_its_copy(session: Session, region: str) -> None:
    city = actor_of_user(session, make_officer(session))
    number = transact(session, lambda inner: keep_entry.enter(inner, GIVEN, actor=city)).id
    other = actor_of_user(session, make_officer(session, region))
    with pytest.raises((Forbidden, NotFound)):
        transact(
            session,
            lambda inner: keep_entry.remove(
                inner, inner.get_one(InfringementEntry, number), clock.today(), "误录", actor=other
            ),
        )
