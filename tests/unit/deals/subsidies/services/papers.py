"""A file for a claim whose bytes nobody reads."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.subsidies.services.papers import attach
from tests.factories.base import MAKER, number


def give_paper(session: Session, row: Claim, size: int = 20) -> Attachment:
    """One PDF more."""
    stored = StoredBlob("付款凭证.pdf", "application/pdf", size, "0" * 64, f"aa/{number()}")
    return transact(session, lambda inner: attach(inner, inner.get_one(Claim, row.id), stored, actor=MAKER))
