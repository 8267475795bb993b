"""The figures of one's places."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from tests.factories.accounts import make_officer, make_user
from tests.factories.contracts import WAN, make_contract
from tests.support.page_client import PageClient
from tests.unit.statistics.recount import make_ledger

STATEMENTS = 10


def test_the_number_of_statements_does_not_grow_with_the_ledger(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    make_ledger(session, 400)
    for path in ("/statistics?year=2025", "/statistics?year=2025&metric=results"):
        client.get(path, max_statements=STATEMENTS)
    client.get("/statistics/rows?year=2025&metric=output_amount", max_statements=8)


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
