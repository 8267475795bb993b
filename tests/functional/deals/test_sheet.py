"""The sheet for paper."""

from __future__ import annotations

from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_the_sheet_has_both_sides_on_one_page(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    text = officer.get(f"/deals/{deal.id}/sheet", max_statements=8).text
    for words in (stage.need.problem, stage.achievement.advantage, "浓缩收率", "双方意见"):
        assert words in text
    enterprise.get(f"/deals/{deal.id}/sheet")
