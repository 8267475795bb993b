"""Seating experts, and their word on whether they may judge (回避)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.models import (
    ArgumentOpinion,
    Background,
    Bid,
    Challenge,
    ChallengeState,
    PanelSeat,
    ScoreSheet,
    Stage,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import enterprise_share, lock
from matchmaker.challenges.queries.panels import composition_holds, has_left
from matchmaker.challenges.services.telling import tell_experts, tell_replaced
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries import setting

S = ChallengeState
WHEN = {
    Stage.ARGUMENT: frozenset({S.COLLECTING, S.PRESCREENED}),
    Stage.REVIEW: frozenset({S.POSTED, S.RECEIVING, S.SEALED, S.QUALIFYING}),
}
JUDGING = frozenset({S.QUALIFYING, S.REVIEWING})


def form_panel(
    session: Session, challenge: Challenge, stage: Stage, members: Mapping[int, Background], *, actor: Actor
) -> list[PanelSeat]:
    """Seat ``members`` (user id → where they come from) in place of those who sat there.

    Raises Invalid when the arguing panel breaks the city's rule for its
    composition, when the judging one is too small, even or without a final
    user, or when a member acts for the issuer without being a final user or
    for a team; Conflict at another stage or once somebody spoke.
    """
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    if challenge.state not in WHEN[stage]:
        raise Conflict(N_("现在不能组成这个专家组。"))
    if stage is Stage.REVIEW:
        _refuse_lame_panel(session, challenge, members)
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
    if stage is Stage.REVIEW:
        tell_experts(session, challenge, seats)
    return seats


def replace_member(
    session: Session, seat: PanelSeat, user_id: int, background: Background, *, reason: str = "", actor: Actor
) -> PanelSeat:
    """Seat somebody of the judging panel anew, in place of one who is recused, does not come or disappeared.

    The seat that is left stays on record with the reason, which may be left
    out for the recused only; what was handed in from it stays sealed and is
    not counted, and the newcomer declares and scores from the beginning.
    Raises Conflict for a seat that was taken over and outside the judging,
    once the sheets were read above all; Invalid for a newcomer who may not
    sit there.
    """
    challenge = lock(session, seat.challenge_id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    if seat.stage != Stage.REVIEW or seat.judging != challenge.judging or challenge.state not in JUDGING:
        raise Conflict(N_("现在不能更换评审专家。"))
    if has_left(session, seat):
        raise Conflict(N_("这位专家已经更换。"))
    reason = reason.strip() or (seat.conflict_note if seat.conflict else "")
    if not reason:
        raise Invalid(fields={"reason": [N_("这位专家没有声明回避，更换须写明理由。")]})
    _refuse_own_people(session, challenge, {user_id: background})
    row = PanelSeat(
        challenge_id=challenge.id,
        stage=Stage.REVIEW,
        judging=challenge.judging,
        user_id=user_id,
        background=background,
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"member": [N_("这位专家已在专家组中，或已回避、已更换。")]}) from error
    seat.left_at, seat.left_reason = clock.now(), reason
    session.flush()
    told = {"before": seat.user_id, "after": user_id, "reason": reason, "uncounted": _sheets_from(session, seat)}
    audit.record(session, actor, "challenge.member_replaced", "challenge", challenge.id, **told)
    tell_experts(session, challenge, [row])
    tell_replaced(session, challenge, seat)
    return row


def declare_conflict(session: Session, seat: PanelSeat, *, conflict: bool, note: str = "", actor: Actor) -> None:
    """The expert says whether there is a conflict of interest; it may still turn up until they spoke.

    Raises Invalid for a conflict without a word on it and for none where the
    expert's own unit is a rival, Conflict after the expert spoke. Before the
    opening nobody can know of no conflict with the teams.
    """
    PERMISSIONS.require(actor, Permission.JUDGE, seat)
    challenge = lock(session, seat.challenge_id)
    if has_left(session, seat):
        raise Conflict(N_("您的席位已由别人接替，不必再声明。"))
    if seat.stage == Stage.REVIEW:
        _refuse_untimely(session, challenge, seat, conflict=conflict)
    if conflict and not note.strip():
        raise Invalid(fields={"note": [N_("请说明回避的原因。")]})
    if session.scalar(select(exists().where(ArgumentOpinion.seat_id == seat.id))) or session.scalar(
        select(exists().where(ScoreSheet.seat_id == seat.id))
    ):
        raise Conflict(N_("您已经发表意见或评分，不能再改回避声明。"))
    seat.conflict, seat.conflict_note, seat.declared_at = conflict, note.strip(), clock.now()
    session.flush()
    audit.record(session, actor, "challenge.conflict_declared", "challenge", seat.challenge_id, conflict=conflict)


def _sheets_from(session: Session, seat: PanelSeat) -> int:
    return session.scalar(select(func.count()).where(ScoreSheet.seat_id == seat.id)) or 0


def _refuse_lame_panel(session: Session, challenge: Challenge, members: Mapping[int, Background]) -> None:
    least = int(setting(session, "challenge.review_experts", challenge.region_code))
    found = []
    if len(members) < least or len(members) % 2 == 0:
        found.append(N_("评审专家须为奇数，且不少于 %(least)s 名。") % {"least": least})
    if Background.FINAL_USER not in members.values():
        found.append(N_("评审专家中须有一名最终用户。"))
    if found:
        raise Invalid(fields={"members": found})


def _refuse_untimely(session: Session, challenge: Challenge, seat: PanelSeat, *, conflict: bool) -> None:
    in_time = WHEN[Stage.REVIEW] | JUDGING if conflict else JUDGING
    if challenge.state not in in_time or seat.judging != challenge.judging:
        raise Conflict(N_("现在不能声明：启封以后、汇总评分以前，才能对照揭榜团队声明没有回避关系。"))
    if not conflict and session.scalar(select(exists().where(_of_a_team(challenge, [seat.user_id])))):
        raise Invalid(fields={"conflict": [N_("您所在的单位参加了揭榜，必须回避。")]})


def _refuse_own_people(session: Session, challenge: Challenge, members: Mapping[int, Background]) -> None:
    """The issuer's people sit as final users only; after the opening, those of the teams not at all."""
    outside = [user for user, background in members.items() if background is not Background.FINAL_USER]
    of_issuer = RoleGrant.user_id.in_(outside) & (RoleGrant.organization_id == challenge.organization_id)
    query = select(RoleGrant.user_id).where(or_(of_issuer, _of_a_team(challenge, members)))
    if session.scalars(query).first() is not None:
        raise Invalid(
            fields={"members": [N_("发榜单位的人员只能以最终用户身份参加；揭榜单位的人员不能参加。")]},
        )


def _of_a_team(challenge: Challenge, users: Iterable[int]) -> ColumnElement[bool]:
    """A condition: the grant is one of ``users`` in the unit that leads an opened bid."""
    leading = select(Bid.organization_id).where(Bid.challenge_id == challenge.id, Bid.posting == challenge.posted_times)
    return RoleGrant.user_id.in_(list(users)) & RoleGrant.organization_id.in_(leading)
