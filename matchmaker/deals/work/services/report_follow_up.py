"""What became of a signed deal, told by either side or the officer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.models import Deal, DealMilestone
from matchmaker.deals.queries import sides_of
from matchmaker.deals.work.models import DealFollowUp, Outcome
from matchmaker.deals.work.policies import PERMISSIONS, Permission

EARLY_DAYS = 30


@dataclass(frozen=True, slots=True)
class Report:
    """``revenue`` in 分 since the signature, None where it is not told."""

    outcome: str
    revenue: int | None = None
    note: str = ""


def report_follow_up(
    session: Session, row: DealFollowUp, report: Report, *, actor: Actor, version: int | None = None
) -> None:
    """Note what became of it, or correct what was said; the first report is a milestone of the deal.

    Raises Invalid for an unknown outcome, a negative revenue, or a stop
    without a word why; Conflict more than a month before its day; StaleVersion.
    """
    deal = session.get_one(Deal, row.deal_id)
    PERMISSIONS.require(actor, Permission.REPORT_FOLLOW_UP, deal)
    check_version(row, version)
    _check(report)
    if not may_report(row):
        raise Conflict(N_("还没有到跟踪的时间。"))
    mine = sides_of(actor, deal)
    row.outcome, row.revenue, row.note = report.outcome, report.revenue, report.note.strip()
    row.reported_at, row.reported_by = clock.now(), actor.user_id
    row.organization_id = deal.organization_id(mine[0]) if mine else None
    session.flush()
    _note_milestone(session, row, actor)
    audit.record(session, actor, "deal.followed_up", "deal", deal.id, months=row.months, outcome=row.outcome)


def may_report(row: DealFollowUp) -> bool:
    """Whether its time has come, or will within a month."""
    return (row.due_on - clock.today()).days <= EARLY_DAYS


def _check(report: Report) -> None:
    if report.outcome not in set(Outcome):
        raise Invalid(fields={"outcome": [N_("请选择一项。")]})
    if report.revenue is not None and report.revenue < 0:
        raise Invalid(fields={"revenue": [N_("金额不能为负数。")]})
    if report.outcome == Outcome.STOPPED and not report.note.strip():
        raise Invalid(fields={"note": [N_("已停止的，请用一句话说明原因。")]})


def _note_milestone(session: Session, row: DealFollowUp, actor: Actor) -> None:
    kind = f"follow_up_{row.months}"
    known = select(DealMilestone.id).where(DealMilestone.deal_id == row.deal_id, DealMilestone.kind == kind)
    if session.scalars(known).first() is None:
        session.add(DealMilestone(deal_id=row.deal_id, kind=kind, happened_on=clock.today(), recorded_by=actor.user_id))
        session.flush()
