"""Leads: noted, registered as records, or dropped with a reason."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.services import create_draft
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Forbidden, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization
from matchmaker.scouting.models import ContactLog, Lead
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.services.contacts import home_region
from matchmaker.scouting.workflow import LEAD

SOURCES = {RecordKind.ACHIEVEMENT: "scout", RecordKind.NEED: "visit"}
TEXTS = {RecordKind.ACHIEVEMENT: "summary", RecordKind.NEED: "background"}


def note_lead(
    session: Session,
    kind: str,
    title: str,
    *,
    actor: Actor,
    contact: ContactLog | None = None,
    organization_text: str = "",
    note: str = "",
    source_note: str = "",
) -> Lead:
    """A new lead of the actor's, from a contact when there is one. Raises Invalid without a title."""
    PERMISSIONS.require(actor, Permission.LEAD_WRITE)
    if actor.user_id is None:
        raise Forbidden
    if not title.strip():
        raise Invalid(fields={"title": [N_("请填写名称。")]})
    if contact is not None:
        PERMISSIONS.require(actor, Permission.CONTACT_WRITE, contact)
    lead = Lead(
        kind=RecordKind(kind).value,
        scout_id=actor.user_id,
        organization_id=contact.organization_id if contact else None,
        organization_text=organization_text.strip(),
        contact_log_id=contact.id if contact else None,
        region_code=home_region(session, actor, ""),
        title=title.strip(),
        note=note.strip(),
        source_note=source_note.strip(),
    )
    return LEAD.begin(session, lead, actor=actor)


def register_lead(
    session: Session, lead: Lead, organization: Organization, *, actor: Actor, version: int | None = None
) -> Record:
    """Make a draft of the lead, which carries its scout for good; the scout completes it on its own page."""
    kind = RecordKind(lead.kind)
    values = {"title": lead.title, TEXTS[kind]: lead.note}
    record = create_draft(
        session,
        kind,
        actor=actor,
        organization_id=organization.id,
        values=values,
        scout_id=lead.scout_id,
        source=SOURCES[kind],
    )
    done = {"record_id": record.id, "organization_id": organization.id}
    LEAD.apply(session, lead, "register", actor=actor, version=version, values=done, detail={"record": record.id})
    return record


def drop_lead(session: Session, lead: Lead, reason: str, *, actor: Actor, version: int | None = None) -> None:
    """Follow it no further, with the reason."""
    values = {"drop_reason": reason.strip()[:300]}
    LEAD.apply(session, lead, "drop", actor=actor, reason=reason, version=version, values=values)


def reopen_lead(session: Session, lead: Lead, *, actor: Actor, version: int | None = None) -> None:
    """Follow a dropped lead again."""
    LEAD.apply(session, lead, "reopen", actor=actor, version=version, values={"drop_reason": ""})
