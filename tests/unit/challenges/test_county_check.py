"""The county's word: credit is judged by the issuer's own and by the register, and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Challenge, CheckOutcome, CountyCheck
from matchmaker.challenges.services import county_check, prepare
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.support.preparing import entered, submitted
from tests.unit.challenges.stage import Way


def test_a_blemish_needs_words_and_bad_credit_does_not_pass(way: Way) -> None:
    way.drafted()
    member, county = way.actor(way.member), way.actor(way.county)
    with pytest.raises(Invalid) as caught:
        way.do(county_check.declare_credit, Challenge, clean=False, actor=member)
    assert list(caught.value.fields) == ["credit_statement"]
    with pytest.raises(Forbidden):
        way.do(county_check.declare_credit, Challenge, clean=True, actor=way.actor(way.experts[0]))
    way.do(county_check.declare_credit, Challenge, clean=True, actor=member)
    way.do(county_check.declare_credit, Challenge, clean=True, actor=member)
    entered(way, way.issuer)
    way.do(prepare.submit_challenge, Challenge, actor=member)
    with pytest.raises(Conflict):
        way.do(county_check.declare_credit, Challenge, clean=True, actor=member)
    with clock.frozen(clock.now() + timedelta(days=41)):
        credit = county_check.credit_of(way.session, way.challenge)
        assert (len(credit.entries), credit.is_blank) == (1, False)
        refused = [
            ({"credit_clean": False, "note": "有。"}, "credit_clean"),
            ({"credit_clean": True, "note": " "}, "note"),
        ]
        for given, field in refused:
            with pytest.raises(Invalid) as caught:
                way.do(county_check.check, Challenge, CheckOutcome.PASS, **given, actor=county)
            assert list(caught.value.fields) == [field]
        assert way.challenge.state == "collecting"
        way.do(county_check.check, Challenge, CheckOutcome.PASS, credit_clean=True, note="已整改。", actor=county)
    [kept] = way.session.scalars(select(CountyCheck))
    assert (kept.outcome, kept.entries, kept.note, way.challenge.state) == ("pass", 1, "已整改。", "prescreened")


def test_entries_older_than_the_setting_do_not_count(way: Way) -> None:
    way.drafted()
    entered(way, way.issuer)
    with clock.frozen(clock.now() + timedelta(days=365 * 3 + 60)):
        assert county_check.credit_of(way.session, way.challenge).entries == []


def test_the_veto_stays_with_the_city(way: Way) -> None:
    submitted(way)
    with pytest.raises(NotFound):
        way.do(
            county_check.check,
            Challenge,
            CheckOutcome.VETO,
            credit_clean=False,
            note="不予立项。",
            actor=way.actor(way.county),
        )
    assert not way.session.scalars(select(CountyCheck)).all()
