"""The contracts of a challenge, for issuer, officers and leaders."""

from __future__ import annotations

from flask import Flask

from tests.support.page_client import PageClient
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]


def test_the_challenge_lists_its_contracts_with_their_money(app: Flask, way: Way) -> None:
    bid = way.paying()
    officer = PageClient(app).sign_in(way.officer)
    case = officer.get(f"/challenges/{way.challenge_id}/case")
    assert f"/challenges/{way.challenge_id}/pledges" in case.links.values()
    listed = officer.get(f"/challenges/{way.challenge_id}/pledges", max_statements=8)
    assert f"/bids/{bid.id}/pledge" in listed.links.values()
    assert "攻关中" in listed.text
    assert "80.00" in listed.text


def test_a_team_without_a_contract_is_listed_as_waiting_for_one(app: Flask, way: Way) -> None:
    [bid] = way.signing(bids=1)
    issuer = PageClient(app).sign_in(way.member)
    here = f"/challenges/{way.challenge_id}/pledges"
    assert "待拟定军令状" in issuer.get(here).text
    assert "还没有拟定军令状" in issuer.get(f"/bids/{bid.id}/pledge").text
    way.draw(bid)
    assert "军令状待确认或签订" in issuer.get(here).text
