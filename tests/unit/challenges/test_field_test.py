"""A field test says where, with whom, and what came out of every indicator; reports go with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from matchmaker.challenges.models import BidState, Challenge, FieldTest
from matchmaker.challenges.queries.outcomes import reports_of
from matchmaker.challenges.services import conclude, field_test
from matchmaker.core import clock
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from tests.unit.challenges.stage import Way


def test_every_indicator_is_measured_and_what_is_missing_is_named(way: Way) -> None:
    [bid] = way.working(bids=1)
    city = way.actor(way.officer)
    indicators = [each.id for each in way.challenge.indicators]
    whole = field_test.Protocol(
        tested_on=clock.today(),
        place="二号产线",
        final_users="涂布车间",
        third_party="测试检测中心",
        course="连续运行。",
        findings={each: field_test.Measured("118", is_met=False) for each in indicators},
    )

    def record(given: field_test.Protocol, **more: Any) -> FieldTest:
        return way.do(field_test.record_field_test, bid, given, **{"actor": city, **more})

    with pytest.raises(Conflict, match="验收时"):
        record(whole)
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))
    with pytest.raises(NotFound):
        record(whole, actor=way.actor(way.member))
    empty = replace(whole, place=" ", third_party="", findings={}, tested_on=clock.today() + timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        record(empty)
    assert refused.value.fields.keys() == {"place", "third_party", "tested_on", "findings-0-measured"}
    blob = StoredBlob("报告.pdf", "application/pdf", 10, "b" * 64, "aa/0")
    with pytest.raises(Conflict, match="先保存"):
        way.do(field_test.attach_report, bid, blob, actor=city)
    first = record(whole)
    assert not first.all_met
    record(replace(whole, findings={each: field_test.Measured("117", is_met=True) for each in indicators}), version=1)
    with pytest.raises(StaleVersion):
        record(whole, version=1)
    assert way.session.get_one(FieldTest, bid.id, populate_existing=True).all_met
    for number in range(field_test.MOST_REPORTS):
        way.do(field_test.attach_report, bid, replace(blob, blob=f"aa/{number}"), actor=city)
    with pytest.raises(Invalid):
        way.do(field_test.attach_report, bid, replace(blob, blob="aa/x"), actor=city)
    assert len(reports_of(way.session, bid.id)) == field_test.MOST_REPORTS
    way.do(conclude.conclude_bid, bid, BidState.FAILED_NEGLIGENT, reason="未做。", actor=city)
    with pytest.raises(Conflict):
        record(whole)
