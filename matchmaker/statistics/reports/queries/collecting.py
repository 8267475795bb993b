"""Whose report is due, and what came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, lazyload

from matchmaker.challenges.models import Bid, BidState, Challenge
from matchmaker.core import clock
from matchmaker.organizations.models import Organization, OrganizationKind, OrganizationState
from matchmaker.organizations.queries import in_region
from matchmaker.statistics.reports.blocks import LINES
from matchmaker.statistics.reports.models import AnnualReport, ReportState

REPORTING = (OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE)
UNDERTOOK = (
    BidState.UNDERTAKING,
    BidState.PASSED,
    BidState.RUNNER_UP,
    BidState.FAILED_DILIGENT,
    BidState.FAILED_NEGLIGENT,
    BidState.STOPPED,
)
"""States of a bid whose team has worked on a challenge of the city."""
HANDED_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Due:
    """A unit that is to report, with its report where there is one; the bureau sees no draft of it."""

    unit: Organization
    report: AnnualReport | None

    @property
    def seen(self) -> AnnualReport | None:
        """The report once it was handed in."""
        return self.report if self.report is not None and self.report.submitted_at is not None else None

    @property
    def is_missing(self) -> bool:
        """Whether the unit still has to hand in, for the first time or again."""
        return self.report is None or self.report.state not in HANDED_IN


def due(session: Session, roots: Iterable[str], year: int) -> list[Due]:
    """Universities, institutes and firms that undertook challenges of these regions, and whoever reported of itself.

    By region and name. One statement.
    """
    regions = list(roots)
    working = (
        select(Bid.organization_id)
        .join(Challenge, Challenge.id == Bid.challenge_id)
        .where(Bid.state.in_(UNDERTOOK), in_region(Challenge.region_code, regions))
    )
    is_due = or_(Organization.kind.in_(REPORTING), Organization.id.in_(working))
    query = (
        select(Organization, AnnualReport)
        .options(lazyload(AnnualReport.organization))  # it is the unit itself; an inner join would drop who has none
        .outerjoin(AnnualReport, and_(AnnualReport.organization_id == Organization.id, AnnualReport.year == year))
        .where(
            in_region(Organization.region_code, regions),
            Organization.state == OrganizationState.VERIFIED,
            or_(is_due, AnnualReport.submitted_at.is_not(None)),
        )
        .order_by(Organization.region_code, Organization.name_key, Organization.id)
    )
    return [Due(unit, report) for unit, report in session.execute(query).unique()]


def totals(rows: Iterable[Due]) -> dict[str, int]:
    """Code of each line → the sum of what was stated in reports that are in."""
    reports = [row.report for row in rows if row.report is not None and not row.is_missing]
    return {code: sum(report.stated(code) or 0 for report in reports) for code in LINES}


def reports_of(session: Session, unit_ids: frozenset[int]) -> list[AnnualReport]:
    """The reports of these units, the latest year first. One statement."""
    query = select(AnnualReport).where(AnnualReport.organization_id.in_(unit_ids))
    return list(session.scalars(query.order_by(AnnualReport.year.desc(), AnnualReport.organization_id)))


def years() -> list[int]:
    """Years that may be reported today, the last full one first."""
    this = clock.today().year
    return [this - 1, this, *range(this - 2, max(FIRST_YEAR, this - 5) - 1, -1)]
