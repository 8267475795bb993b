"""What a card says of a listing, whatever its owner left open."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from matchmaker.catalog.models import Achievement, Need, NeedIndicator
from matchmaker.catalog.public_cards import budget, card, organization, price, region, shorten, title
from matchmaker.catalog.public_queries import Found
from matchmaker.catalog.search.tokens import parse
from matchmaker.core import clock
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.organizations.models import Organization

NAMES = {"340300": "蚌埠市", "340321": "怀远县", "340300-Z1": "蚌埠高新技术产业开发区"}
WAN = FEN_PER_WAN


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, "面议"),
        (80 * WAN, 120 * WAN, "80～120 万元"),
        (80 * WAN, 80 * WAN, "80 万元"),
        (80 * WAN, None, "80 万元"),
        (None, 12345678, "不超过 12.345678 万元"),
        (0, 5 * WAN, "0～5 万元"),
    ],
)
def test_a_price_is_written_as_the_owner_gave_it(app: Flask, low: int | None, high: int | None, expected: str) -> None:
    with app.test_request_context("/"):
        assert price(Achievement(price_min=low, price_max=high)) == expected


def test_a_budget_is_a_sum_or_a_band(app: Flask) -> None:
    with app.test_request_context("/"):
        assert budget(Need(budget=260 * WAN, budget_band="100_500")) == "260 万元"
        assert budget(Need(budget_band="100_500")) == "100万～500万元"
        assert budget(Need()) == "面议"


def need(**values: Any) -> Need:
    owner = Organization(kind="enterprise", name="某某公司", state="verified")
    now = clock.now()
    given = {
        "id": 7,
        "title": "玻璃切割",
        "one_liner": "裂纹要小",
        "problem": "激光切割玻璃后断面有裂纹",
        "state": "published",
        "disclosure": "public",
        "region_code": "340321",
        "field_code": "new_materials",
        "cooperation_modes": [],
        "published_at": now,
        "confirmed_at": now,
        **values,
    }
    blank = dict.fromkeys(("background", "tried_before", "research_content"), "")
    blank |= dict.fromkeys(("solver_requirements", "existing_conditions", "masked_text"), "")
    return Need(organization=owner, **{**blank, **given})


def drawn(app: Flask, row: Need, query: str = "") -> dict[str, Any]:
    with app.test_request_context("/"):
        return card(Found(row, evidenced=False), NAMES, parse(query))


def test_a_card_marks_the_words_and_quotes_where_they_stand(app: Flask) -> None:
    shown = drawn(app, need(), "玻璃 断面")
    assert '<mark class="hue-0">玻璃</mark>切割' in shown["title"]
    assert '<mark class="hue-1">断面</mark>' in shown["snippet"]
    assert drawn(app, need())["snippet"] == ""


def test_markup_in_a_title_stays_text(app: Flask) -> None:
    assert "<script>" not in drawn(app, need(title="<script>玻璃"), "玻璃")["title"]


def test_a_card_of_a_masked_need_has_nothing_of_its_own(app: Flask) -> None:
    row = need(disclosure="masked", masked_text="寻求合金。" + "字" * 200, masked_approved_at=clock.now(), budget=5)
    shown = drawn(app, row)
    assert (shown["organization"], shown["region"]) == ("某新材料企业（蚌埠）", "蚌埠市")
    assert not {"budget", "indicators", "modes", "kind", "term"} & set(shown)
    assert "寻求合金" in shown["title"]
    assert len(shown["summary"].striptags()) == 120


def test_a_card_says_when_a_listing_has_not_been_confirmed_for_long(app: Flask) -> None:
    assert drawn(app, need())["state"] is None
    old = drawn(app, need(confirmed_at=clock.now() - timedelta(days=200)))
    assert old["state"] == ("超过6个月未确认", "warn")
    assert old["confirmed_at"] is not None
    assert drawn(app, need())["confirmed_at"] is None  # the day of publication is shown


def test_a_card_shows_three_indicators(app: Flask) -> None:
    rows = [NeedIndicator(name=name, target="≥9", unit="%", position=place) for place, name in enumerate("甲乙丙丁")]
    assert drawn(app, need(indicators=rows))["indicators"] == ["甲 ≥9%", "乙 ≥9%", "丙 ≥9%"]


def test_a_masked_listing_without_text_is_named_by_field_and_city(app: Flask) -> None:
    row = need(disclosure="masked")
    with app.test_request_context("/"):
        assert title(row, NAMES) == "新材料领域技术需求（蚌埠）"
        row.field_code = None
        assert title(row, NAMES) == "其他领域技术需求（蚌埠）"
        assert organization(row, NAMES) == "某企业（蚌埠）"


@pytest.mark.parametrize(
    ("code", "expected"), [("340321", "蚌埠市怀远县"), ("340300", "蚌埠市"), ("340300-Z1", "蚌埠高新技术产业开发区")]
)
def test_a_place_is_named_from_its_city(code: str, expected: str) -> None:
    assert region(need(region_code=code), NAMES) == expected


def test_a_long_text_is_cut() -> None:
    assert (shorten("12345", 5), shorten("123456", 5)) == ("12345", "1234…")
