"""Panels keep the city's rule; conflicts are declared, and stand."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Background, Challenge, PanelSeat, ScoreSheet, Stage
from matchmaker.challenges.services import argue, form_panel, prepare, score
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Role
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from tests.factories.accounts import CITY, make_user
from tests.unit.challenges.stage import Way


def screened(way: Way) -> Way:
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    way.do(prepare.prescreen, Challenge, actor=way.actor(way.county))
    return way


def test_a_panel_below_the_citys_share_of_enterprises_is_refused(way: Way) -> None:
    screened(way)
    actor = way.actor(way.county)
    people = dict.fromkeys([expert.id for expert in way.experts[:3]], Background.RESEARCH)
    people[way.experts[0].id] = Background.ENTERPRISE
    with pytest.raises(Invalid, match="标红"):
        way.do(form_panel.form_panel, Challenge, Stage.ARGUMENT, people, actor=actor)
    people[way.experts[1].id] = Background.ENTERPRISE
    assert len(way.do(form_panel.form_panel, Challenge, Stage.ARGUMENT, people, actor=actor)) == 3
    insider = {**people, way.member.id: Background.ENTERPRISE}
    with pytest.raises(Invalid):
        way.do(form_panel.form_panel, Challenge, Stage.ARGUMENT, insider, actor=actor)


def test_a_recused_expert_says_nothing_and_one_who_spoke_stays(way: Way) -> None:
    screened(way)
    way.seat(Stage.ARGUMENT, 3)
    first, second, _third = way.seats(Stage.ARGUMENT)
    with pytest.raises(Invalid):
        way.do(form_panel.declare_conflict, first, conflict=True, actor=way.expert(first))
    with pytest.raises(NotFound):
        way.do(form_panel.declare_conflict, first, conflict=True, note="同事。", actor=way.expert(second))
    way.do(form_panel.declare_conflict, first, conflict=True, note="同事。", actor=way.expert(first))
    with pytest.raises(Conflict):
        way.opine(first)
    way.opine(second)
    with pytest.raises(Conflict):
        way.opine(second)
    with pytest.raises(Conflict):
        way.do(form_panel.declare_conflict, second, conflict=True, note="迟了。", actor=way.expert(second))
    with pytest.raises(Conflict, match="不能重组"):
        way.seat(Stage.ARGUMENT, 3)
    with pytest.raises(Invalid):
        way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))


def judges(way: Way, count: int) -> dict[int, Background]:
    """So many experts, the first of them a final user."""
    people = dict.fromkeys([expert.id for expert in way.experts[:count]], Background.RESEARCH)
    return {**people, way.experts[0].id: Background.FINAL_USER}


def test_a_judging_panel_is_odd_large_enough_and_has_a_final_user(way: Way) -> None:
    [bid] = way.qualified(bids=1)
    actor = way.actor(way.county)
    rival = next(person for person, unit in zip(way.members, way.teams, strict=True) if unit.id == bid.organization_id)
    five = judges(way, 5)
    lame = [
        judges(way, 4),
        judges(way, 3),
        dict.fromkeys(five, Background.RESEARCH),
        {**judges(way, 4), rival.id: Background.RESEARCH},
        {**judges(way, 4), way.member.id: Background.RESEARCH},
    ]
    for people in lame:
        with pytest.raises(Invalid, match="标红"):
            way.do(form_panel.form_panel, Challenge, Stage.REVIEW, people, actor=actor)
    assert len(way.do(form_panel.form_panel, Challenge, Stage.REVIEW, five, actor=actor)) == 5
    told = [row.payload["href"] for row in way.session.scalars(select(OutboxMessage)) if row.payload["kind"] == SEATED]
    assert sorted(told) == sorted(f"/seats/{seat.id}" for seat in way.seats(Stage.REVIEW))


SEATED = "challenge.seated"


def test_who_is_recused_is_replaced_and_stays_on_record(way: Way) -> None:
    [bid] = way.reviewing(bids=1)
    actor, newcomer = way.actor(way.county), make_user(way.session, Role.EXPERT, region_code=CITY)
    recused, silent = way.seats(Stage.REVIEW)[-2:]
    way.do(form_panel.declare_conflict, recused, conflict=True, note="师生。", actor=way.expert(recused))
    for number, good in enumerate(way.seats(Stage.REVIEW)[:3]):
        way.do(score.score, good, bid, way.sheet(80 + number), keys=way.keys, actor=way.expert(good))
    with pytest.raises(Invalid):
        way.do(form_panel.replace_member, silent, newcomer.id, Background.OTHER, actor=actor)
    with pytest.raises(Invalid):
        way.do(form_panel.replace_member, recused, way.experts[0].id, Background.OTHER, actor=actor)
    with pytest.raises(Invalid, match="奇数"):
        way.do(score.rank, Challenge, keys=way.keys, actor=actor)
    seat = way.do(form_panel.replace_member, recused, newcomer.id, Background.OTHER, actor=actor)
    with pytest.raises(Conflict, match="已经更换"):
        way.do(form_panel.replace_member, recused, way.member.id, Background.FINAL_USER, actor=actor)
    with pytest.raises(Invalid, match="声明"):
        way.do(score.rank, Challenge, keys=way.keys, actor=actor)
    last = make_user(way.session, Role.EXPERT, region_code=CITY)
    third = way.do(form_panel.replace_member, silent, last.id, Background.OTHER, reason="联系不上。", actor=actor)
    left = [way.session.get_one(PanelSeat, each.id, populate_existing=True) for each in (recused, silent)]
    assert [each.left_reason for each in left] == ["师生。", "联系不上。"]
    for each in (seat, third):
        way.do(form_panel.declare_conflict, each, conflict=False, actor=way.expert(each))
        way.do(score.score, each, bid, way.sheet(80), keys=way.keys, actor=way.expert(each))
    assert way.do(score.rank, Challenge, keys=way.keys, actor=actor)[0].total == 8060


def test_who_disappears_half_way_is_replaced_and_what_they_scored_is_never_read(way: Way) -> None:
    first, second = way.reviewing(bids=2)
    actor, newcomer = way.actor(way.county), make_user(way.session, Role.EXPERT, region_code=CITY)
    gone = way.seats(Stage.REVIEW)[-1]
    for bid, points, seats in ((first, 80, slice(4)), (second, 70, slice(4)), (first, 0, slice(4, 5))):
        way.score(bid, points, seats)
    with pytest.raises(Invalid, match="全部评分表已交"):
        way.do(score.rank, Challenge, keys=way.keys, actor=actor)
    with pytest.raises(Forbidden):
        way.do(form_panel.replace_member, gone, newcomer.id, Background.OTHER, reason="换。", actor=way.expert(gone))
    with pytest.raises(Invalid):
        way.do(form_panel.replace_member, gone, newcomer.id, Background.OTHER, reason=" ", actor=actor)
    given = {"reason": "出国，联系不上。", "actor": actor}
    seat = way.do(form_panel.replace_member, gone, newcomer.id, Background.OTHER, **given)
    for call, values in (
        (score.score, {"bid": second, "points": way.sheet(0), "keys": way.keys}),
        (form_panel.declare_conflict, {"conflict": True, "note": "迟了。"}),
    ):
        with pytest.raises(Conflict, match="由别人接替"):
            way.do(call, gone, **values, actor=way.expert(gone))
    with pytest.raises(Invalid):
        way.do(form_panel.replace_member, way.seats(Stage.REVIEW)[0], gone.user_id, Background.OTHER, **given)
    with pytest.raises(Conflict, match="先声明"):
        way.do(score.score, seat, first, way.sheet(80), keys=way.keys, actor=way.expert(seat))
    way.do(form_panel.declare_conflict, seat, conflict=False, actor=way.expert(seat))
    way.do(score.score, seat, first, way.sheet(80), keys=way.keys, actor=way.expert(seat))
    with pytest.raises(Invalid, match="全部评分表已交"):
        way.do(score.rank, Challenge, keys=way.keys, actor=actor)
    way.do(score.score, seat, second, way.sheet(70), keys=way.keys, actor=way.expert(seat))
    assert [bid.total for bid in way.do(score.rank, Challenge, keys=way.keys, actor=actor)] == [8000, 7000]
    with pytest.raises(Conflict):
        way.do(form_panel.replace_member, seat, way.county.id, Background.OTHER, **given)
    way.session.rollback()
    kept = way.session.scalars(select(ScoreSheet).where(ScoreSheet.seat_id == gone.id)).one()
    assert kept.sealed is not None
    assert kept.scores == []
    entry = way.session.scalars(select(AuditEntry).where(AuditEntry.action == "challenge.member_replaced")).one()
    told = {"before": gone.user_id, "after": newcomer.id, "reason": "出国，联系不上。", "uncounted": 1}
    assert told.items() <= entry.detail.items()
    notices = {row.payload["user_id"]: row.payload["kind"] for row in way.session.scalars(select(OutboxMessage))}
    assert (notices[gone.user_id], notices[newcomer.id]) == ("challenge.replaced", SEATED)


def test_nobody_vouches_for_teams_that_nobody_knows_yet(way: Way) -> None:
    way.receiving()
    people = judges(way, 5)
    way.do(form_panel.form_panel, Challenge, Stage.REVIEW, people, actor=way.actor(way.county))
    first, second = way.seats(Stage.REVIEW)[:2]
    with pytest.raises(Conflict, match="启封"):
        way.do(form_panel.declare_conflict, first, conflict=False, actor=way.expert(first))
    way.do(form_panel.declare_conflict, first, conflict=True, note="与发榜单位有合作。", actor=way.expert(first))
    with pytest.raises(Conflict):
        way.do(form_panel.replace_member, second, way.county.id, Background.OTHER, actor=way.actor(way.county))


def test_who_belongs_to_a_team_must_step_aside(way: Way) -> None:
    way.receiving()
    four = [expert.id for expert in way.experts[:4]]
    people = {**dict.fromkeys(four, Background.FINAL_USER), way.members[0].id: Background.RESEARCH}
    way.do(form_panel.form_panel, Challenge, Stage.REVIEW, people, actor=way.actor(way.county))
    way.bid(0)
    way.close()
    way.open()
    theirs = next(seat for seat in way.seats(Stage.REVIEW) if seat.user_id == way.members[0].id)
    with pytest.raises(Invalid):
        way.do(form_panel.declare_conflict, theirs, conflict=False, actor=way.expert(theirs))
    way.do(form_panel.declare_conflict, theirs, conflict=True, note="本单位揭榜。", actor=way.expert(theirs))
