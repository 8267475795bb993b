"""A side answers: the second agreement introduces, a refusal ends the deal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.deals import reasons
from matchmaker.deals.models import Channel, Deal, DealReply, DealState, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.queries import replies, sides_of
from matchmaker.deals.services.close import end
from matchmaker.deals.services.introduce import introduce
from matchmaker.deals.services.telling import page_of, tell_side

STANDING = frozenset({"published", "expired", "promoted"})


@dataclass(frozen=True, slots=True)
class Call:
    """Who was spoken with on the phone, and when."""

    spoke_with: str = ""
    spoke_at: datetime | None = None


def reply(  # noqa: PLR0913 - one keyword for each thing an answer says
    session: Session,
    deal: Deal,
    side: Side,
    agreed: bool,  # noqa: FBT001 - the answer itself
    *,
    actor: Actor,
    channel: Channel | str,
    reason: str | None = None,
    note: str = "",
    share: bool = True,
    spoke_with: str = "",
    spoke_at: datetime | None = None,
) -> DealReply:
    """Take the answer of ``side``; given once, it is never changed.

    By phone an officer names who was spoken with (``spoke_at``: now unless
    told). A refusal needs one of REFUSAL_CODES; the other side learns it if
    ``share`` and the reason allow. Raises NotFound when the actor does not
    speak for that side, Invalid for a missing reason or name, Conflict when
    that side has answered or the deal has moved on.
    """
    side, channel = Side(side), Channel(channel)
    call = _call(channel, spoke_with, spoke_at)
    _require_voice(actor, deal, side, channel)
    code = None if agreed else reasons.check(reason, reasons.REFUSAL_CODES, note)
    session.refresh(deal, with_for_update={"of": Deal})
    _require_open(session, deal, side)
    if agreed:
        _require_standing(session, deal)
    answer = DealReply(
        deal_id=deal.id,
        side=side,
        organization_id=deal.organization_id(side),
        agreed=agreed,
        reason=code,
        note=note.strip(),
        channel=channel,
        answered_by=actor.user_id,
        spoke_with=call.spoke_with,
        spoke_at=call.spoke_at,
    )
    _add(session, answer, actor)
    if channel is Channel.PHONE:
        _confirm_call(session, deal, side, answer)
    _follow(session, deal, answer, share=share, actor=actor)
    return answer


def _call(channel: Channel, spoke_with: str, spoke_at: datetime | None) -> Call:
    if channel is not Channel.PHONE:
        return Call()
    if not spoke_with.strip():
        raise Invalid(fields={"spoke_with": [N_("请填写与谁通话。")]})
    if spoke_at is not None and spoke_at > clock.now():
        raise Invalid(fields={"spoke_at": [N_("通话时间不能晚于现在。")]})
    return Call(spoke_with.strip(), spoke_at or clock.now())


def _require_voice(actor: Actor, deal: Deal, side: Side, channel: Channel) -> None:
    permission = Permission.RECORD_REPLY if channel is Channel.PHONE else Permission.REPLY
    PERMISSIONS.require(actor, permission, deal)
    if channel is Channel.PHONE or actor.is_system:
        return
    if side not in sides_of(actor, deal) or actor.subject not in {None, ("deal", deal.id)}:
        raise NotFound


def _require_open(session: Session, deal: Deal, side: Side) -> None:
    if deal.state != DealState.INVITED:
        raise Conflict(N_("这次引荐已经有了结果，不再需要答复。"))
    if side in replies(session, deal.id):
        raise Conflict(N_("这一方已经答复过了。"))


def _require_standing(session: Session, deal: Deal) -> None:
    """Both records must still be offered; an expired one is, until its owner says otherwise."""
    needs = select(Need.state).where(Need.id == deal.need_id).with_for_update(read=True)
    achievements = select(Achievement.state).where(Achievement.id == deal.achievement_id).with_for_update(read=True)
    if session.scalar(needs) not in STANDING or session.scalar(achievements) not in STANDING:
        raise Conflict(N_("其中一方的信息已撤回或正在修改，暂时不能引荐，请联系对接联络员。"))


def _add(session: Session, answer: DealReply, actor: Actor) -> None:
    try:
        with session.begin_nested():
            session.add(answer)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这一方已经答复过了。")) from error
    detail = {"side": answer.side, "agreed": answer.agreed, "channel": answer.channel, "reason": answer.reason}
    audit.record(session, actor, "deal.replied", "deal", answer.deal_id, **detail)


def _follow(session: Session, deal: Deal, answer: DealReply, *, share: bool, actor: Actor) -> None:
    if not answer.agreed:
        end(
            session,
            deal,
            "decline",
            reason=answer.reason or "",
            note=answer.note,
            side=Side(answer.side),
            share=share,
            actor=actor,
        )
        return
    agreements = [given for given in replies(session, deal.id).values() if given.agreed]
    if len(agreements) == len(Side):
        introduce(session, deal, by_phone=answer.channel == Channel.PHONE, actor=actor)


def _confirm_call(session: Session, deal: Deal, side: Side, answer: DealReply) -> None:
    said = N_("同意引荐") if answer.agreed else N_("不同意引荐")
    message = Message(
        "deal.answered_by_phone",
        N_("已登记您单位的电话答复：%(said)s") % {"said": said},
        N_("联络员与%(who)s通话后，登记了您单位对“%(title)s”引荐的答复：%(said)s。如有出入，请尽快联系联络员。")
        % {"who": answer.spoke_with, "title": deal.record(side).title, "said": said},
        page_of(deal),
    )
    tell_side(session, deal, side, message, dedup_key=f"deal:{deal.id}:{side}:phone")
