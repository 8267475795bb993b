"""A table of the published list enters and ends entries; the trial tells what the import does."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.infringement.services.take_entries import TakingEntries
from matchmaker.organizations.queries import actor_of_user
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming
from tests.factories.accounts import make_officer

ROW: dict[str, Any] = {
    "name": "试验薄膜厂",
    "authority": "测试知识产权局",
    "url": "https://example.org/list",
    "listed_on": date(2025, 3, 1),
}


def both(session: Session, actor: Actor, *given: dict[str, Any]) -> tuple[int, ...]:
    """What the import did, after the trial said the same: created, updated, unchanged, rejected."""
    first, second = ([Incoming(n, dict(values)) for n, values in enumerate(given, start=2)] for _twice in range(2))
    tried: Outcome = TakingEntries(actor).judge(session, first)
    session.rollback()
    done = transact(session, lambda inner: TakingEntries(actor).take(inner, second))
    assert tried == done
    return tuple(done.counts.values())


def test_the_list_comes_twice_and_is_shortened_later(session: Session) -> None:
    actor = actor_of_user(session, make_officer(session))
    gone = {**ROW, "name": "试验胶带厂", "removed_on": date(2026, 1, 1), "removal": "信用修复"}
    early = {**gone, "name": "试验齿轮厂", "removed_on": date(2024, 1, 1)}
    assert both(session, actor, ROW, gone, ROW, early, {**ROW, "name": "甲", "url": "www"}) == (2, 0, 0, 3)
    assert both(session, actor, ROW, gone) == (0, 0, 2, 0)
    assert both(session, actor, {**ROW, "removed_on": date(2026, 2, 1)}) == (0, 1, 0, 0)
    rows = session.execute(select(InfringementEntry.name, InfringementEntry.removal).order_by(InfringementEntry.id))
    assert [tuple(row) for row in rows] == [("试验薄膜厂", "公布的名录已移出"), ("试验胶带厂", "信用修复")]
