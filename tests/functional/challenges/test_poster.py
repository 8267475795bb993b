"""The poster, and the code that leads to the public page."""

from __future__ import annotations

import pytest

from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


@pytest.mark.one_database
def test_the_poster_carries_a_code_and_the_address(visitor: PageClient, way: Way) -> None:
    way.receiving()
    place = f"/challenges/{way.challenge_id}"
    page = visitor.get(f"{place}/poster")
    assert "揭榜截止" in page.text
    assert f"{place}" in page.text
    drawn = visitor.answer(f"{place}/qr.svg")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert drawn.text.startswith("<?xml")
    way.close()
    assert "揭榜已截止" in visitor.get(f"{place}/poster").text
