"""Files that prove a claim: the row, once the bytes are safely stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.catalog.services.attach_file import MOST_BYTES, MOST_FILES, add_attachment
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.queries import RECORD_KIND, files_of
from matchmaker.deals.subsidies.workflow import EDITABLE

NOT_EDITABLE = N_("申领已经提交，材料不能再改。")


def attach(session: Session, row: Claim, stored: StoredBlob, *, actor: Actor) -> Attachment:
    """Add a stored file. Raises Conflict once handed in, Invalid when number or size of files is used up."""
    _require_editable(row, actor)
    have = files_of(session, row.id)
    if len(have) >= MOST_FILES:
        raise Invalid(fields={"file": [N_("最多 {} 个附件。").format(MOST_FILES)]})
    if sum(each.size for each in have) + stored.size > MOST_BYTES:
        raise Invalid(fields={"file": [N_("附件合计不能超过 {} MB。").format(MOST_BYTES // 1024 // 1024)]})
    found = add_attachment(
        session,
        stored,
        record_kind=RECORD_KIND,
        record_id=row.id,
        organization_id=row.organization_id,
        actor=actor,
    )
    _note(session, row, "attached", found, actor)
    return found


def detach(session: Session, row: Claim, found: Attachment, *, actor: Actor) -> None:
    """Remove a file; the sweep removes the bytes a day later."""
    _require_editable(row, actor)
    _note(session, row, "detached", found, actor)
    session.delete(found)
    session.flush()


def _require_editable(row: Claim, actor: Actor) -> None:
    PERMISSIONS.require(actor, Permission.EDIT, row)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)


def _note(session: Session, row: Claim, verb: str, found: Attachment, actor: Actor) -> None:
    audit.record(session, actor, f"subsidy_claim.{verb}", "subsidy_claim", row.id, sha256=found.sha256)
