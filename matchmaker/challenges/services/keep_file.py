"""Files that belong to the work on a challenge: the row, once the bytes are safely stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.catalog.services.attach_file import add_attachment
from matchmaker.challenges.models import Bid
from matchmaker.challenges.queries.pledges import BID
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob


def keep_file(session: Session, bid: Bid, stored: StoredBlob, *, purpose: str, actor: Actor) -> Attachment:
    """A row that keeps ``stored`` from the sweep; pages of listings never show it."""
    return add_attachment(
        session,
        stored,
        record_kind=BID,
        record_id=bid.id,
        organization_id=bid.organization_id,
        purpose=purpose,
        actor=actor,
    )
