"""Each county and zone with its people by kind, the platforms in it and who looks after them, and its agencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from matchmaker.core import regions
from matchmaker.organizations.models import Organization, Region
from matchmaker.scouting.models import ScoutKind, ScoutProfile
from matchmaker.scouting.queries.quotas import Agencies


@dataclass(frozen=True, slots=True)
class PlaceCover:
    """``people``: how many of each kind serve there today; ``covered``: of its ``platforms``, those looked after."""

    people: dict[ScoutKind, int]
    platforms: int
    covered: int
    agencies: Agencies


def apart(places: Iterable[Region]) -> list[Region]:
    """The places that lie in none of the others: a zone within a county is counted with it."""
    listed = list(places)

    def lies_within(code: str) -> bool:
        return any(other.code != code and regions.covers(other.code, code) for other in listed)

    return [each for each in listed if not lies_within(each.code)]


def by_place(
    agencies: Iterable[Agencies],
    active: Sequence[ScoutProfile],
    platforms: Sequence[Organization],
    covered: Collection[int],
) -> list[PlaceCover]:
    """A line for each place of ``agencies``; ``covered``: ids of the platforms that somebody looks after."""
    found = []
    for each in agencies:
        here = [unit for unit in platforms if regions.covers(each.code, unit.region_code)]
        kinds = [profile.kind for profile in active if regions.covers(each.code, profile.region_code)]
        people = {kind: kinds.count(kind) for kind in ScoutKind}
        found.append(PlaceCover(people, len(here), sum(unit.id in covered for unit in here), each))
    return found
