"""An opinion has words, and comes at its time."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.challenges.models import Challenge, Opinion, Stage
from matchmaker.challenges.services import argue, prepare
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import Way


def test_opinions_come_with_words_while_the_need_is_argued(way: Way) -> None:
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    way.seat(Stage.ARGUMENT, 3)
    seat = way.seats(Stage.ARGUMENT)[0]
    given: dict[str, Any] = {"on_need": Opinion.PASS, "on_funds": Opinion.PASS, "actor": way.expert(seat)}
    with pytest.raises(Conflict, match="论证阶段"):
        way.do(argue.give_opinion, seat, comment="早了。", **given)
    way.do(prepare.prescreen, Challenge, actor=way.actor(way.county))
    with pytest.raises(Invalid):
        way.do(argue.give_opinion, seat, comment=" ", **given)
    for each in way.seats(Stage.ARGUMENT):
        way.opine(each, Opinion.VETO)
    with pytest.raises(Invalid, match="多数"):
        way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))
