"""Evidence: files that belong to a dossier, each with its kind."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.catalog.services.attach_file import add_attachment
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.pricing.models import FILE_LABELS, PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.queries import KIND
from matchmaker.deals.pricing.services.keep_dossier import require_open, touch
from matchmaker.deals.pricing.workflow import DOSSIER

MOST_FILES = 30
MOST_BYTES = 60 * 1024 * 1024


def add_evidence(
    session: Session, row: PricingDossier, stored: StoredBlob, *, purpose: str, actor: Actor
) -> Attachment:
    """Add a stored file of one of FILE_LABELS.

    Raises Invalid for another kind and when the dossier has its number or
    size of files already, Conflict once it is sealed or abandoned.
    """
    PERMISSIONS.require(actor, Permission.WRITE, row)
    require_open(row)
    if purpose not in FILE_LABELS:
        raise Invalid(fields={"purpose": [N_("请选择一项。")]})
    mine = (Attachment.record_kind == KIND, Attachment.record_id == row.id)
    count, size = session.execute(select(func.count(), func.coalesce(func.sum(Attachment.size), 0)).where(*mine)).one()
    if count >= MOST_FILES or size + stored.size > MOST_BYTES:
        limit = {"n": MOST_FILES, "size": MOST_BYTES // 1024 // 1024}
        raise Invalid(fields={"file": [N_("一份卷宗最多放 %(n)s 个附件，合计不超过 %(size)s MB。") % limit]})
    made = record_file(session, row, stored, purpose, actor)
    touch(row)
    session.flush()
    audit.record(
        session, actor, "pricing_dossier.attached", DOSSIER.name, row.id, attachment=made.id, sha256=made.sha256
    )
    return made


def remove_evidence(session: Session, row: PricingDossier, found: Attachment, *, actor: Actor) -> None:
    """Take a file away; the sweep removes the bytes. Raises Conflict once the dossier is sealed or abandoned."""
    PERMISSIONS.require(actor, Permission.WRITE, row)
    require_open(row)
    audit.record(
        session, actor, "pricing_dossier.detached", DOSSIER.name, row.id, attachment=found.id, sha256=found.sha256
    )
    session.delete(found)
    touch(row)
    session.flush()


def record_file(session: Session, row: PricingDossier, stored: StoredBlob, purpose: str, actor: Actor) -> Attachment:
    """The row of a stored file, flushed."""
    return add_attachment(
        session,
        stored,
        record_kind=KIND,
        record_id=row.id,
        organization_id=row.organization_id,
        purpose=purpose,
        actor=actor,
    )
