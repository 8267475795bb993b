"""尽职免责清单: a unit writes its own list; a dossier answers the version it was begun with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, StaleVersion
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.pricing.facts import ITEM_LENGTH, MOST_ITEMS, NOTE_LENGTH
from matchmaker.deals.pricing.models import DutyChecklist, PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.queries import newest_checklist
from matchmaker.deals.pricing.services.keep_dossier import NOT_EDITABLE, require_open
from matchmaker.deals.pricing.workflow import DOSSIER, EDITABLE
from matchmaker.organizations.models import Organization


def save_checklist(
    session: Session, organization: Organization, items: Sequence[str], *, actor: Actor, number: int | None = None
) -> DutyChecklist:
    """Keep the list as a new version; an unchanged one stays as it is.

    ``number`` is the version that the person saw (0: none). Raises Invalid at
    ``items`` for an empty list, too many or too long ones; StaleVersion.
    """
    PERMISSIONS.require(actor, Permission.KEEP_CHECKLIST, organization)
    kept = [item.strip() for item in items if item.strip()]
    _check(kept)
    newest = newest_checklist(session, organization.id)
    known = newest.number if newest else 0
    if number is not None and number != known:
        raise StaleVersion
    if newest is not None and newest.items == kept:
        return newest
    row = DutyChecklist(organization_id=organization.id, number=known + 1, items=kept, created_by=actor.user_id)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise StaleVersion from error
    audit.record(session, actor, "organization.duties_written", "organization", organization.id, number=row.number)
    return row


def take_newest(session: Session, row: PricingDossier, *, actor: Actor) -> None:
    """Bind a dossier that is being drafted to the unit's list as it is now; answers to another list are dropped."""
    PERMISSIONS.require(actor, Permission.WRITE, row)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)
    newest = newest_checklist(session, row.organization_id)
    if newest is None or newest.id == row.checklist_id:
        return
    row.checklist_id, row.answers = newest.id, []
    session.flush()
    session.expire(row, ["checklist"])
    audit.record(session, actor, "pricing_dossier.duties_taken", DOSSIER.name, row.id, number=newest.number)


def answer_duties(
    session: Session,
    row: PricingDossier,
    answers: Sequence[dict[str, Any]],
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Keep the answers, one for each item: {"done": bool, "note": str}.

    Raises Invalid when their number is not the list's, Conflict once the
    dossier is sealed or abandoned, StaleVersion.
    """
    PERMISSIONS.require(actor, Permission.WRITE, row)
    check_version(row, version)
    require_open(row)
    if row.checklist is None or len(answers) != len(row.checklist.items):
        raise Invalid(N_("清单已有变化，请刷新页面后重新填写。"))
    row.answers = [{"done": bool(each["done"]), "note": str(each["note"]).strip()[:NOTE_LENGTH]} for each in answers]
    session.flush()
    audit.record(session, actor, "pricing_dossier.duties_answered", DOSSIER.name, row.id)


def _check(items: Sequence[str]) -> None:
    if not items:
        raise Invalid(fields={"items": [N_("请至少写一项。")]})
    if len(items) > MOST_ITEMS:
        raise Invalid(fields={"items": [N_("最多 %(n)s 项。") % {"n": MOST_ITEMS}]})
    if any(len(item) > ITEM_LENGTH for item in items):
        raise Invalid(fields={"items": [N_("每项最多 %(n)s 个字。") % {"n": ITEM_LENGTH}]})
