"""The trial tells what the import does, and nothing is taken that a person decided otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.services import submit, withdraw
from matchmaker.catalog.services.take_rows import Taking
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor
from matchmaker.core.errors import NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries import actor_of_user
from matchmaker.sheets.outcome import MOST_PROBLEMS, Outcome
from matchmaker.sheets.tables.rows import Incoming, Problem
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise, make_university

A, N = RecordKind.ACHIEVEMENT, RecordKind.NEED


def row(number: int, title: str, unit: str = "", **values: Any) -> Incoming:
    return Incoming(number, {"title": title, **values}, unit_name=unit)


@pytest.fixture
def office(session: Session) -> Actor:
    return actor_of_user(session, make_member(session, make_university(session)))


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session))


def unit_of(actor: Actor) -> int:
    return next(iter(actor.organization_ids))


def both(session: Session, actor: Actor, kind: RecordKind, unit: int | None, *given: Any) -> Outcome:
    """What the import did, after the trial said the same."""
    rows = [[row(*each[:-1], **each[-1]) for each in given] for _twice in range(2)]
    tried = Taking(kind, actor, unit).judge(session, rows[0])
    done = transact(session, lambda inner: Taking(kind, actor, unit).take(inner, rows[1]))
    assert tried == done
    return done


def test_new_rows_become_audited_drafts_and_the_same_again_changes_nothing(session: Session, office: Actor) -> None:
    given: tuple[Any, ...] = (2, "银浆", {"trl": 6}), (3, "菌渣", {})
    assert both(session, office, A, unit_of(office), *given).counts["created"] == 2
    assert both(session, office, A, unit_of(office), *given).counts == {
        "created": 0,
        "updated": 0,
        "unchanged": 2,
        "rejected": 0,
    }
    noted = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "achievement")).all()
    assert noted == ["achievement.created"] * 2


def test_blank_cells_leave_what_stands(session: Session, office: Actor) -> None:
    both(session, office, A, unit_of(office), (2, "银浆", {"trl": 6, "summary": "导电"}))
    assert both(session, office, A, unit_of(office), (2, "银浆", {"trl": 7})).updated == 1
    session.expire_all()
    assert session.execute(select(Achievement.trl, Achievement.summary)).all() == [(7, "导电")]


def test_two_rows_for_one_record_are_told(session: Session, office: Actor) -> None:
    done = both(session, office, A, unit_of(office), (2, "银浆", {}), (3, "银 浆", {}))
    assert (done.created, done.rejected) == (1, 1)
    assert done.problems == [Problem(3, None, "", "与第 2 行重复。")]


def test_what_has_been_submitted_stays(session: Session, office: Actor) -> None:
    both(session, office, A, unit_of(office), (2, "银浆", {"trl": 6}))

    def withdrawn(inner: Session) -> None:
        found = inner.scalars(select(Achievement)).unique().one()
        found.source = "import"
        submit(inner, found, actor=office)
        found.source = "sheet"
        withdraw(inner, found, actor=office)

    transact(session, withdrawn)
    assert both(session, office, A, unit_of(office), (2, "银浆", {"trl": 6})).unchanged == 1
    done = both(session, office, A, unit_of(office), (2, "银浆", {"trl": 9}))
    assert "已提交或发布" in done.problems[0].message


def test_nobody_imports_for_a_unit_of_others(session: Session, office: Actor) -> None:
    other = make_university(session).id
    with pytest.raises(NotFound):
        transact(session, lambda inner: Taking(A, office, other).take(inner, [row(2, "银浆")]))


def test_needs_find_their_firms_by_name_or_code(session: Session, officer: Actor) -> None:
    firm = make_enterprise(session, name="淮滨薄膜（集团）有限公司")
    done = both(session, officer, N, None, (2, "起皱", "淮滨薄膜(集团) 有限公司", {"budget": 100_000_000}))
    assert done.created == 1
    found = session.scalars(select(Need)).unique().one()
    assert (found.organization_id, found.budget_band) == (firm.id, "100_500")
    coded = Incoming(3, {"title": "断料"}, unit_code=firm.credit_code or "")
    assert transact(session, lambda inner: Taking(N, officer, None).take(inner, [coded])).created == 1


def test_needs_without_a_known_firm_are_told(session: Session, officer: Actor) -> None:
    make_enterprise(session, name="外地厂", region_code="340600")
    given: tuple[Any, ...] = (2, "一", {}), (3, "二", "没有的厂", {}), (4, "三", "外地厂", {})
    done = both(session, officer, N, None, *given)
    assert [each.message[:6] for each in done.problems] == ["没有企业名称", "平台上没有“", "“外地厂”不"]


def test_another_regions_import_is_not_touched(session: Session, officer: Actor) -> None:
    make_enterprise(session, name="淮滨薄膜有限公司")
    both(session, officer, N, None, (2, "起皱", "淮滨薄膜有限公司", {}))
    other = actor_of_user(session, make_officer(session, region_code="340600"))
    done = Taking(N, other, None).judge(session, [row(2, "起皱", "淮滨薄膜有限公司")])
    assert done.rejected == 1


def test_problems_kept_are_bounded() -> None:
    total = Outcome()
    part = Outcome(rejected=4_000, problems=[Problem(1, None, "", "x")] * 4_000)
    total.add(part)
    total.add(part)
    assert (total.rejected, len(total.problems)) == (8_000, MOST_PROBLEMS)


def test_what_no_cell_can_tell_by_itself(session: Session, office: Actor) -> None:
    given: tuple[Any, ...] = (
        (2, "银浆", {"price_min": 5, "price_max": 3}),
        (3, "菌渣", {"level_claim": "international_leading"}),
    )
    messages = [each.message for each in both(session, office, A, unit_of(office), *given).problems]
    assert messages == ["期望价格的下限大于上限。", "填写成果水平须同时有评价方式和评价机构。"]
