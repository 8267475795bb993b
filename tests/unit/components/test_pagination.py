"""A list of pages leads to its neighbours, its first and its last page."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

BODY = "{{ pagination(number, pages, total, '?page={}'.format) }}"


def test_a_page_in_the_middle_leads_both_ways(render: Render) -> None:
    page = render("pagination", "pagination", BODY, number=7, pages=20, total=489)

    targets = [each.get("href") for each in page.main.iter("a")]
    assert targets == ["?page=6", "?page=1", "?page=6", "?page=8", "?page=20", "?page=8"]
    assert "共 489 条，第 7 / 20 页" in page.text


def test_the_page_shown_is_no_link(render: Render) -> None:
    page = render("pagination", "pagination", BODY, number=1, pages=3, total=60)

    assert [words(each) for each in page.all("span", aria_current="page")] == ["当前第1"]


def test_a_single_page_needs_no_links(render: Render) -> None:
    page = render("pagination", "pagination", BODY, number=1, pages=1, total=3)

    assert page.links == {}
    assert "共 3 条" in page.text
