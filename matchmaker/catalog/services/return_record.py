"""Giving a record back with the reason."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.services.announce import leave_public, tell_owners
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_


def return_record(session: Session, row: Record, *, actor: Actor, reason: str, version: int | None = None) -> None:
    """Return ``row`` to its owner, who is told the reason; the next submission is reviewed."""
    was = row.state
    values = {"state_reason": reason.strip(), "review_first": True, "review_due_at": None}
    WORKFLOWS[kind_of(row)].apply(session, row, "return", actor=actor, reason=reason, version=version, values=values)
    leave_public(session, row, was)
    tell_owners(session, row, "returned", N_("已退回：{title}"), reason.strip())
