"""An officer judges whether an organisation is what it says."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import members
from matchmaker.organizations.workflow import ORGANIZATION

OWN_PAGE = "/organizations/{id}/edit"
TITLES = {
    "verify": N_("您的单位已通过核验"),
    "refuse": N_("您的单位未通过核验"),
    "suspend": N_("您的单位已被停用"),
    "reinstate": N_("您的单位已恢复"),
}
BODIES = {
    "verify": N_("现在可以发布成果和需求了。"),
    "refuse": N_("原因：{reason} 请修改单位资料，或联系所在地的对接联络员。"),
    "suspend": N_("原因：{reason} 如有疑问，请联系所在地的对接联络员。"),
    "reinstate": N_("单位账号可以照常使用。"),
}


def verify(session: Session, organization: Organization, *, actor: Actor, version: int | None = None) -> None:
    """Confirm the organisation; its own records may be published from now on."""
    values = {
        "verified_at": clock.now(),
        "verified_by": actor.user_id,
        "state_reason": "",
    }
    ORGANIZATION.apply(session, organization, "verify", actor=actor, version=version, values=values)
    _tell(session, organization, "verify")


def refuse(
    session: Session, organization: Organization, *, actor: Actor, reason: str, version: int | None = None
) -> None:
    """Say no, with the reason the organisation gets to read."""
    _with_reason(session, organization, "refuse", actor, reason, version)


def suspend(
    session: Session, organization: Organization, *, actor: Actor, reason: str, version: int | None = None
) -> None:
    """Take an organisation's members their rights from the next request on."""
    _with_reason(session, organization, "suspend", actor, reason, version)


def reinstate(session: Session, organization: Organization, *, actor: Actor, version: int | None = None) -> None:
    """Give a suspended organisation its rights back."""
    values = {"state_reason": ""}
    ORGANIZATION.apply(session, organization, "reinstate", actor=actor, version=version, values=values)
    _tell(session, organization, "reinstate")


def _with_reason(
    session: Session, organization: Organization, action: str, actor: Actor, reason: str, version: int | None
) -> None:
    values = {"state_reason": reason.strip()[:500]}
    ORGANIZATION.apply(session, organization, action, actor=actor, reason=reason, version=version, values=values)
    _tell(session, organization, action)


def _tell(session: Session, organization: Organization, action: str) -> None:
    message = Message(
        kind=f"organization.{action}",
        title=f"{TITLES[action]}：{organization.name}",
        body=BODIES[action].format(reason=organization.state_reason),
        href=OWN_PAGE.format(id=organization.id),
    )
    key = f"organization:{organization.id}:{action}:{organization.version}"
    notify(session, members(session, organization.id), message, dedup_key=key)
