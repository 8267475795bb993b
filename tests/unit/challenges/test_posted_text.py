"""A version in words, and what tells two versions apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from matchmaker.challenges.models import ChallengeVersion
from matchmaker.challenges.posted_text import LABELS, differences, extensions, told

CONTENT: dict[str, Any] = {
    "title": "低温固化",
    "mode": "race",
    "places": 3,
    "reward": 30_000_000,
    "funding_kind": "matched",
    "profile": "government",
    "months": 18,
    "closes_at": "2026-12-17T09:00:00+00:00",
    "public_key": "aa",
    "indicators": [{"name": "固化温度", "target": "120", "unit": "℃", "method": "DSC"}],
    "criteria": [{"name": "方案", "weight": 60}, {"name": "团队", "weight": 40}],
    "goal": "不高于 120 ℃。",
    "background": "",
}


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.mark.one_database
def test_codes_are_told_in_words() -> None:
    words = {name: told(name, CONTENT) for name in LABELS}
    assert words["mode"] == "赛马（最多 3 支团队并行攻关）"
    assert words["reward"] == "30 万元"
    assert words["indicators"] == "固化温度：120 ℃（测试方法：DSC）"
    assert words["criteria"] == "方案：60 分\n团队：40 分"
    assert words["closes_at"] == "2026年12月17日 17:00"
    assert words["background"] == words["race_reason"] == ""


@pytest.mark.one_database
def test_only_what_changed_is_shown() -> None:
    [(label, parts)] = differences(CONTENT, {**CONTENT, "goal": "不高于 110 ℃。"})
    assert label == "攻关目标"
    assert ("delete", "120") in parts
    assert ("insert", "110") in parts


@pytest.mark.one_database
def test_a_moved_deadline_is_told_from_a_new_posting() -> None:
    def version(number: int, closes: str, key: str = "aa") -> ChallengeVersion:
        content = {**CONTENT, "closes_at": closes, "public_key": key}
        return ChallengeVersion(number=number, content=content)

    first, later = "2026-12-17T09:00:00+00:00", "2026-12-20T09:00:00+00:00"
    newest_first = [version(4, "2027-03-01T09:00:00+00:00", "bb"), version(3, later), version(2, later)]
    found = extensions([*newest_first, version(1, first)])
    assert found == {2: (datetime(2026, 12, 17, 9, tzinfo=UTC), datetime(2026, 12, 20, 9, tzinfo=UTC))}
