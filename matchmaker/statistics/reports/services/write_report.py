"""A unit's report: drafted from the ledger, filled in, corrected with a reason, handed in."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.models import Organization
from matchmaker.statistics.reports.blocks import LINES, TYPED
from matchmaker.statistics.reports.models import AnnualReport
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.queries.collecting import years
from matchmaker.statistics.reports.queries.drafting import drafted
from matchmaker.statistics.reports.services.telling import tell_officers
from matchmaker.statistics.reports.workflow import EDITABLE, REPORT

LOCKED = N_("报告已提交，退回以前不能再改。")


def start_report(session: Session, unit: Organization, year: int, *, actor: Actor) -> AnnualReport:
    """Draft the unit's report of ``year`` from the ledger.

    Raises NotFound for a unit of others, Invalid for a year that may not be
    reported or that the unit has begun to report.
    """
    PERMISSIONS.require(actor, Permission.START)
    if unit.id not in actor.organization_ids:
        raise NotFound
    if year not in years():
        raise Invalid(fields={"year": [N_("请从列表里选一个年份。")]})
    row = AnnualReport(organization_id=unit.id, region_code=unit.region_code, year=year, entered_by=actor.user_id)
    row.figures = {code: _fresh(value) for code, value in drafted(session, unit.id, year).items()}
    try:
        with session.begin_nested():
            REPORT.begin(session, row, actor=actor, year=year)
    except IntegrityError as error:
        raise Invalid(fields={"year": [N_("这一年的报告已经有了，请直接打开。")]}) from error
    return row


def draft_anew(session: Session, row: AnnualReport, *, actor: Actor, version: int | None = None) -> None:
    """Count the ledger again; what the unit corrected or typed stays as it is."""
    _check_open(row, actor, version)
    found = drafted(session, row.organization_id, row.year)
    kept = {code: each for code, each in row.figures.items() if code not in found}
    for code, value in found.items():
        before = row.figures.get(code, {})
        kept[code] = {**before, "drafted": value} if before.get("reason") else _fresh(value)
    row.figures, row.drafted_on = kept, clock.today()
    session.flush()
    audit.record(session, actor, "annual_report.drafted_anew", "annual_report", row.id)


def fill_in(
    session: Session,
    row: AnnualReport,
    values: Mapping[str, int | None],
    note: str,
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Keep what the unit typed of the lines that the platform cannot know; None empties a line."""
    _check_open(row, actor, version)
    typed = {line.code: {"stated": values[line.code]} for line in TYPED if values.get(line.code) is not None}
    counted = {code: each for code, each in row.figures.items() if "drafted" in each}
    row.figures, row.note = {**counted, **typed}, note.strip()
    session.flush()
    audit.record(session, actor, "annual_report.changed", "annual_report", row.id)


def correct(
    session: Session,
    row: AnnualReport,
    code: str,
    value: int | None,
    reason: str,
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """State another value than the ledger's, with the reason; the ledger's own value takes a correction back.

    Raises Invalid without a value, or without a reason where the values differ.
    """
    _check_open(row, actor, version)
    before = row.figures.get(code, {})
    if "drafted" not in before:
        raise NotFound
    if value is None:
        raise Invalid(fields={"value": [N_("请填写数字；没有就填 0。")]})
    told = reason.strip() if value != before["drafted"] else ""
    if value != before["drafted"] and not told:
        raise Invalid(fields={"reason": [N_("与平台草拟的数字不同，请说明理由。")]})
    row.figures = {**row.figures, code: {"drafted": before["drafted"], "stated": value, "reason": told}}
    session.flush()
    audit.record(session, actor, "annual_report.corrected", "annual_report", row.id, fields=[LINES[code].label])


def submit(session: Session, row: AnnualReport, *, actor: Actor, version: int | None = None) -> None:
    """Hand the report in and tell the officers.

    Raises Invalid before the year is over or while a line is empty, Conflict from the wrong state.
    """
    PERMISSIONS.require(actor, Permission.EDIT, row)
    if row.state in EDITABLE:
        _check_complete(row)
    values = {"submitted_at": row.submitted_at or clock.now(), "state_reason": ""}
    REPORT.apply(session, row, "submit", actor=actor, version=version, values=values)
    tell_officers(session, row)


def _check_complete(row: AnnualReport) -> None:
    if row.year >= clock.today().year:
        raise Invalid(N_("{}年还没有结束，明年再提交；现在可以先草拟、填写。").format(row.year))
    empty = [line.label for line in TYPED if row.stated(line.code) is None]
    if empty:
        raise Invalid(N_("还有 {} 项没有填写（没有就填 0）：{}。").format(len(empty), "、".join(empty)))


def _check_open(row: AnnualReport, actor: Actor, version: int | None) -> None:
    PERMISSIONS.require(actor, Permission.EDIT, row)
    check_version(row, version)
    if row.state not in EDITABLE:
        raise Conflict(LOCKED)


def _fresh(value: int) -> dict[str, int | str]:
    return {"drafted": value, "stated": value, "reason": ""}
