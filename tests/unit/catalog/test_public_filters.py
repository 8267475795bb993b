"""An address says a search, and every link on a page says one that differs in one thing."""

from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from matchmaker.catalog.facets import GROUPS
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_filters import Search, active_filters, facet_groups, option_label, read_search

NAMES = {
    "340300": "蚌埠市",
    "340321": "怀远县",
    "340300-Z1": "蚌埠高新技术产业开发区",
    "340600": "淮北市",
    "320000": "江苏省",
}


def read(app: Flask, path: str, only: RecordKind | None = None) -> Search:
    with app.test_request_context(path):
        return read_search(only)


def arguments(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def test_what_the_address_says_is_read_and_strange_things_are_left_out(app: Flask) -> None:
    search = read(
        app,
        "/achievements?q=%20玻璃%20%20强化&field=electronics&field=nothing&region=340300&region=x%25&sort=price&page=3&print=1",
        RecordKind.ACHIEVEMENT,
    )
    assert (search.text, search.sort, search.page, search.is_print) == ("玻璃 强化", "price", 3, True)
    assert search.filters == {"field": ("electronics",), "region": ("340300",)}


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("/search", "newest"),
        ("/search?q=玻璃", "relevance"),
        ("/search?sort=price", "newest"),
        ("/search?q=&sort=relevance", "newest"),
    ],
)
def test_the_order_is_one_that_the_search_offers(app: Flask, path: str, sort: str) -> None:
    assert read(app, path).sort == sort


def test_facets_of_one_side_apply_once_it_is_chosen(app: Flask) -> None:
    both = read(app, "/search?stage=early")
    one = read(app, "/search?stage=early&kind=achievement")
    assert (both.single, both.filters) == (None, {})
    assert (one.single, one.filters["stage"]) == (RecordKind.ACHIEVEMENT, ("early",))


def test_switching_an_option_keeps_all_else_but_the_page(app: Flask) -> None:
    path = "/achievements?q=玻璃&field=electronics&sort=price&page=4"
    with app.test_request_context(path):
        search = read_search(RecordKind.ACHIEVEMENT)
        added, removed = search.toggled("stage", "early"), search.toggled("field", "electronics")
    assert arguments(added) == {"q": ["玻璃"], "field": ["electronics"], "stage": ["early"], "sort": ["price"]}
    assert arguments(removed) == {"q": ["玻璃"], "sort": ["price"]}


def test_a_county_takes_the_place_of_its_city_and_the_city_of_its_counties(app: Flask) -> None:
    with app.test_request_context("/needs?region=340300&region=340600"):
        assert arguments(read_search(RecordKind.NEED).toggled("region", "340321")) == {"region": ["340600", "340321"]}
    with app.test_request_context("/needs?region=340321"):
        assert arguments(read_search(RecordKind.NEED).toggled("region", "340300")) == {"region": ["340300"]}


def test_options_with_something_in_them_or_chosen_are_listed_frequent_first(app: Flask) -> None:
    counts = {group.key: Counter[str]() for group in GROUPS[RecordKind.NEED]}
    counts["field"].update({"electronics": 1, "new_materials": 5})
    counts["price"].update({"over_500": 9, "under_10": 1})
    counts["region"].update({"340300": 4, "340321": 3, "340600": 5, "340602": 5})
    with app.test_request_context("/needs?field=aerospace&region=340321"):
        groups = {each["label"]: each["options"] for each in facet_groups(read_search(RecordKind.NEED), counts, NAMES)}
        chips = active_filters(read_search(RecordKind.NEED), NAMES)
    assert [(each["label"], each["count"], each["selected"]) for each in groups["高新领域"]] == [
        ("新材料", 5, False),
        ("电子信息", 1, False),
        ("航空航天", 0, True),
    ]
    assert [each["label"] for each in groups["预算"]] == ["10万元以下", "500万元以上"]
    assert [each["label"] for each in groups["地区"]] == ["淮北市", "蚌埠市", "\u3000怀远县"]
    assert [(each["label"], each["value"]) for each in chips] == [("高新领域", "航空航天"), ("地区", "蚌埠市 · 怀远县")]


def test_a_place_is_named_with_its_city_unless_its_name_says_it(app: Flask) -> None:
    region = next(group for group in GROUPS[RecordKind.NEED] if group.key == "region")
    with app.test_request_context("/"):
        shown = [option_label(region, code, NAMES) for code in ("340300", "340321", "340300-Z1", "320000", "999999")]
    assert shown == ["蚌埠市", "蚌埠市 · 怀远县", "蚌埠高新技术产业开发区", "江苏省", "999999"]
