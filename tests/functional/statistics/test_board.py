"""The figures of one's places."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.web.extensions import db
from tests.factories.accounts import make_officer
from tests.support.page_client import PageClient
from tests.support.statements import count_statements
from tests.unit.statistics.recount import make_deals, make_ledger

STATEMENTS = 10
FEW, MANY = 50, 2000
RESULTS = "metric=results&span=total"
PATHS = (
    "/statistics?year=2025",
    f"/statistics?year=2025&{RESULTS}",
    "/statistics/rows?year=2025&metric=output_amount",
    f"/statistics/rows?year=2026&{RESULTS}",
    "/statistics/export-rows?year=2026&span=total&format=csv",
    "/statistics/export-rows?year=2026&span=total",
    f"/statistics/export-rows?year=2026&{RESULTS}&format=csv",
    f"/statistics/export-rows?year=2026&{RESULTS}",
    "/statistics/funnel?year=2025",
    "/statistics/deals?year=2025&stage=opened",
    "/statistics/gap",
    "/statistics/work?year=2025",
    "/statistics/monthly?year=2025&month=5",
    "/contracts/export?format=csv",
)


def test_the_board_is_read_in_few_statements(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    make_ledger(session, 100)
    for path in ("/statistics?year=2025", "/statistics?year=2025&metric=results"):
        client.get(path, max_statements=STATEMENTS)
    client.get("/statistics/rows?year=2025&metric=output_amount", max_statements=8)


def test_the_number_of_statements_does_not_grow_with_the_ledger(client: PageClient, session: Session) -> None:
    """Pages and files take as many with fifty contracts and deals as with two thousand of each."""
    client.sign_in(make_officer(session, region_code="340300"))
    make_ledger(session, FEW)
    make_deals(session, FEW)
    few = statements(client)
    make_ledger(session, MANY - FEW, seed=8)
    make_deals(session, MANY - FEW, seed=8)
    assert statements(client) == few


def statements(client: PageClient) -> dict[str, int]:
    """Path → statements, the session's included; once before, for what is only asked the first time."""
    found = {}
    with client.app.app_context():
        engine = db.engine
    for path in PATHS:
        assert client.answer(path).status_code == 200, path
        with count_statements(engine) as counted:
            client.answer(path)
        found[path] = counted.count
    return found
