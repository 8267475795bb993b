"""The dossier is sealed: from then on the one file is what counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.models import DealMilestone
from matchmaker.deals.pricing.completeness import holding, missing
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.queries import SEALED, files_of, objections_of
from matchmaker.deals.pricing.services.keep_evidence import record_file
from matchmaker.deals.pricing.workflow import DOSSIER, OPEN
from matchmaker.organizations.queries import officers_for


def require_sealable(
    session: Session, row: PricingDossier, *, declared: bool, actor: Actor, version: int | None
) -> None:
    """Raise unless the dossier may be sealed now by this actor.

    Invalid at ``declared`` without the declaration of due care and no unlawful
    gain, Conflict while something is missing, StaleVersion.
    """
    PERMISSIONS.require(actor, Permission.SEAL, row)
    check_version(row, version)
    if row.state not in OPEN:
        raise Conflict
    if not declared:
        raise Invalid(fields={"declared": [N_("封存前请作出声明。")]})
    lacking = missing(holding(row, files_of(session, row.id), objections_of(session, row.id)))
    if lacking:
        raise Conflict(N_("还不能封存：%(what)s。") % {"what": "；".join(lacking)})


def seal(session: Session, row: PricingDossier, paper: StoredBlob, *, actor: Actor, version: int) -> None:
    """Close the dossier over ``paper``, the sealed file that was made from it at ``version``.

    定价 and 公示 are noted as milestones of the deal where nobody has. Raises
    as ``require_sealable``; the file is then an orphan, which the sweep removes.
    """
    require_sealable(session, row, declared=True, actor=actor, version=version)
    values = {"sealed_sha256": paper.sha256, "sealed_by": actor.user_id}
    DOSSIER.apply(session, row, "seal", actor=actor, version=version, values=values, detail={"sha256": paper.sha256})
    record_file(session, row, paper, SEALED, actor)
    _note(session, row, "pricing", row.decided_on, actor)
    _note(session, row, "notice", row.notice_until, actor)
    body = N_("%(unit)s封存了“%(title)s”的定价决策卷宗。") % {"unit": row.organization.name, "title": row.title}
    message = Message("pricing.sealed", N_("一份定价决策卷宗已封存"), body, f"/pricing-dossiers/{row.id}")
    notify(session, officers_for(session, row.region_code), message, dedup_key=f"pricing:{row.id}:sealed")


def _note(session: Session, row: PricingDossier, kind: str, day: date | None, actor: Actor) -> None:
    known = select(DealMilestone.id).where(DealMilestone.deal_id == row.deal_id, DealMilestone.kind == kind)
    if day is None or session.scalars(known).first() is not None:
        return
    happened = min(day, clock.today())
    session.add(
        DealMilestone(
            deal_id=row.deal_id,
            kind=kind,
            happened_on=happened,
            note=N_("见定价决策卷宗"),
            recorded_by=actor.user_id,
        )
    )
    session.flush()
