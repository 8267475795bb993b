"""What must be true of deals is found when it is broken."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.deals.invariants import INVARIANTS
from matchmaker.deals.models import Deal, DealReply, Side
from tests.factories.deals import make_deal
from tests.unit.deals.conftest import Stage


def broken(session: Session) -> list[str]:
    return [rule.name for rule in INVARIANTS if session.execute(rule.breaches()).all()]


def test_what_services_do_breaks_nothing(stage: Stage) -> None:
    stage.introduced()
    assert broken(stage.session) == []


def test_a_refusal_breaks_nothing(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    stage.reply(deal, Side.ACHIEVEMENT, agreed=False, reason="too_early")
    assert broken(stage.session) == []


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda _deal: delete(DealReply).where(DealReply.side == "need"), "deal_introduced_by_consent"),
        (
            lambda _deal: update(DealReply).where(DealReply.side == "need").values(agreed=False, reason="other"),
            "deal_refusal_ends",
        ),
        (
            lambda deal: update(DealReply).values(organization_id=deal.need_organization_id),
            "deal_replies_match_sides",
        ),
    ],
)
def test_damage_is_found(stage: Stage, damage: Callable[[Deal], Any], rule: str) -> None:
    deal = stage.introduced()
    stage.session.execute(damage(deal))
    assert rule in broken(stage.session)


def test_an_introduction_nobody_agreed_to_is_found(session: Session) -> None:
    make_deal(session, introduced_at=clock.now())
    assert "deal_introduced_by_consent" in broken(session)
