"""A step is for whom it is for, at its time, in its profile."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import Challenge, Profile
from matchmaker.challenges.services import argue, conclude, prepare
from matchmaker.challenges.services.step import advance, advance_bid
from matchmaker.core.authz import Role
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.organizations import make_enterprise
from tests.unit.challenges.stage import Way


def test_acts_of_the_city_are_not_the_countys(way: Way) -> None:
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    with pytest.raises(NotFound):
        way.do(argue.veto, Challenge, reason="不可行。", actor=way.actor(way.county))
    elsewhere = way.actor(make_officer(way.session, "340600"))
    with pytest.raises(NotFound):
        way.do(prepare.prescreen, Challenge, actor=elsewhere)
    with pytest.raises(Invalid):
        way.do(argue.veto, Challenge, reason=" ", actor=way.actor(way.officer))
    way.do(argue.veto, Challenge, reason="不可行。", actor=way.actor(way.officer))
    assert (way.challenge.state, way.challenge.state_reason) == ("vetoed", "不可行。")


def test_another_firm_a_wrong_role_and_an_old_page_are_refused(way: Way) -> None:
    way.drafted()
    other = make_enterprise(way.session)
    stranger = make_member(way.session, other)
    with pytest.raises(NotFound):
        way.do(prepare.submit_challenge, Challenge, actor=way.actor(stranger))
    with pytest.raises(Forbidden):
        way.do(prepare.submit_challenge, Challenge, actor=way.actor(make_user(way.session, Role.EXPERT)))
    with pytest.raises(StaleVersion):
        way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member), version=1)
    assert way.challenge.state == "draft"


def test_a_profile_knows_its_own_steps_only(way: Way) -> None:
    way.argued(Profile.ENTERPRISE)
    with pytest.raises(Conflict, match="没有这一步"):
        way.do(advance, Challenge, "argue", actor=MAKER)


def test_the_issuer_decides_about_bids_only_where_it_alone_pays(way: Way) -> None:
    [bid] = way.qualified(bids=1)
    with pytest.raises(NotFound):
        way.do(advance_bid, bid, "not_place", actor=way.actor(way.member))
    team = way.actor(way.members[0])
    with pytest.raises(Forbidden):
        way.do(advance_bid, bid, "not_place", actor=team)
    with pytest.raises(Conflict):
        way.do(conclude.conclude_bid, bid, "passed", reason="好。", actor=way.actor(way.officer))
