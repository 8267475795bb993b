"""Keeping listings true: reminding, confirming, expiring, renewing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog import mandatory
from matchmaker.catalog.contents import Record, contents, kind_of
from matchmaker.catalog.freshness import months_after
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.services.announce import become_public, leave_public, tell_owners
from matchmaker.catalog.services.draft_record import EDIT
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.queries import setting

EXPIRE_MONTHS = "freshness.expire_months"


def confirm_fresh(session: Session, row: Record, *, actor: Actor, version: int | None = None) -> None:
    """The owner says a published record still holds; its term begins anew."""
    kind = kind_of(row)
    PERMISSIONS.require(actor, EDIT[kind], row)
    check_version(row, version)
    if row.state != "published":
        raise Conflict
    row.confirmed_at = clock.now()
    row.expires_at = months_after(row.confirmed_at, int(setting(session, EXPIRE_MONTHS, row.region_code)))
    audit.record(session, actor, f"{kind}.confirmed_fresh", kind.value, row.id)
    session.flush()


def renew(session: Session, row: Record, *, actor: Actor, version: int | None = None) -> None:
    """Publish an expired record again as it stands."""
    kind = kind_of(row)
    if (
        row.review_first
        or not row.organization.is_verified
        or mandatory.for_publish(kind, {**contents(row), "region_code": row.region_code})
    ):
        raise Invalid(N_("这条记录需要重新审核，请改回草稿后提交。"))
    moment = clock.now()
    months = int(setting(session, EXPIRE_MONTHS, row.region_code))
    values = {"published_at": moment, "confirmed_at": moment, "expires_at": months_after(moment, months)}
    WORKFLOWS[kind].apply(session, row, "renew", actor=actor, version=version, values=values)
    become_public(session, row, actor=actor)


def expire(session: Session, row: Record, *, actor: Actor) -> None:
    """Take a record off the public pages because its term is over; the owner may renew it."""
    was = row.state
    WORKFLOWS[kind_of(row)].apply(session, row, "expire", actor=actor)
    leave_public(session, row, was)
    tell_owners(session, row, "expired", N_("已到期下线：{title}"), N_("如仍有效，可在页面上重新发布。"))


def remind(session: Session, row: Record) -> None:
    """Ask the owner once for each confirmation whether the record still holds."""
    tell_owners(
        session,
        row,
        "confirm",
        N_("请确认是否仍有效：{title}"),
        N_("到期未确认将自动下线。"),
        occasion=f"{row.confirmed_at:%Y%m%d}" if row.confirmed_at else "",
    )
