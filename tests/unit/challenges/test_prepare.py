"""A draft is written, refused what the law forbids, and closed to changes once it is out."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.challenges.models import TENDER, Challenge, Profile, Stage
from matchmaker.challenges.services import argue, prepare
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import Way

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"funding_kind": TENDER}, "funding_kind"),
    ({"funding_kind": "gift"}, "funding_kind"),
    ({"title": "  "}, "title"),
    ({"reward": -1}, "reward"),
    ({"solver_share": 2, "public_funds": 1}, "solver_share"),
]


def test_what_no_challenge_may_be_is_refused_at_its_field(way: Way) -> None:
    way.drafted()
    for values, field in WRONG:
        with pytest.raises(Invalid) as caught:
            way.do(prepare.fill_challenge, Challenge, values, actor=way.actor(way.member))
        assert list(caught.value.fields) == [field]


def test_a_returned_challenge_is_argued_anew(way: Way) -> None:
    way.argued()
    with pytest.raises(Conflict):
        way.do(prepare.fill_challenge, Challenge, {"goal": "别的"}, actor=way.actor(way.member))
    way.do(prepare.return_challenge, Challenge, reason="请再凝练。", actor=way.actor(way.county))
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    way.do(prepare.prescreen, Challenge, actor=way.actor(way.county))
    with pytest.raises(Invalid):
        way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))
    way.seat(Stage.ARGUMENT, 3)


def test_a_challenge_can_begin_without_a_need(way: Way) -> None:
    given = {"organization_id": way.issuer.id, "region_code": way.issuer.region_code, "title": "自拟榜题"}
    row = way.do(prepare.draft_challenge, profile=Profile.ENTERPRISE, **given, actor=way.actor(way.member))
    assert (row.state, row.need_id) == ("draft", None)
