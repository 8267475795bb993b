"""Files of a deal: the row, once the bytes are safely stored."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.catalog.services.attach_file import add_attachment
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal
from matchmaker.deals.queries import sides_of
from matchmaker.deals.work.models import Audience
from matchmaker.deals.work.policies import PERMISSIONS, Permission

KIND = "deal"
MOST_FILES = 40
MOST_BYTES = 100 * 1024 * 1024


def add_file(session: Session, deal: Deal, stored: StoredBlob, *, shared: bool, actor: Actor) -> Attachment:
    """Add a stored file for both sides, or for the actor's own and the officers.

    Raises Invalid when the deal has its number or size of files already (the
    bytes are then an orphan, which the sweep removes), Conflict before the
    introduction.
    """
    PERMISSIONS.require(actor, Permission.KEEP_FILES, deal)
    if deal.introduced_at is None:
        raise Conflict(N_("双方都同意引荐之后才能放文件。"))
    mine = (Attachment.record_kind == KIND, Attachment.record_id == deal.id)
    count, size = session.execute(select(func.count(), func.coalesce(func.sum(Attachment.size), 0)).where(*mine)).one()
    if count >= MOST_FILES or size + stored.size > MOST_BYTES:
        limit = {"n": MOST_FILES, "size": MOST_BYTES // 1024 // 1024}
        raise Invalid(fields={"file": [N_("一项对接最多放 %(n)s 个文件，合计不超过 %(size)s MB。") % limit]})
    side = next(iter(sides_of(actor, deal)), None)
    row = add_attachment(
        session,
        stored,
        record_kind=KIND,
        record_id=deal.id,
        organization_id=deal.organization_id(side) if side else deal.need_organization_id,
        purpose=Audience.SHARED if shared else Audience(side or Audience.OFFICERS),
        actor=actor,
    )
    audit.record(session, actor, "deal.attached", "deal", deal.id, attachment=row.id, sha256=row.sha256)
    return row


def remove_file(session: Session, deal: Deal, row: Attachment, *, actor: Actor) -> None:
    """Take away a file that the actor put there itself; the sweep removes the bytes. Conflict for another's."""
    PERMISSIONS.require(actor, Permission.KEEP_FILES, deal)
    if row.uploaded_by != actor.user_id:
        raise Conflict(N_("只能删除自己上传的文件。"))
    audit.record(session, actor, "deal.detached", "deal", deal.id, attachment=row.id, sha256=row.sha256)
    session.delete(row)
    session.flush()
