"""A table of units enters and updates; the trial tells what the import does; nobody's own word is lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.credit_code import check_character
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from matchmaker.organizations.services.edit_organization import edit_organization
from matchmaker.organizations.services.take_organizations import TakingOrganizations
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.organizations import make_enterprise


def code(number: int) -> str:
    first = f"91340300MA2N{number:05d}"
    return first + check_character(first)


FIRM: dict[str, Any] = {"credit_code": code(1), "name": "试验薄膜厂", "kind": "enterprise", "region_code": "怀远县"}


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def both(session: Session, actor: Actor, *given: dict[str, Any], verified: bool = False) -> Outcome:
    """What the import did, after the trial said the same."""
    first, second = ([Incoming(n, dict(values)) for n, values in enumerate(given, start=2)] for _twice in range(2))
    tried = TakingOrganizations(actor, verified).judge(session, first)
    session.rollback()
    done = transact(session, lambda inner: TakingOrganizations(actor, verified).take(inner, second))
    assert tried == done
    return done


def refusal(outcome: Outcome) -> str:
    assert outcome.rejected == 1
    return " ".join(each.message for each in outcome.problems)


def firm(session: Session) -> Organization:
    return session.scalars(select(Organization).where(Organization.credit_code == code(1))).one()


def test_new_units_come_in_once_and_blanks_change_nothing(session: Session, officer: Actor) -> None:
    row = {**FIRM, "contact_phone": "0552-3110000", "qualifications": ["high_tech"]}
    assert both(session, officer, row).counts["created"] == 1
    assert both(session, officer, row, {**FIRM}).counts == {"created": 0, "updated": 0, "unchanged": 1, "rejected": 1}
    found = firm(session)
    assert (found.region_code, found.state, found.contact_phone) == ("340321", "unverified", "0552-3110000")
    assert both(session, officer, {"credit_code": code(1), "name": "试验薄膜（蚌埠）厂"}).updated == 1
    session.expire_all()
    assert firm(session).name == "试验薄膜（蚌埠）厂"
    assert firm(session).qualifications == ["high_tech"]


def test_papers_seen_make_new_units_verified(session: Session, officer: Actor) -> None:
    both(session, officer, FIRM, verified=True)
    assert firm(session).state == "verified"


def test_what_a_unit_said_itself_stays_and_the_trial_says_so(session: Session, officer: Actor) -> None:
    both(session, officer, {**FIRM, "contact_phone": "0552-3110000"})
    own = actor_of_user(session, make_member(session, firm(session)))
    transact(session, lambda inner: edit_organization(inner, firm(inner), {"contact_phone": "0552-3119999"}, actor=own))
    again = both(session, officer, {**FIRM, "contact_phone": "0552-3110000", "address": "滨河路 1 号"})
    assert (again.updated, [each.message for each in again.remarks]) == (
        1,
        ["“联系电话”由该单位自己填写，与表中不同，没有改动。"],
    )
    session.expire_all()
    assert (firm(session).contact_phone, firm(session).address) == ("0552-3119999", "滨河路 1 号")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({**FIRM, "credit_code": code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")}, "校验位"),
        ({**FIRM, "credit_code": "123"}, "18 位"),
        ({"credit_code": code(1)}, "新登记要写单位全称"),
        ({**FIRM, "region_code": "某某新区"}, "看不出是哪个地区"),
        ({**FIRM, "region_code": "淮北市"}, "不在您负责的地区"),
    ],
)
def test_rows_that_will_not_do_are_told_why(session: Session, officer: Actor, row: dict[str, Any], words: str) -> None:
    assert words in refusal(both(session, officer, row))


def test_units_are_neither_mixed_up_nor_turned_into_others(session: Session, officer: Actor) -> None:
    both(session, officer, FIRM)
    both(session, officer, {**FIRM, "credit_code": code(2), "name": "另一家厂"})
    assert "信用代码与此不同" in refusal(both(session, officer, {**FIRM, "credit_code": code(3)}))
    assert "已用这个名称" in refusal(both(session, officer, {"credit_code": code(2), "name": FIRM["name"]}))
    assert "类型请在单位页面修改" in refusal(both(session, officer, {"credit_code": code(2), "kind": "university"}))
    twice = both(
        session,
        officer,
        {**FIRM, "name": "新厂", "credit_code": code(8)},
        {**FIRM, "name": "新厂", "credit_code": code(9)},
    )
    assert (twice.created, "与第 2 行重复" in refusal(twice)) == (1, True)


def test_a_unit_noted_without_a_code_gets_it(session: Session, officer: Actor) -> None:
    noted = make_enterprise(session, name="试验薄膜厂", credit_code=None)
    done = both(session, officer, FIRM)
    assert (done.updated, "按名称对应" in done.remarks[0].message) == (1, True)
    session.expire_all()
    assert firm(session).id == noted.id


def test_an_administrator_is_bound_to_no_region_and_verifies_nothing(session: Session) -> None:
    admin = actor_of_user(session, make_user(session, Role.SYSTEM_ADMIN))
    assert both(session, admin, {**FIRM, "region_code": "淮北市"}, verified=True).created == 1
    assert firm(session).state == "unverified"
