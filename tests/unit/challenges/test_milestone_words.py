"""Where a milestone stands, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from matchmaker.challenges.milestone_words import state_of
from matchmaker.challenges.models import PledgeMilestone, Verdict
from matchmaker.core import clock

NOW = datetime(2027, 1, 31, 4, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(days=2), NOW - timedelta(days=1)
SHOWN: list[tuple[dict[str, Any], str]] = [
    ({}, "待报告"),
    ({"due_on": date(2027, 1, 30)}, "已过期限"),
    ({"reported_at": EARLIER}, "已报告，待考核"),
    ({"verdict": Verdict.RECTIFY, "reported_at": EARLIER, "reviewed_at": LATER}, "整改一次"),
    ({"verdict": Verdict.RECTIFY, "reported_at": LATER, "reviewed_at": EARLIER}, "已报告，待考核"),
    ({"verdict": Verdict.PASSED, "reported_at": EARLIER, "reviewed_at": LATER}, "通过"),
    ({"verdict": Verdict.FAILED, "reported_at": EARLIER, "reviewed_at": LATER}, "不通过"),
]


@pytest.mark.parametrize(("given", "words"), SHOWN)
def test_a_milestone_stands_where_report_and_review_left_it(app: Flask, given: dict[str, Any], words: str) -> None:
    row = PledgeMilestone(**{"due_on": date(2027, 1, 31), "verdict": Verdict.OPEN, **given})
    with clock.frozen(NOW), app.test_request_context():
        assert state_of(row)[0] == words
