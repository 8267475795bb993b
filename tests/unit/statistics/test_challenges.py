"""A challenge as open data: nothing before it is posted, then the posted version and its dates."""

from __future__ import annotations

import pytest

from matchmaker.challenges.queries.public import versions_of
from matchmaker.statistics.open_data.challenges import CHALLENGES
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]


@pytest.mark.one_database
def test_the_posted_version_and_nothing_of_its_preparation(way: Way) -> None:
    [dataset] = CHALLENGES
    session = way.session
    assert list(dataset.rows(session, "")) == []
    way.receiving()
    [row] = [dataset.values(each) for each in dataset.rows(session, "https://example.org")]
    [version] = versions_of(session, way.challenge_id)
    assert row["version_hash"] == version.content_hash
    assert row["title"] == version.content["title"]
    assert row["stage"] in {"即将开始", "正在揭榜"}
    assert row["url"] == f"https://example.org/challenges/{way.challenge_id}"
    assert version.content["public_key"] not in str(row)
