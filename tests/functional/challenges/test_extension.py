"""延期 on its page: two people, forward only, public with its reason."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_one_proposes_another_confirms_everybody_reads(app: Flask, visitor: PageClient, way: Way) -> None:
    way.receiving()
    county, city = PageClient(app).sign_in(way.county), PageClient(app).sign_in(way.officer)
    place, closes = f"/challenges/{way.challenge_id}", way.challenge.closes_at or clock.now()
    later = closes + timedelta(days=5)
    earlier = f"{clock.now().astimezone(clock.CHINA) + timedelta(days=2):%Y-%m-%dT%H:%M}"
    refused = county.post(f"{place}/extension", {"extended_to": earlier, "reason": "提前。"}, 422)
    assert "截止时间只能延后" in refused.error_summary
    given = {"extended_to": f"{later.astimezone(clock.CHINA):%Y-%m-%dT%H:%M}", "reason": "多家提问。"}
    county.post(f"{place}/extension", given)
    page = county.follow()
    assert "请另一名联络员打开本页确认" in page.text
    assert "确认延期" not in page.text
    assert "多家提问。" not in visitor.get(place).text
    assert f"{place}/extension" in city.get("/workbench").links.values()
    county.forge(f"{place}/extension/confirm", {"extension": "1"}, 409)
    asked = city.get(f"{place}/extension")
    city.submit(asked, button="确认延期")
    assert way.challenge.closes_at == later.replace(second=0, microsecond=0)
    assert "延至" in visitor.get(place).text
    assert "多家提问。" in visitor.get(place).text
    city.forge(f"{place}/extension/confirm", {"extension": "1"}, 409)
    city.forge(f"{place}/extension/confirm", {"extension": "x"}, 409)
