"""A dossier is begun, filled in, and given up."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.pricing.facts import TITLE_LENGTH, Facts
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.queries import newest_checklist
from matchmaker.deals.pricing.workflow import DOSSIER, EDITABLE, OPEN

NOT_EDITABLE = N_("公示中和已封存的卷宗不能修改；公示中的请先撤回公示。")


def begin_dossier(session: Session, deal: Deal, *, actor: Actor) -> PricingDossier:
    """Begin the dossier of a deal, with the unit's newest list of duties.

    Raises NotFound unless the actor's unit is the seller, Conflict before the
    introduction, after an end without a contract, and when there is one.
    """
    checklist = newest_checklist(session, deal.achievement_organization_id)
    row = PricingDossier(
        deal_id=deal.id,
        organization_id=deal.achievement_organization_id,
        region_code=deal.achievement_region_code,
        title=deal.achievement.title[:TITLE_LENGTH],
        transfer_mode=deal.transfer_mode,
        method=deal.pricing_method or None,
        checklist_id=checklist.id if checklist else None,
    )
    PERMISSIONS.require(actor, Permission.BEGIN, row)
    if deal.introduced_at is None or (deal.state == DealState.CLOSED and deal.signed_on is None):
        raise Conflict(N_("双方都同意引荐之后才能建立定价卷宗。"))
    try:
        with session.begin_nested():
            DOSSIER.begin(session, row, actor=actor, deal=deal.id)
    except IntegrityError as error:
        raise Conflict(N_("这项对接已有定价卷宗。")) from error
    return row


def save_dossier(
    session: Session, row: PricingDossier, facts: Facts, *, actor: Actor, version: int | None = None
) -> None:
    """Keep what the unit states. Nothing is required yet; see ``completeness`` for sealing.

    Raises Invalid for a missing title, an amount that is not above zero or a
    future day; Conflict unless the dossier is being drafted; StaleVersion.
    """
    PERMISSIONS.require(actor, Permission.WRITE, row)
    check_version(row, version)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)
    _check(facts)
    for name, value in asdict(facts).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    session.flush()
    audit.record(session, actor, "pricing_dossier.saved", DOSSIER.name, row.id)


def abandon(session: Session, row: PricingDossier, *, reason: str, actor: Actor, version: int | None = None) -> None:
    """Give the dossier up for good; a sealed file stays downloadable. Raises Invalid without a reason."""
    DOSSIER.apply(session, row, "abandon", actor=actor, reason=reason, version=version)


def touch(row: PricingDossier) -> None:
    """Raise the version with the next flush: something that belongs to the dossier has changed."""
    flag_modified(row, "title")


def require_open(row: PricingDossier) -> None:
    """Raise Conflict once nothing that belongs to the dossier may change any more."""
    if row.state not in OPEN:
        raise Conflict(N_("卷宗已封存或作废，不能再改。"))


def _check(facts: Facts) -> None:
    problems: dict[str, list[str]] = {}
    if not facts.title.strip():
        problems["title"] = [N_("请填写成果名称。")]
    for name in ("price", "appraised_value"):
        value = getattr(facts, name)
        if value is not None and value <= 0:
            problems[name] = [N_("金额要大于零。")]
    for name in ("decided_on", "appraised_on"):
        day = getattr(facts, name)
        if day is not None and day > clock.today():
            problems[name] = [N_("日期不能晚于今天。")]
    if problems:
        raise Invalid(fields=problems)
