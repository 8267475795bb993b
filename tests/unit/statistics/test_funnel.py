"""Where deals get to and where they die."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import DealMilestone, DealState
from matchmaker.statistics.queries import funnel
from matchmaker.statistics.queries.funnel import Death, Stage
from tests.factories.contracts import make_contract
from tests.factories.deals import make_deal

ALL = ("340000",)


def test_a_later_stage_counts_for_all_before_it(session: Session) -> None:
    year = clock.today().year
    make_deal(session)
    signed = make_deal(session, DealState.SIGNED, signed_on=date(year, 1, 5))
    make_contract(session, deal_id=signed.id, received=0)
    counts = funnel.funnel(session, ALL, year).counts
    assert [counts[stage] for stage in Stage] == [2, 1, 1, 1, 1, 1, 0]
    for stage, number in counts.items():
        assert len(session.scalars(funnel.rows(ALL, year, stage)).all()) == number


def test_an_end_is_told_by_how_far_it_got_and_why(session: Session) -> None:
    year = clock.today().year
    make_deal(session, DealState.CLOSED, close_reason="too_early")
    talked = make_deal(session, DealState.CLOSED, close_reason="timing_money")
    make_deal(session, DealState.CLOSED, close_reason="completed")
    milestone = DealMilestone(deal_id=talked.id, kind="first_talk", happened_on=date(year, 1, 5))
    transact(session, lambda inner: inner.add(milestone))
    found = funnel.funnel(session, ALL, year).deaths
    reasons = {(death.stage, death.reason): death.count for death in found}
    assert reasons.keys() <= {
        (stage, reason) for stage in Stage for reason in ("too_early", "timing_money", "no_agreement")
    }
    assert sum(reasons.values()) == sum(
        len(session.scalars(funnel.rows(ALL, year, death.stage, death.reason)).all()) for death in found
    )
    assert Death(Stage.TALKING, talked.close_reason or "", 1) in found
