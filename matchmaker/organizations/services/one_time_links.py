"""Links by which a unit without an account answers one question.

The token is random and only its hash is stored. A link says which record it
is about and for which organisation it speaks; it is good once and for a time.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.tokens import new_token, token_hash
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import OneTimeLink

LONGEST_TOKEN = 100
GONE = N_("链接已使用或已过期。请联系给您发链接的人，重新发送一个。")


def issue_link(
    session: Session,
    *,
    purpose: str,
    subject_kind: str,
    subject_id: int,
    organization_id: int,
    sent_to: str,
    days: int,
    actor: Actor,
) -> tuple[OneTimeLink, str]:
    """A new link, good for ``days`` days, and its token, which is nowhere stored.

    ``sent_to`` is the address or number it goes to; an unused older link for
    the same purpose, record and organisation ends.
    """
    _end_older(session, purpose, subject_kind, subject_id, organization_id)
    token = new_token()
    link = OneTimeLink(
        token_hash=token_hash(token),
        purpose=purpose,
        subject_kind=subject_kind,
        subject_id=subject_id,
        organization_id=organization_id,
        sent_to=sent_to,
        created_by=actor.user_id,
        expires_at=clock.now() + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    audit.record(session, actor, "link.issued", subject_kind, subject_id, purpose=purpose, link=link.id)
    return link, token


def read_link(session: Session, token: str, purpose: str) -> OneTimeLink:
    """The live link of ``token``; NotFound when unknown, used, expired or for something else."""
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == token_hash(token[:LONGEST_TOKEN]),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > clock.now(),
    )
    link = session.scalars(query).one_or_none()
    if link is None:
        raise NotFound(GONE)
    return link


def use_link(session: Session, link: OneTimeLink) -> None:
    """Spend the link: of several at once one succeeds, the others get NotFound."""
    statement = (
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > clock.now())
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", session.execute(statement)).rowcount != 1:
        raise NotFound(GONE)
    session.expire(link)
    actor = link_actor(link)
    audit.record(session, actor, "link.used", link.subject_kind, link.subject_id, purpose=link.purpose, link=link.id)


def link_actor(link: OneTimeLink) -> Actor:
    """Whom the link lets in: its organisation's voice, for its one record."""
    organization = link.organization
    return Actor(
        kind="link",
        name=organization.name,
        roles=frozenset({Role.LINK}),
        organization_ids=frozenset({link.organization_id}),
        organization_name=organization.name,
        subject=(link.subject_kind, link.subject_id),
    )


def _end_older(session: Session, purpose: str, subject_kind: str, subject_id: int, organization_id: int) -> None:
    statement = (
        update(OneTimeLink)
        .where(
            OneTimeLink.purpose == purpose,
            OneTimeLink.subject_kind == subject_kind,
            OneTimeLink.subject_id == subject_id,
            OneTimeLink.organization_id == organization_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
        )
        .values(expires_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    session.execute(statement)
