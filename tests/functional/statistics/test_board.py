"""The figures of one's places."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.web.extensions import db
from tests.factories.accounts import make_officer, make_user
from tests.factories.contracts import WAN, make_contract
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


def test_a_term_and_what_came_from_outside_are_counted_on_the_board_and_in_its_rows(
    client: PageClient, session: Session
) -> None:
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    given: dict[str, Any] = {"signed_on": date(2026, 2, 3), "assessed_unit": "禹会区"}
    make_contract(session, seller_region_code="330100", **given)
    make_contract(session, amount=30 * WAN, **given)
    make_contract(session, amount=7 * WAN, **{**given, "signed_on": date(2024, 5, 6)})
    term = {"title": "任期吸纳额", "metric": "absorbed_amount", "span": "term", "force": "in_force", "source": "办法"}
    assert "从那一年算起" in client.post("/statistics/targets/new", term, 422).error_summary
    client.post("/statistics/targets/new", {**term, "valid_from": "2024-01-01"})
    listed = client.follow()
    link = next(href for text, href in listed.links.items() if text == "87.00")
    assert "2024年至2026年" in client.get(link).text
    for query, sum_, rows in (("", "80.00", 2), ("&outside=1", "50.00", 1), ("&since=2024", "87.00", 3)):
        board = client.get(f"/statistics?year=2026{query}", max_statements=STATEMENTS)
        behind = client.get(next(href for text, href in board.links.items() if text == sum_ and "place" in href))
        assert f"{sum_} 万元，共 {rows} 条" in behind.text
    term_board = client.get("/statistics?year=2026&since=2024")
    hrefs = [each.get("href", "") for each in term_board.root.iter("a")]
    total = next(each for each in hrefs if "rows?metric=absorbed_amount" in each and "place" not in each)
    assert "87.00 万元，共 3 条" in client.get(total).text
    assert "只计卖方（成果方）在本市以外的" in client.get("/statistics/rows?year=2026&outside=1").text
    assert "只计买方" in client.get("/statistics/rows?year=2026&outside=1&metric=output_amount").text
