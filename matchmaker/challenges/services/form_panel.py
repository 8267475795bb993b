"""Seating experts, and their word on whether they may judge (回避)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.models import (
    ArgumentOpinion,
    Background,
    Challenge,
    ChallengeState,
    PanelSeat,
    ScoreSheet,
    Stage,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import enterprise_share, lock
from matchmaker.challenges.queries.panels import composition_holds
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RoleGrant

S = ChallengeState
WHEN = {
    Stage.ARGUMENT: frozenset({S.COLLECTING, S.PRESCREENED}),
    Stage.REVIEW: frozenset({S.POSTED, S.RECEIVING, S.SEALED, S.QUALIFYING}),
}


def form_panel(
    session: Session, challenge: Challenge, stage: Stage, members: Mapping[int, Background], *, actor: Actor
) -> list[PanelSeat]:
    """Seat ``members`` (user id → where they come from) in place of those who sat there.

    Raises Invalid when the arguing panel breaks the city's rule for its
    composition or when a member acts for the issuer without being a final
    user; Conflict at another stage or once somebody spoke.
    """
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    if challenge.state not in WHEN[stage]:
        raise Conflict(N_("现在不能组成这个专家组。"))
    if stage is Stage.ARGUMENT and not composition_holds(
        members.values(), enterprise_share(session, challenge.region_code)
    ):
        raise Invalid(fields={"members": [N_("专家组中企业人员的比例低于本市规则。")]})
    _refuse_own_people(session, challenge, members)
    try:
        with session.begin_nested():
            sitting = (PanelSeat.challenge_id == challenge.id, PanelSeat.stage == stage)
            session.execute(delete(PanelSeat).where(*sitting, PanelSeat.judging == challenge.judging))
    except IntegrityError as error:
        raise Conflict(N_("已有专家发表意见，不能重组。")) from error
    seats = [
        PanelSeat(
            challenge_id=challenge.id, stage=stage, judging=challenge.judging, user_id=user, background=background
        )
        for user, background in sorted(members.items())
    ]
    session.add_all(seats)
    session.flush()
    audit.record(
        session, actor, "challenge.panel_formed", "challenge", challenge.id, stage=stage, members=sorted(members)
    )
    return seats


def declare_conflict(session: Session, seat: PanelSeat, *, conflict: bool, note: str = "", actor: Actor) -> None:
    """The expert says whether there is a conflict of interest; it may still turn up until they spoke.

    Raises Invalid for a conflict without a word on it, Conflict after the
    expert spoke.
    """
    PERMISSIONS.require(actor, Permission.JUDGE, seat)
    lock(session, seat.challenge_id)
    if conflict and not note.strip():
        raise Invalid(fields={"note": [N_("请说明回避的原因。")]})
    if session.scalar(select(exists().where(ArgumentOpinion.seat_id == seat.id))) or session.scalar(
        select(exists().where(ScoreSheet.seat_id == seat.id))
    ):
        raise Conflict(N_("您已经发表意见或评分，不能再改回避声明。"))
    seat.conflict, seat.conflict_note, seat.declared_at = conflict, note.strip(), clock.now()
    session.flush()
    audit.record(session, actor, "challenge.conflict_declared", "challenge", seat.challenge_id, conflict=conflict)


def _refuse_own_people(session: Session, challenge: Challenge, members: Mapping[int, Background]) -> None:
    outside = [user for user, background in members.items() if background is not Background.FINAL_USER]
    query = select(RoleGrant.user_id).where(
        RoleGrant.user_id.in_(outside), RoleGrant.organization_id == challenge.organization_id
    )
    if session.scalars(query).first() is not None:
        raise Invalid(fields={"members": [N_("发榜单位的人员只能以最终用户身份参加。")]})
