"""A year that was reported."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import make_user
from tests.factories.contracts import make_contract
from tests.support.page_client import PageClient

STATEMENTS = 15


def test_a_closed_year_shows_what_was_reported_and_what_was_corrected(client: PageClient, session: Session) -> None:
    year = clock.today().year - 1
    make_contract(session, signed_on=date(year, 1, 5), assessed_unit="禹会区")
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    client.post(f"/statistics/close?year={year}", {"note": "已报市委组织部"})
    make_contract(session, signed_on=date(year, 1, 6), assessed_unit="禹会区")
    board = client.follow()
    assert "已报市委组织部" in board.text
    assert "禹会区 100.00 100.0% — — 50.00 50.00" in board.text
    client.get(f"/statistics/close?year={year + 1}")
    client.post(f"/statistics/close?year={year + 1}", {}, 409)
