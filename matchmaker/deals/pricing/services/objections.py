"""Objections to a notice: recorded by the unit or an officer, answered by the unit, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.pricing.models import DossierState, ObjectionOutcome, PricingDossier, PricingObjection
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.services.keep_dossier import require_open, touch
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objected, on which day, and what was said."""

    raised_by: str
    raised_on: date | None
    body: str


def record_objection(session: Session, row: PricingDossier, given: Objection, *, actor: Actor) -> PricingObjection:
    """Note an objection; unit and officers are told. The dossier cannot be sealed while it is open.

    Raises Invalid for a missing name, text or day, or one outside the time of
    the notice; Conflict unless the notice stands.
    """
    PERMISSIONS.require(actor, Permission.OBJECT, row)
    if row.state != DossierState.ON_NOTICE or row.notice_posted_at is None:
        raise Conflict(N_("公示期间才能登记异议。"))
    _check(given, clock.china_date(row.notice_posted_at))
    made = PricingObjection(
        dossier_id=row.id,
        raised_by=given.raised_by.strip(),
        raised_on=given.raised_on,
        body=given.body.strip(),
        recorded_by=actor.user_id,
    )
    session.add(made)
    touch(row)
    session.flush()
    audit.record(session, actor, "pricing_dossier.objected", DOSSIER.name, row.id, objection=made.id)
    body = N_("对“%(title)s”的协议定价公示登记了一项异议，处理完之前卷宗不能封存。") % {"title": row.title}
    message = Message("pricing.objection", N_("定价公示有异议"), body, f"/pricing-dossiers/{row.id}")
    people = {*speakers(session, row.organization_id), *officers_for(session, row.region_code)} - {actor.user_id}
    notify(session, people, message, dedup_key=f"pricing:{row.id}:objection:{made.id}")
    return made


def handle_objection(session: Session, found: PricingObjection, outcome: str, handling: str, *, actor: Actor) -> None:
    """Answer an objection, for good. Raises Invalid without outcome or words, Conflict when it was answered."""
    row = found.dossier
    PERMISSIONS.require(actor, Permission.HANDLE, row)
    require_open(row)
    if found.outcome is not None:
        raise Conflict(N_("这项异议已经处理过。"))
    problems: dict[str, list[str]] = {}
    if outcome not in set(ObjectionOutcome):
        problems["outcome"] = [N_("请选择处理结果。")]
    if not handling.strip():
        problems["handling"] = [N_("请写明核查情况和处理意见。")]
    if problems:
        raise Invalid(fields=problems)
    found.outcome, found.handling = outcome, handling.strip()
    found.handled_on, found.handled_by = clock.today(), actor.user_id
    touch(row)
    session.flush()
    audit.record(
        session, actor, "pricing_dossier.objection_handled", DOSSIER.name, row.id, objection=found.id, outcome=outcome
    )


def _check(given: Objection, posted: date) -> None:
    problems: dict[str, list[str]] = {}
    if not given.raised_by.strip():
        problems["raised_by"] = [N_("请写明由谁提出；匿名的写“匿名”。")]
    if not given.body.strip():
        problems["body"] = [N_("请写下异议的内容。")]
    if given.raised_on is None or not posted <= given.raised_on <= clock.today():
        problems["raised_on"] = [N_("提出日期在公示之日和今天之间。")]
    if problems:
        raise Invalid(fields=problems)
