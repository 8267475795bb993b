"""更正 on its page: seen before it goes out, refused when it says nothing or comes too late."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_a_correction_is_previewed_published_and_compared(app: Flask, visitor: PageClient, way: Way) -> None:
    way.receiving()
    county, place = PageClient(app).sign_in(way.county), f"/challenges/{way.challenge_id}"
    page = county.get(f"{place}/correct")
    given = {"goal": "固化温度不高于 110 ℃。", "note": "笔误。"}
    looked = county.submit(page, given, 200, button="预览差异")
    assert "公开后的差异" in looked.text
    assert "110" in looked.text
    assert way.challenge.posted_version == 1
    assert "请写明更正了什么" in county.submit(looked, {"note": ""}, 422, button="发布更正").error_summary
    county.submit(looked, button="发布更正")
    assert "笔误。" in county.follow().text
    assert "110" in visitor.get(place).text
    versions = visitor.get(f"{place}/versions", max_statements=8)
    assert versions.all("del")
    assert "这是旧版，以第 2 版为准" in visitor.get(f"{place}/versions/1").text
    assert "固化温度不高于 120 ℃。" in visitor.get(f"{place}/versions/1").text
    visitor.get(f"{place}/versions/3", 404)
    county.submit(page, given, 409, button="发布更正")
    assert "请写明更正了什么" in county.submit(county.get(f"{place}/correct"), {"note": "无"}, 422).error_summary


@pytest.mark.one_database
def test_after_the_deadline_nothing_is_corrected(app: Flask, way: Way) -> None:
    way.receiving()
    way.close()
    PageClient(app).sign_in(way.county).get(f"/challenges/{way.challenge_id}/correct", 409)
