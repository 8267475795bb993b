"""论证: experts speak on the need and, apart from it, on its money; the outcome follows."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import (
    ArgumentOpinion,
    Background,
    Challenge,
    ChallengeState,
    Opinion,
    PanelSeat,
    Stage,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock
from matchmaker.challenges.services.form_panel import form_panel
from matchmaker.challenges.services.step import advance
from matchmaker.challenges.services.telling import QUOTED, tell_decision
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

SEAT = "/argument-seats/{id}"


def seat_arguers(
    session: Session, challenge: Challenge, members: Mapping[int, Background], *, actor: Actor
) -> list[PanelSeat]:
    """Seat the arguing panel and ask each member to declare and to speak; raises as ``form_panel`` does."""
    if not members:
        raise Invalid(fields={"members": [N_("请至少选择一位专家。")]})
    seats = form_panel(session, challenge, Stage.ARGUMENT, members, actor=actor)
    for seat in seats:
        text = QUOTED % {"title": challenge.title} + N_("请先声明是否需要回避，再对需求和资金分别提出意见。")
        message = Message("challenge.seated", N_("请您论证一道榜题"), text, SEAT.format(id=seat.id))
        notify(session, [seat.user_id], message, dedup_key=f"argument:{seat.id}")
    return seats


def give_opinion(
    session: Session, seat: PanelSeat, *, on_need: Opinion, on_funds: Opinion, comment: str, actor: Actor
) -> ArgumentOpinion:
    """An expert's word, once. Raises Invalid without a comment, Conflict for a recused or undeclared expert."""
    PERMISSIONS.require(actor, Permission.ARGUE, seat)
    challenge = lock(session, seat.challenge_id)
    if seat.stage != Stage.ARGUMENT or challenge.state != ChallengeState.PRESCREENED:
        raise Conflict(N_("现在不在论证阶段。"))
    if not comment.strip():
        raise Invalid(fields={"comment": [N_("请写明意见。")]})
    if seat.conflict is not False:
        raise Conflict(N_("请先声明没有需要回避的关系；已声明回避的不能发表意见。"))
    opinion = ArgumentOpinion(seat_id=seat.id, on_need=on_need, on_funds=on_funds, comment=comment.strip())
    try:
        with session.begin_nested():
            session.add(opinion)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("您已经发表过意见。")) from error
    audit.record(
        session, actor, "challenge.opinion_given", "challenge", challenge.id, on_need=on_need, on_funds=on_funds
    )
    return opinion


def conclude_argument(session: Session, challenge: Challenge, *, actor: Actor, version: int | None = None) -> None:
    """The panel passed need and money; Invalid unless it did."""
    advance(session, challenge, "argue", actor=actor, version=version)
    tell_decision(session, challenge, "argued", N_("榜题已通过专家论证"))


def veto(session: Session, challenge: Challenge, *, reason: str, actor: Actor, version: int | None = None) -> None:
    """否决: the challenge ends here, with a reason."""
    advance(session, challenge, "veto", actor=actor, reason=reason, version=version)
    tell_decision(session, challenge, "vetoed", N_("榜题未通过，已否决"), reason)
