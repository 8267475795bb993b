"""How many of each kind of the roster a city has and ought to have, and which transfer agencies its places have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.core import regions
from matchmaker.organizations.defaults import source_for
from matchmaker.organizations.models import Organization, OrganizationKind, OrganizationState, Region, RegionKind
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import SCOUT_KIND_LABELS, ScoutKind, ScoutProfile
from matchmaker.scouting.queries.roster import SettingValues

NUMBERS = {
    ScoutKind.CHAIN_SPECIALIST: "scouting.chain_specialists",
    ScoutKind.ENVOY: "scouting.envoys",
    ScoutKind.BROKER: "scouting.brokers",
}
AGENCIES = "scouting.agencies_per_county"
KEYS = (*NUMBERS.values(), AGENCIES)


@dataclass(frozen=True, slots=True)
class Quota:
    """Of one city and kind how many serve today, and how many its document asks for (``source``)."""

    city: str
    label: str
    have: int
    wanted: int
    source: str


@dataclass(frozen=True, slots=True)
class Agencies:
    """How many verified transfer agencies a place has and ought to have; only counties are asked for any."""

    code: str
    name: str
    have: int
    wanted: int

    @property
    def is_lacking(self) -> bool:
        return self.have < self.wanted


def quotas(cities: Iterable[Region], active: Sequence[ScoutProfile], rules: SettingValues) -> list[Quota]:
    """For each city and kind that a number is set for; nothing where none is."""
    return [
        Quota(
            city.name,
            SCOUT_KIND_LABELS[kind],
            sum(each.kind == kind and regions.covers(city.code, each.region_code) for each in active),
            wanted,
            source_for(key, regions.lineage(city.code)),
        )
        for city in cities
        for kind, key in NUMBERS.items()
        if (wanted := rules.number(key, city.code))
    ]


def agencies(session: Session, places: Sequence[Region], rules: SettingValues) -> list[Agencies]:
    """For each place its agencies, those of the zones in it included. One statement."""
    query = (
        select(Organization.region_code, func.count())
        .where(
            Organization.kind == OrganizationKind.AGENCY,
            Organization.state == OrganizationState.VERIFIED,
            in_region(Organization.region_code, [each.code for each in places]),
        )
        .group_by(Organization.region_code)
    )
    found: dict[str, int] = {row[0]: row[1] for row in session.execute(query)}
    return [
        Agencies(
            each.code,
            each.name,
            sum(number for code, number in found.items() if regions.covers(each.code, code)),
            rules.number(AGENCIES, each.code) if each.kind == RegionKind.COUNTY else 0,
        )
        for each in places
    ]


def of_kind(rows: Iterable[Region], *kinds: RegionKind) -> list[Region]:
    """Those of the regions that are of one of ``kinds``."""
    return [each for each in rows if each.kind in kinds]
