"""The officer's decisions on a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals import reasons as catalogue
from matchmaker.deals.models import Deal
from matchmaker.deals.services import open_deal
from matchmaker.matching.models import Suggestion
from matchmaker.matching.workflow import SUGGESTION

HOLD_DAYS = 14


def approve(
    session: Session, suggestion: Suggestion, *, actor: Actor, note: str = "", version: int | None = None
) -> Deal:
    """Approve and open the deal in the same transaction.

    Of several officers at once exactly one wins; the others get Conflict.
    Raises Conflict too when one of the two records is no longer published.
    """
    need = session.get_one(Need, suggestion.need_id)
    achievement = session.get_one(Achievement, suggestion.achievement_id)
    explanation = snapshot(suggestion)
    _decide(session, suggestion, "approve", actor, note=note, reasons=[], version=version)
    if need.state != NeedState.PUBLISHED or achievement.state != AchievementState.PUBLISHED:
        raise Conflict(N_("需求或成果已不在发布状态，不能引荐。"))
    return open_deal(
        session,
        need=need,
        achievement=achievement,
        suggestion_id=suggestion.id,
        explanation=explanation,
        message=note,
        actor=actor,
    )


def hold(
    session: Session,
    suggestion: Suggestion,
    *,
    actor: Actor,
    reasons: Sequence[str] = (),
    note: str = "",
    version: int | None = None,
) -> None:
    """Put off for a fortnight; it comes back to the queue by itself."""
    until = clock.now() + timedelta(days=HOLD_DAYS)
    _decide(session, suggestion, "hold", actor, note=note, reasons=reasons, version=version, hold_until=until)


def reject(
    session: Session,
    suggestion: Suggestion,
    *,
    actor: Actor,
    reasons: Sequence[str],
    note: str = "",
    share: bool = True,
    version: int | None = None,
) -> None:
    """Reject with at least one structured reason.

    Whether the reason may be told to the sides is the narrower of ``share``
    and what its kind allows (信用或侵权风险 is never shared).
    """
    if not reasons:
        raise Invalid(fields={"reasons": [N_("请至少选择一个原因。")]})
    _check_reasons(reasons)
    allowed = share and catalogue.may_share(reasons)
    _decide(session, suggestion, "reject", actor, note=note, reasons=reasons, version=version, share_reason=allowed)


def reconsider(
    session: Session, suggestion: Suggestion, *, actor: Actor, note: str, version: int | None = None
) -> None:
    """Take a rejection back, with the reason why."""
    values: dict[str, Any] = {"decided_by": None, "decided_at": None, "reasons": []}
    SUGGESTION.apply(session, suggestion, "reconsider", actor=actor, reason=note, version=version, values=values)


def snapshot(suggestion: Suggestion) -> dict[str, Any]:
    """What the officer saw, to be kept with the deal."""
    return {name: getattr(suggestion, name) for name in ("score", "level", "parts", "rest", "facts", "engine_version")}


def _check_reasons(reasons: Sequence[str]) -> None:
    if not set(reasons) <= set(catalogue.REFUSAL_CODES):
        raise Invalid(fields={"reasons": [N_("没有这个原因，请重新选择。")]})


def _decide(
    session: Session,
    suggestion: Suggestion,
    action: str,
    actor: Actor,
    *,
    note: str,
    reasons: Sequence[str],
    version: int | None,
    **values: Any,
) -> None:
    _check_reasons(reasons)
    decided = {
        "decided_by": actor.user_id,
        "decided_at": clock.now(),
        "reasons": list(reasons),
        "note": note.strip()[:500],
        **values,
    }
    detail = {"need": suggestion.need_id, "achievement": suggestion.achievement_id, "reasons": list(reasons)}
    SUGGESTION.apply(session, suggestion, action, actor=actor, version=version, values=decided, detail=detail)
