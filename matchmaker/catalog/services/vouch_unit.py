"""Verifying a unit together with its record."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.core.authz import Actor
from matchmaker.organizations.queries import officers_for
from matchmaker.organizations.services import verify

REVIEW = {RecordKind.NEED: Permission.NEED_REVIEW, RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_REVIEW}


def vouch_unit(session: Session, row: Record, *, actor: Actor) -> None:
    """Verify the unit of ``row`` by the officer who reviews the record.

    A unit from outside (市外引进) has no officer of its own here, so the one
    who reviews its record answers for it; where there is one, that officer
    must do it. Raises NotFound otherwise, and for a record of another region.
    """
    PERMISSIONS.require(actor, REVIEW[kind_of(row)], row)
    unit = row.organization
    if unit.is_verified:
        return
    if not officers_for(session, unit.region_code):
        actor = replace(actor, region_codes=actor.region_codes | {unit.region_code})
    verify(session, unit, actor=actor)
