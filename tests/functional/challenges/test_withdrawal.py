"""撤榜: with the reason, and late with what the teams are offered."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.challenges.models import Compensation
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_after_the_publicity_a_withdrawal_says_what_it_offers(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.publicised(bids=2)
    issuer, page = visit_as(way.member), f"/challenges/{way.challenge_id}/withdrawal"
    refused = issuer.post(page, {"reason": "生产线停建。", "amount": "12"}, 422)
    assert "如何补偿" in refused.error_summary
    assert refused.form("撤榜").value("amount") == "12"
    issuer.post(page, {"reason": "生产线停建。", "amount": "12", "statement": "按已发生费用补偿。"})
    assert way.challenge.state == "withdrawn"
    kept = way.session.get_one(Compensation, way.challenge_id)
    assert (kept.amount, kept.statement) == (12_000_000, "按已发生费用补偿。")
    case = visit_as(way.officer).get(f"/challenges/{way.challenge_id}/case")
    assert "12.00 万元" in visit_as(way.officer).get(case.links["撤榜补偿"]).text


def test_before_it_the_reason_is_enough(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.receiving()
    issuer, page = visit_as(way.member), f"/challenges/{way.challenge_id}/withdrawal"
    assert "补偿" not in issuer.get(page).text
    visit_as(way.officer).get(page, 403)
    issuer.post(page, {"reason": " "}, 422)
    issuer.post(page, {"reason": "已自行解决。"})
    issuer.get(page, 409)
