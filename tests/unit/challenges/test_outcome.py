"""What the rows of the end say of themselves."""

from __future__ import annotations

from matchmaker.challenges.models import FieldFinding, FieldTest, Settlement
from matchmaker.core import clock


def test_a_settlement_is_closed_when_nothing_is_to_be_paid() -> None:
    assert Settlement(value=0).is_closed
    assert not Settlement(value=5).is_closed
    assert Settlement(value=5, paid_on=clock.today()).is_closed


def test_a_test_without_findings_has_met_nothing() -> None:
    assert not FieldTest().all_met
    assert FieldTest(findings=[FieldFinding(is_met=True)]).all_met
    assert not FieldTest(findings=[FieldFinding(is_met=True), FieldFinding(is_met=False)]).all_met
