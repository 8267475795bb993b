"""Pricing dossiers at any stage, with what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import blobs, clock
from matchmaker.core.workflow import Transition
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.pricing.models import DossierState, DutyChecklist, PricingDossier, PricingObjection
from matchmaker.deals.pricing.services.keep_evidence import record_file
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.organizations.models import Organization
from tests.factories.base import MAKER, made, walk
from tests.factories.deals import make_deal

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n"
WAN = 1_000_000


def make_checklist(session: Session, unit: Organization, items: Sequence[str], number: int = 1) -> DutyChecklist:
    """A version of a unit's list."""

    def build(inner: Session) -> DutyChecklist:
        row = DutyChecklist(organization_id=unit.id, number=number, items=list(items))
        inner.add(row)
        inner.flush()
        return row

    return made(session, build)


def make_dossier(
    session: Session, state: DossierState = DossierState.DRAFT, *, deal: Deal | None = None, **values: Any
) -> PricingDossier:
    """A negotiated price with everything said; its files are not there."""

    def build(inner: Session) -> PricingDossier:
        over = deal or make_deal(inner, DealState.NEGOTIATING)
        given: dict[str, Any] = {
            "title": over.achievement.title,
            "transfer_mode": "license_ordinary",
            "method": "negotiated",
            "price": 38 * WAN,
            "decided_on": clock.today(),
            "basis": "参照两份同类合同，校长办公会讨论。",
            "appraised": False,
            "appraisal_reason": "普通许可，不转移权属。",
            "related": False,
            **values,
        }
        row = PricingDossier(
            deal_id=over.id,
            organization_id=over.achievement_organization_id,
            region_code=over.achievement_region_code,
            **given,
        )
        DOSSIER.begin(inner, row, actor=MAKER)
        walk(inner, DOSSIER, row, state, _set)
        return row

    return made(session, build)


def _set(step: Transition) -> dict[str, Any]:
    if step.target == DossierState.ON_NOTICE:
        until = clock.today() + timedelta(days=15)
        said = {"audience": "city", "notice_contact": "科技处，0552-3000000"}
        return {**said, "notice_posted_at": clock.now(), "notice_until": until}
    return {"sealed_sha256": "0" * 64} if step.target == DossierState.SEALED else {}


def add_file(session: Session, row: PricingDossier, folder: Path, purpose: str = "decision", **given: Any) -> Any:
    """Evidence with real bytes under ``folder``."""
    content, name = given.get("content", PDF), given.get("name", "会议纪要.pdf")
    stored = blobs.store(folder, BytesIO(content), name)
    return made(
        session, lambda inner: record_file(inner, inner.get_one(PricingDossier, row.id), stored, purpose, MAKER)
    )


def make_objection(session: Session, row: PricingDossier, **values: Any) -> PricingObjection:
    """An objection that nobody has answered, unless ``values`` say so."""

    def build(inner: Session) -> PricingObjection:
        given = {"raised_by": "匿名", "raised_on": clock.today(), "body": "价格偏低。", **values}
        made_row = PricingObjection(dossier_id=row.id, **given)
        inner.add(made_row)
        inner.flush()
        return made_row

    return made(session, build)
