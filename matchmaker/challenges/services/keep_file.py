"""Files that belong to the work on a challenge: the row, once the bytes are safely stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import Bid
from matchmaker.challenges.queries.pledges import BID
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob


def keep_file(session: Session, bid: Bid, stored: StoredBlob, *, purpose: str, actor: Actor) -> Attachment:
    """A row that keeps ``stored`` from the sweep; pages of listings never show it."""
    row = Attachment(
        record_kind=BID,
        record_id=bid.id,
        organization_id=bid.organization_id,
        purpose=purpose,
        file_name=stored.file_name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        blob=stored.blob,
        uploaded_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    return row
