"""What must be true of deals beyond what constraints can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, or_, select

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.invariants import Invariant
from matchmaker.deals.models import Deal, DealReply, DealState, Side

BEYOND_INVITATION = (DealState.INTRODUCED, DealState.NEGOTIATING, DealState.ABOUT_TO_SIGN, DealState.SIGNED)


def introduced_without_consent() -> Select[Any]:
    """Deals that were introduced though not both sides agreed."""
    agreed = (
        select(func.count())
        .where(DealReply.deal_id == Deal.id, DealReply.agreed.is_(True))
        .correlate(Deal)
        .scalar_subquery()
    )
    introduced = or_(Deal.introduced_at.is_not(None), Deal.state.in_(BEYOND_INVITATION))
    return select(Deal.id, agreed).where(introduced, agreed != len(Side))


def closed_without_reason() -> Select[Any]:
    """Ended deals without a reason."""
    return select(Deal.id).where(Deal.state == DealState.CLOSED, Deal.close_reason.is_(None))


def strange_parties() -> Select[Any]:
    """Deals whose organisations are not the records' own."""
    return (
        select(Deal.id)
        .join(Need, Need.id == Deal.need_id)
        .join(Achievement, Achievement.id == Deal.achievement_id)
        .where(
            or_(
                Need.organization_id != Deal.need_organization_id,
                Achievement.organization_id != Deal.achievement_organization_id,
            )
        )
    )


def replies_of_others() -> Select[Any]:
    """Answers given for an organisation that does not stand on that side."""
    wrong = or_(
        (DealReply.side == Side.NEED) & (DealReply.organization_id != Deal.need_organization_id),
        (DealReply.side == Side.ACHIEVEMENT) & (DealReply.organization_id != Deal.achievement_organization_id),
    )
    return select(DealReply.id).join(Deal, Deal.id == DealReply.deal_id).where(wrong)


def open_after_refusal() -> Select[Any]:
    """Deals that go on although a side refused."""
    refused = select(DealReply.id).where(DealReply.deal_id == Deal.id, DealReply.agreed.is_(False)).exists()
    return select(Deal.id).where(Deal.state != DealState.CLOSED, refused)


INVARIANTS = (
    Invariant("deal_introduced_by_consent", "引荐必须有双方同意的答复", introduced_without_consent),
    Invariant("deal_closed_with_reason", "结束的对接必须有理由", closed_without_reason),
    Invariant("deal_parties_match_records", "对接双方必须是需求和成果的单位", strange_parties),
    Invariant("deal_replies_match_sides", "答复必须出自该方的单位", replies_of_others),
    Invariant("deal_refusal_ends", "有一方不同意，对接必须结束", open_after_refusal),
)
