"""The figures of one's places."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.factories.accounts import make_officer
from tests.support.page_client import PageClient
from tests.unit.statistics.recount import make_ledger

STATEMENTS = 10


def test_the_number_of_statements_does_not_grow_with_the_ledger(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    make_ledger(session, 400)
    for path in ("/statistics?year=2025", "/statistics?year=2025&metric=results"):
        client.get(path, max_statements=STATEMENTS)
    client.get("/statistics/rows?year=2025&metric=output_amount", max_statements=8)
