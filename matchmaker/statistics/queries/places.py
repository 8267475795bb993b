"""The places that a region's figures are broken down to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.organizations.models import Region, RegionKind
from matchmaker.organizations.queries import in_region


def place_names(session: Session, roots: Iterable[str]) -> list[str]:
    """Counties and zones under ``roots``, by their codes. One statement."""
    below = RegionKind.COUNTY, RegionKind.ZONE
    query = select(Region.name).where(in_region(Region.code, roots), Region.kind.in_(below))
    return list(session.scalars(query.order_by(Region.code)))
