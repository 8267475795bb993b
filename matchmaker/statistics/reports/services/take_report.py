"""What the bureau does with reports: return or accept one, note to whom it went, remind who is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.statistics.reports.models import AnnualReport, Recipient, ReportDelivery, ReportState
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.queries.collecting import due
from matchmaker.statistics.reports.services.telling import remind, tell_unit
from matchmaker.statistics.reports.workflow import REPORT

ACTIONS = ("return", "accept")


def decide(
    session: Session, row: AnnualReport, action: str, reason: str, *, actor: Actor, version: int | None = None
) -> None:
    """Return (with a reason) or accept, and tell the unit.

    Raises Invalid for another action or no reason, Conflict from the wrong state.
    """
    if action not in ACTIONS:
        raise Invalid(N_("没有这一步。"))
    PERMISSIONS.require(actor, Permission.DECIDE, row)
    told = reason.strip() if action == "return" else ""
    values = {"state_reason": told} if told else {}
    REPORT.apply(session, row, action, actor=actor, reason=told, version=version, values=values)
    tell_unit(session, row)


def note_delivery(
    session: Session, row: AnnualReport, recipient: str, day: date | None, note: str, *, actor: Actor
) -> None:
    """Note that an accepted report went to one of the three; a second note corrects the first.

    Raises Invalid for an unknown recipient or a day that is missing or to come, Conflict before it is accepted.
    """
    PERMISSIONS.require(actor, Permission.DECIDE, row)
    if row.state != ReportState.ACCEPTED:
        raise Conflict(N_("报告通过以后才能记录报送。"))
    if recipient not in set(Recipient):
        raise Invalid(fields={"recipient": [N_("请选择报送给谁。")]})
    if day is None or day > clock.today():
        raise Invalid(fields={"day": [N_("请填写报送日期，不能晚于今天。")]})
    session.merge(
        ReportDelivery(
            report_id=row.id,
            recipient=recipient,
            delivered_on=day,
            note=note.strip(),
            recorded_by=actor.user_id,
            recorded_at=clock.now(),
        )
    )
    session.flush()
    audit.record(session, actor, "annual_report.delivered", "annual_report", row.id, party=recipient)


def remind_missing(session: Session, roots: Iterable[str], year: int, *, actor: Actor) -> int:
    """Tell the units that have not handed in, at most once a day; how many units were told."""
    PERMISSIONS.require(actor, Permission.REMIND)
    missing = [row.unit for row in due(session, roots, year) if row.is_missing]
    told = [unit for unit in missing if remind(session, unit, year)]
    audit.record(session, actor, "annual_report.reminded", "annual_report", str(year), count=len(told))
    return len(told)
