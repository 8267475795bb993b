"""A side asks for an introduction to what was suggested to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries import officers_for


def ask_introduction(
    session: Session, suggestion: Suggestion, *, actor: Actor, note: str = "", version: int | None = None
) -> None:
    """Mark the suggestion as wanted by the actor's side and tell the officers.

    Raises Conflict when it was decided meanwhile or asked for before.
    """
    PERMISSIONS.require(actor, Permission.ASK, suggestion)
    check_version(suggestion, version)
    if suggestion.state not in (SuggestionState.PROPOSED, SuggestionState.HELD):
        raise Conflict(N_("这条推荐已有处理结果，无需再申请。"))
    if suggestion.asked_by is not None:
        raise Conflict(N_("已经申请过引荐，请等待对接联络员处理。"))
    side = "need" if suggestion.need_organization_id in actor.organization_ids else "achievement"
    suggestion.asked_by, suggestion.asked_side = actor.user_id, side
    suggestion.asked_at, suggestion.asked_note = clock.now(), note.strip()[:500]
    session.flush()
    audit.record(session, actor, "suggestion.asked", "suggestion", suggestion.id, side=side)
    message = Message(
        "suggestion.asked",
        N_("有单位申请引荐，请决定"),
        N_("对一条匹配推荐，其中一方已申请引荐。"),
        f"/suggestions/{suggestion.id}",
    )
    notify(session, officers_for(session, suggestion.region_code), message, dedup_key=f"asked:{suggestion.id}")
