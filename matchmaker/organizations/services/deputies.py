"""B 岗: who decides while an officer is away."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Forbidden, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Deputy, RoleGrant
from matchmaker.organizations.policies import PERMISSIONS, Permission

LONGEST_DAYS = 180


def name_deputy(session: Session, deputy_id: int, starts_on: date, ends_on: date, *, actor: Actor) -> Deputy:
    """Let another officer decide in the actor's regions from the first day to the last, both included.

    Raises Invalid (fields deputy_id, starts_on, ends_on).
    """
    PERMISSIONS.require(actor, Permission.DEPUTIZE)
    if actor.user_id is None:
        raise Forbidden
    problems = _problems(session, actor.user_id, deputy_id, starts_on, ends_on)
    if problems:
        raise Invalid(fields=problems)
    row = Deputy(officer_id=actor.user_id, deputy_id=deputy_id, starts_on=starts_on, ends_on=ends_on)
    session.add(row)
    session.flush()
    term = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    audit.record(session, actor, "deputy.named", "account", actor.user_id, deputy=deputy_id, **term)
    message = Message(
        kind="deputy.named",
        title=N_("请您代理对接联络员工作"),
        body=N_("代理 {name} 的工作，{start} 至 {end}。这段时间里您可以处理其负责地区的事项。").format(
            name=actor.name, start=clock.day_text(starts_on), end=clock.day_text(ends_on)
        ),
        href="/deputies",
    )
    notify(session, [deputy_id], message, dedup_key=f"deputy:{row.id}:named")
    return row


def end_deputy(session: Session, row: Deputy, *, actor: Actor) -> None:
    """End an arrangement at once; the trace keeps that it was."""
    PERMISSIONS.require(actor, Permission.DEPUTIZE, row)
    audit.record(session, actor, "deputy.ended", "account", row.officer_id, deputy=row.deputy_id)
    session.delete(row)


def _problems(
    session: Session, officer_id: int, deputy_id: int, starts_on: date, ends_on: date
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if deputy_id == officer_id or not _is_officer(session, deputy_id):
        found["deputy_id"] = [N_("请选择另一位对接联络员。")]
    if ends_on < starts_on:
        found["ends_on"] = [N_("截止日期不能早于起始日期。")]
    elif ends_on < clock.today():
        found["ends_on"] = [N_("截止日期已经过去。")]
    elif (ends_on - starts_on).days > LONGEST_DAYS:
        found["ends_on"] = [N_("代理期最长 180 天。")]
    elif _overlaps(session, officer_id, deputy_id, starts_on, ends_on):
        found["starts_on"] = [N_("这段时间已经指定了同一位代理人。")]
    return found


def _is_officer(session: Session, user_id: int) -> bool:
    query = (
        select(RoleGrant.id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.user_id == user_id, RoleGrant.role == Role.OFFICER, User.state == UserState.ACTIVE)
    )
    return session.scalar(query.limit(1)) is not None


def _overlaps(session: Session, officer_id: int, deputy_id: int, starts_on: date, ends_on: date) -> bool:
    query = select(Deputy.id).where(
        Deputy.officer_id == officer_id,
        Deputy.deputy_id == deputy_id,
        Deputy.starts_on <= ends_on,
        Deputy.ends_on >= starts_on,
    )
    return session.scalar(query.limit(1)) is not None
