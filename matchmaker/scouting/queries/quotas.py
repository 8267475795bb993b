"""How many of each kind of the roster a city has and ought to have, and which counties lack a transfer agency."""

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
class Lacking:
    """A county with fewer transfer agencies than it ought to have."""

    name: str
    have: int
    wanted: int


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


def lacking_agencies(session: Session, counties: Sequence[Region], rules: SettingValues) -> list[Lacking]:
    """The counties short of verified transfer agencies. One statement."""
    query = (
        select(Organization.region_code, func.count())
        .where(
            Organization.kind == OrganizationKind.AGENCY,
            Organization.state == OrganizationState.VERIFIED,
            in_region(Organization.region_code, [each.code for each in counties]),
        )
        .group_by(Organization.region_code)
    )
    found: dict[str, int] = {row[0]: row[1] for row in session.execute(query)}
    listed = [Lacking(each.name, found.get(each.code, 0), rules.number(AGENCIES, each.code)) for each in counties]
    return [each for each in listed if each.have < each.wanted]


def of_kind(rows: Iterable[Region], *kinds: RegionKind) -> list[Region]:
    """Those of the regions that are of one of ``kinds``."""
    return [each for each in rows if each.kind in kinds]
