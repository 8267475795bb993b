"""跟踪: what became of a result, asked 6, 12 and 24 months after it was paid for."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import FollowUp, Usage
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.outcomes import due_follow_ups
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.queries import officers_for


def report_follow_up(
    session: Session,
    row: FollowUp,
    *,
    usage: Usage,
    output_value: int | None,
    note: str,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Note what became of a result; ``output_value`` (分) is what it brought in since the last time.

    Raises Conflict when it is noted already, StaleVersion, Invalid for a
    negative value or no word on why it is not in use.
    """
    PERMISSIONS.require(actor, Permission.PRESCREEN, row.challenge)
    check_version(row, version)
    if row.reported_at is not None:
        raise Conflict(N_("这一次跟踪已经记录。"))
    if output_value is not None and output_value < 0:
        raise Invalid(fields={"output_value": [N_("金额不能为负数。")]})
    if usage is not Usage.IN_USE and not note.strip():
        raise Invalid(fields={"note": [N_("没有在用的，请写明原因和打算。")]})
    row.usage, row.output_value, row.note = usage, output_value, note.strip()
    row.reported_at, row.reported_by = clock.now(), actor.user_id
    session.flush()
    detail = {"months": row.months, "usage": usage, "bid": row.bid_id}
    audit.record(session, actor, "challenge.followed_up", "challenge", row.challenge.id, **detail)


def remind(session: Session, follow_up_id: int) -> None:
    """Tell the officers that a follow-up is due, unless somebody was quicker."""
    if not due_follow_ups(session, only=follow_up_id):
        return
    row = session.get_one(FollowUp, follow_up_id)
    row.reminded_on = clock.today()
    title = N_("揭榜成果满 %(months)s 个月，请跟踪使用情况") % {"months": row.months}
    message = Message("challenge.follow_up", title, row.challenge.title, f"/follow-ups/{row.id}")
    key = f"follow_up:{row.id}:{row.reminded_on.isoformat()}"
    notify(session, officers_for(session, row.challenge.region_code), message, dedup_key=key)
