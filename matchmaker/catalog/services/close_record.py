"""The ways in which a listing comes to an end."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.services.announce import leave_public, tell_officers, tell_owners
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_


def withdraw(session: Session, row: Record, *, actor: Actor, reason: str = "", version: int | None = None) -> None:
    """Take back a record that was handed in or published."""
    _close(session, row, "withdraw", actor=actor, reason=reason, version=version)
    tell_officers(session, row, "withdrawn", N_("已撤回：{title}"), reason.strip())


def take_down(session: Session, row: Record, *, actor: Actor, reason: str, version: int | None = None) -> None:
    """紧急下架: off all pages, search and matching at once; the owner is told why."""
    more = {"taken_down_at": clock.now(), "review_first": True}
    _close(session, row, "take_down", actor=actor, reason=reason, version=version, more=more)
    tell_owners(session, row, "taken_down", N_("已下架：{title}"), reason.strip())


def archive(session: Session, row: Record, *, actor: Actor, reason: str = "", version: int | None = None) -> None:
    """Close an achievement that is no longer offered."""
    _close(session, row, "archive", actor=actor, reason=reason, version=version)


def solve(session: Session, row: Record, *, actor: Actor, reason: str = "", version: int | None = None) -> None:
    """Mark a need as solved."""
    _close(session, row, "solve", actor=actor, reason=reason, version=version)
    tell_officers(session, row, "solved", N_("需求已解决：{title}"), reason.strip())


def give_up(session: Session, row: Record, *, actor: Actor, reason: str, version: int | None = None) -> None:
    """Close a need that stays unsolved, with the reason."""
    _close(session, row, "give_up", actor=actor, reason=reason, version=version)
    tell_owners(session, row, "unsolved", N_("需求办结（未解决）：{title}"), reason.strip())


def _close(
    session: Session,
    row: Record,
    action: str,
    *,
    actor: Actor,
    reason: str,
    version: int | None,
    more: dict[str, Any] | None = None,
) -> None:
    was = row.state
    values = {"state_reason": reason.strip(), "review_due_at": None, **(more or {})}
    WORKFLOWS[kind_of(row)].apply(session, row, action, actor=actor, reason=reason, version=version, values=values)
    leave_public(session, row, was)
