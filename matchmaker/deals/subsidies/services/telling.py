"""Telling the office that a claim came, and the unit what became of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.subsidies.workflow import CLAIM
from matchmaker.organizations.queries import officers_for


def page_of(row: Claim) -> str:
    """The path of the claim's page."""
    return f"/claims/{row.id}"


def tell_officers(session: Session, row: Claim) -> None:
    """A claim waits for the officers of its region."""
    given = {"unit": row.organization.name, "title": row.rule_version.title}
    title = N_("有申领待受理：%(title)s") % given
    message = Message("claim.submitted", title, N_("%(unit)s 申领“%(title)s”。") % given, page_of(row))
    people = officers_for(session, row.region_code)
    notify(session, people, message, dedup_key=f"claim:{row.id}:submitted:{row.version}")


def tell_unit(session: Session, row: Claim) -> None:
    """Where the unit's claim stands now, and why."""
    given = {"state": CLAIM.labels[row.state], "title": row.rule_version.title}
    body = N_("“%(title)s”的申领：%(state)s。") % given
    if row.state_reason:
        body += N_("理由：%(reason)s") % {"reason": row.state_reason}
    message = Message("claim.decided", N_("申领有了进展：%(state)s") % given, body, page_of(row))
    people = speakers(session, row.organization_id)
    notify(session, people, message, dedup_key=f"claim:{row.id}:{row.state}:{row.version}")
