"""Which platforms are looked after by whom, where contact has lapsed, which region is short of scouts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from matchmaker.core import clock, regions
from matchmaker.organizations.models import Organization, OrganizationKind, OrganizationState, Region, RegionKind
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import Assignment, ContactLog, ScoutProfile
from matchmaker.scouting.queries.places import PlaceCover, apart, by_place
from matchmaker.scouting.queries.quotas import KEYS, Agencies, Quota, agencies, of_kind, quotas
from matchmaker.scouting.queries.roster import SettingValues, holds_today

STALE, YEARLY = "scouting.stale_days", "scouting.yearly_number"
WATCHED = (OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE, OrganizationKind.PLATFORM)
REGION_KINDS = (RegionKind.COUNTY, RegionKind.ZONE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A scout and a platform: when they last met, and whether that is too long ago."""

    last: date | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Short:
    """A region with fewer scouts this year than it ought to have."""

    name: str
    have: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """``cells``: (platform id, scout's user id) → Cell, for fixed contacts only."""

    scouts: Sequence[ScoutProfile]
    platforms: Sequence[Organization]
    cells: dict[tuple[int, int], Cell]
    short: list[Short]
    quotas: list[Quota]
    places: list[PlaceCover]

    @property
    def lacking(self) -> list[Agencies]:
        """Counties with fewer transfer agencies than they ought to have."""
        return [each.agencies for each in self.places if each.agencies.is_lacking]

    @property
    def uncovered(self) -> list[Organization]:
        """Platforms that nobody looks after."""
        covered = {platform for platform, _scout in self.cells}
        return [each for each in self.platforms if each.id not in covered]

    @property
    def stale(self) -> int:
        """How many fixed contacts have lapsed."""
        return sum(cell.is_stale for cell in self.cells.values())


def coverage(session: Session, codes: Iterable[str]) -> Coverage:
    """The whole picture of the regions under ``codes``, in six statements."""
    listed = list(codes)
    rules = SettingValues(session, (STALE, YEARLY, *KEYS))
    scouts = session.scalars(
        select(ScoutProfile)
        .where(in_region(ScoutProfile.region_code, listed))
        .order_by(ScoutProfile.region_code, ScoutProfile.id)
    ).all()
    today = clock.today()
    active = [each for each in scouts if each.term_start <= today and (each.term_end is None or each.term_end >= today)]
    cells = _cells(session, [each.user_id for each in active], rules)
    platforms = session.scalars(
        select(Organization)
        .where(
            or_(
                Organization.id.in_({platform for platform, _scout in cells}),
                and_(Organization.kind.in_(WATCHED), in_region(Organization.region_code, listed)),
            ),
            Organization.state.in_((OrganizationState.VERIFIED, OrganizationState.UNVERIFIED)),
        )
        .order_by(Organization.name_key, Organization.id)
    ).all()
    below = session.scalars(select(Region).where(in_region(Region.code, listed)).order_by(Region.code)).all()
    return Coverage(
        active,
        platforms,
        cells,
        _short(of_kind(below, *REGION_KINDS), scouts, rules),
        quotas(of_kind(below, RegionKind.CITY), active, rules),
        by_place(
            agencies(session, apart(of_kind(below, *REGION_KINDS)), rules),
            active,
            platforms,
            {platform for platform, _scout in cells},
        ),
    )


def _cells(session: Session, scout_ids: list[int], rules: SettingValues) -> dict[tuple[int, int], Cell]:
    last: ColumnElement[date | None] = func.max(ContactLog.happened_on)
    query = (
        select(
            Assignment.organization_id,
            Assignment.scout_id,
            Organization.region_code,
            last,
            func.min(Assignment.starts_on),
        )
        .join(Organization, Organization.id == Assignment.organization_id)
        .outerjoin(
            ContactLog,
            and_(ContactLog.scout_id == Assignment.scout_id, ContactLog.organization_id == Assignment.organization_id),
        )
        .where(Assignment.scout_id.in_(scout_ids), holds_today())
        .group_by(Assignment.organization_id, Assignment.scout_id, Organization.region_code)
    )
    today = clock.today()
    found: dict[tuple[int, int], Cell] = {}
    for organization, scout, region, happened, since in session.execute(query):
        limit = today - timedelta(days=rules.number(STALE, region))
        found[organization, scout] = Cell(happened, (since if happened is None else happened) < limit)
    return found


def _short(places: Iterable[Region], scouts: Iterable[ScoutProfile], rules: SettingValues) -> list[Short]:
    year = clock.today().year
    serving = [
        each.region_code
        for each in scouts
        if each.term_start.year <= year and (each.term_end is None or each.term_end.year >= year)
    ]
    rows = [
        Short(
            each.name,
            sum(regions.covers(each.code, code) for code in serving),
            rules.number(YEARLY, each.code),
        )
        for each in places
    ]
    return [row for row in rows if row.have < row.wanted]
