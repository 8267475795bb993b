"""What a judging panel lacks, point by point."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import Background, PanelSeat
from matchmaker.challenges.services.panel_state import is_whole, panel_checks
from tests.unit.challenges.stage import Way

USER, OTHER = Background.FINAL_USER, Background.RESEARCH
FREE = [(USER, False), *[(OTHER, False)] * 4]


@pytest.mark.parametrize(
    ("seats", "lacking"),
    [
        (FREE, []),
        ([*FREE, (OTHER, True)], []),
        ([*FREE, (OTHER, None)], [0]),
        (FREE[:4], [1, 2]),
        (FREE[:3], [1]),
        ([*FREE, (OTHER, False)], [2]),
        ([(USER, True), *[(OTHER, False)] * 5], [3]),
    ],
)
def test_only_who_may_judge_counts(way: Way, seats: list[tuple[Background, bool | None]], lacking: list[int]) -> None:
    row = way.drafted().challenge
    panel = [PanelSeat(background=where, conflict=conflict) for where, conflict in seats]
    found = panel_checks(way.session, row, panel)
    assert [place for place, (_words, holds) in enumerate(found) if not holds] == lacking
    assert is_whole(way.session, row, panel) is (not lacking)
