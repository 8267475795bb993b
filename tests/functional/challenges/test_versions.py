"""The versions of a challenge that was corrected once; what changed stands in test_correct."""

from __future__ import annotations

import pytest

from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


@pytest.mark.one_database
def test_a_version_carries_its_hash(visitor: PageClient, way: Way) -> None:
    way.receiving()
    place = f"/challenges/{way.challenge_id}/versions"
    shown = visitor.get(place)
    assert len(shown.all("code")) == 1
    digest = "".join(shown.all("code")[0].itertext())
    assert len(digest) == 64
    whole = visitor.get(f"{place}/1")
    assert digest in whole.text
    assert "300 万元" in whole.text
    assert "方案：60 分" in whole.text
