"""Earlier checks are read newest first, with who made them."""

from __future__ import annotations

from matchmaker.challenges.models import Challenge, CheckOutcome
from matchmaker.challenges.queries.checks import county_checks
from matchmaker.challenges.services import county_check, prepare
from tests.support.preparing import submitted
from tests.unit.challenges.stage import Way


def test_every_round_is_kept(way: Way) -> None:
    submitted(way)
    for outcome in (CheckOutcome.RETURN, CheckOutcome.PASS):
        if way.challenge.state == "draft":
            way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
        given = {"credit_clean": True, "note": "已核对。", "actor": way.actor(way.county)}
        way.do(county_check.check, Challenge, outcome, **given)
    found = county_checks(way.session, way.challenge)
    assert [(row.outcome, name) for row, name in found] == [("pass", way.county.name), ("return", way.county.name)]
