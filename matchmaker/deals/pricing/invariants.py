"""What must be true of pricing dossiers beyond what a constraint can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, select

from matchmaker.catalog.models import Attachment
from matchmaker.core.invariants import Invariant
from matchmaker.deals.pricing.models import DossierState, PricingDossier, PricingObjection
from matchmaker.deals.pricing.queries import KIND, SEALED


def sealed_with_open_objection() -> Select[Any]:
    """Sealed dossiers with an objection that nobody has answered."""
    waits = and_(PricingObjection.dossier_id == PricingDossier.id, PricingObjection.outcome.is_(None))
    return select(PricingDossier.id).join(PricingObjection, waits).where(PricingDossier.state == DossierState.SEALED)


def sealed_without_file() -> Select[Any]:
    """Sealed dossiers whose file is not there, or is not the one that was sealed."""
    has = (
        select(Attachment.id)
        .where(
            Attachment.record_kind == KIND,
            Attachment.record_id == PricingDossier.id,
            Attachment.purpose == SEALED,
            Attachment.sha256 == PricingDossier.sealed_sha256,
        )
        .exists()
    )
    return select(PricingDossier.id).where(PricingDossier.state == DossierState.SEALED, ~has)


INVARIANTS = (
    Invariant("pricing_sealed_without_open_objection", "封存的卷宗不能有未处理的异议", sealed_with_open_objection),
    Invariant("pricing_sealed_has_file", "封存的卷宗必须有它的文件", sealed_without_file),
)
