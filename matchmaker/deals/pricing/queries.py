"""Reading dossiers, their files and objections, notices, and a unit's list of duties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from matchmaker.catalog.models import Attachment
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.deals.pricing.models import (
    DossierState,
    DutyChecklist,
    NoticeAudience,
    PricingDossier,
    PricingObjection,
)

KIND = "pricing_dossier"
SEALED = "sealed"


def with_parts() -> tuple[Any, ...]:
    """Loader options for a page about one dossier: deal, unit and checklist in the dossier's statement."""
    return (
        joinedload(PricingDossier.deal),
        joinedload(PricingDossier.organization),
        joinedload(PricingDossier.checklist),
    )


def dossier_of_deal(session: Session, deal_id: int) -> PricingDossier | None:
    """The deal's dossier that was not abandoned."""
    query = select(PricingDossier).where(PricingDossier.deal_id == deal_id)
    return session.scalars(query.where(PricingDossier.state != DossierState.ABANDONED)).one_or_none()


def files_of(session: Session, dossier_id: int) -> Sequence[Attachment]:
    """The evidence, in the order it came; the sealed file itself is not among it."""
    return session.scalars(_files(dossier_id).where(Attachment.purpose != SEALED).order_by(Attachment.id)).all()


def file_of(session: Session, dossier_id: int, file_id: int) -> Attachment | None:
    """One piece of evidence."""
    return next((each for each in files_of(session, dossier_id) if each.id == file_id), None)


def sealed_file(session: Session, row: PricingDossier) -> Attachment | None:
    """The sealed PDF whose hash the dossier keeps."""
    query = _files(row.id).where(Attachment.purpose == SEALED, Attachment.sha256 == (row.sealed_sha256 or ""))
    return session.scalars(query.order_by(Attachment.id.desc()).limit(1)).one_or_none()


def _files(dossier_id: int) -> Select[Attachment]:
    return select(Attachment).where(Attachment.record_kind == KIND, Attachment.record_id == dossier_id)


def objections_of(session: Session, dossier_id: int) -> Sequence[PricingObjection]:
    """All objections, in the order they were recorded."""
    query = select(PricingObjection).where(PricingObjection.dossier_id == dossier_id)
    return session.scalars(query.order_by(PricingObjection.id)).all()


def newest_checklist(session: Session, organization_id: int) -> DutyChecklist | None:
    """The unit's list as it is now."""
    query = select(DutyChecklist).where(DutyChecklist.organization_id == organization_id)
    return session.scalars(query.order_by(DutyChecklist.number.desc()).limit(1)).one_or_none()


def notices(actor: Actor) -> Select[PricingDossier]:
    """The notices that ``actor``, signed in or not, may read: running ones first, then by their last day."""
    running = PricingDossier.state == DossierState.ON_NOTICE
    query = select(PricingDossier).where(_is_readable(actor)).options(joinedload(PricingDossier.organization))
    return query.order_by(running.desc(), PricingDossier.notice_until.desc(), PricingDossier.id.desc())


def notice(session: Session, actor: Actor, dossier_id: int) -> PricingDossier | None:
    """One of ``notices``."""
    return session.scalars(notices(actor).where(PricingDossier.id == dossier_id)).one_or_none()


def _is_readable(actor: Actor) -> ColumnElement[bool]:
    """Posted and standing; for all, or for the members of the unit.

    What was taken back or given up is no notice any more.
    """
    standing = PricingDossier.state.in_((DossierState.ON_NOTICE, DossierState.SEALED))
    own = and_(
        PricingDossier.audience == NoticeAudience.UNIT, PricingDossier.organization_id.in_(actor.organization_ids)
    )
    posted = PricingDossier.notice_posted_at.is_not(None)
    return and_(standing, posted, or_(PricingDossier.audience == NoticeAudience.CITY, own))


def is_running(row: PricingDossier) -> bool:
    """Whether objections may still be raised: the notice stands and its last day is not over."""
    return row.state == DossierState.ON_NOTICE and row.notice_until is not None and clock.today() <= row.notice_until
