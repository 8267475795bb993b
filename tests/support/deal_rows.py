"""What deals and subsidies have, for the tests of all pages and permissions."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.core import clock
from matchmaker.core.blobs import store
from matchmaker.deals.models import Deal
from matchmaker.deals.pricing.models import DossierState
from matchmaker.deals.subsidies.models import ClaimState, VersionState
from matchmaker.deals.work.models import DealFollowUp, DealTask
from matchmaker.organizations.models import Organization
from tests.factories.pricing import make_dossier, make_objection
from tests.factories.subsidies import make_claim, make_version
from tests.support.rows import added


def work(session: Session, deal: Deal, folder: Path) -> None:
    """A file for both sides, a task and a follow-up: every deal has one of each."""
    stored = store(folder, BytesIO(b"%PDF-1.7\n%%EOF\n"), "纪要.pdf")
    added(
        session,
        Attachment(
            record_kind="deal",
            record_id=deal.id,
            organization_id=deal.need_organization_id,
            purpose="shared",
            **asdict(stored),
        ),
    )
    added(session, DealTask(deal_id=deal.id, title="寄样品", owner="need", due_on=clock.today()))
    known = select(DealFollowUp.id).where(DealFollowUp.deal_id == deal.id)
    if session.scalars(known).first() is None:
        added(session, DealFollowUp(deal_id=deal.id, months=6, due_on=clock.today()))


def dossiers(session: Session, deal: Deal) -> dict[str, list[Any]]:
    """A dossier on notice over a deal of the two sides, and another unit's draft."""
    rows = [make_dossier(session, DossierState.ON_NOTICE, deal=deal), make_dossier(session)]
    for row in rows:
        make_objection(session, row)
    return {"pricing-dossiers/dossier_id": rows, "public-notices/dossier_id": rows}


def subsidies(session: Session, enterprise: Organization) -> dict[str, list[Any]]:
    """A rule in force with its next version, and claims before and after they were handed in."""
    version = make_version(session)
    draft = make_version(session, VersionState.DRAFT, rule=version.rule, number=2)
    claims = [
        make_claim(session, state, version=version, unit=enterprise)
        for state in (ClaimState.DRAFT, ClaimState.SUBMITTED)
    ]
    return {
        "policies/rule_id": [version.rule],
        "versions/version_id": [version, draft],
        "claims/claim_id": claims,
    }
