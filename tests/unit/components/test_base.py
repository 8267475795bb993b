"""The page frame: who is here, where one can go, and whose site it is."""

from types import SimpleNamespace
from typing import Any

from tests.support.components import FRAME
from tests.support.pages import words
from tests.unit.components.conftest import Render

OFFICER = SimpleNamespace(
    is_signed_in=True, name="联络员甲", roles=frozenset({"officer"}), organization_name="某区科技局"
)
SIGNED_IN: dict[str, Any] = {
    "current_actor": OFFICER,
    "navigation": [
        SimpleNamespace(label="审核", href="/review", active=True, count=12),
        SimpleNamespace(label="需求", href="/needs", active=False, count=None),
    ],
    "sign_out_href": "/sign-out",
    "inbox_href": "/notices",
    "unread_count": 4,
}


def test_a_visitor_can_sign_in_and_search(show: Render) -> None:
    page = show("errors/404.html", 404, sign_in_href="/sign-in", search_href="/search", search_query="玻璃")

    assert "/sign-in" in [each.get("href") for each in page.all("a")]
    [search] = page.all("input", type="search")
    assert search.get("value") == "玻璃"


def test_somebody_signed_in_leaves_by_a_form(show: Render) -> None:
    page = show("errors/404.html", 404, **SIGNED_IN)

    [form] = [each for each in page.all("form") if each.get("action") == "/sign-out"]
    assert form.get("method") == "post"


def test_the_place_one_is_at_is_marked_with_what_waits_there(show: Render) -> None:
    page = show("errors/404.html", 404, **SIGNED_IN)

    [nav] = page.all("nav", class_="site-nav")
    marked = [words(each) for each in nav.iter("a") if each.get("aria-current")]
    assert marked == ["审核 12"]


def test_the_menu_of_phones_holds_the_same_links(show: Render) -> None:
    page = show("errors/404.html", 404, **SIGNED_IN)

    [wide] = page.all("nav", class_="site-nav")
    [narrow] = page.all("nav", class_="menu-panel")
    assert [each.get("href") for each in narrow.iter("a")] == [each.get("href") for each in wide.iter("a")]


def test_a_group_is_a_menu_that_opens_without_scripts_and_says_that_one_is_in_it(show: Render) -> None:
    here = {"label": "技术合同", "href": "/contracts", "active": True}
    group = {"label": "台账", "href": "", "active": True, "inside": [here]}
    page = show("errors/404.html", 404, **{**SIGNED_IN, "navigation": [group]})

    [wide] = page.all("nav", class_="site-nav")
    [summary] = wide.iter("summary")
    assert (words(summary), summary.get("aria-current")) == ("台账", "true")
    [narrow] = page.all("nav", class_="menu-panel")
    for nav in (wide, narrow):
        assert [(each.get("href"), each.get("aria-current")) for each in nav.iter("a")] == [("/contracts", "page")]


def test_unread_messages_are_counted_in_words(show: Render) -> None:
    page = show("errors/404.html", 404, **SIGNED_IN)

    assert [words(each) for each in page.all("a", href="/notices")] == ["消息4条未读消息"]


def test_the_footer_names_the_sponsor_and_the_records(show: Render) -> None:
    site = {**FRAME["site"], "sponsor": "某市科学技术局", "icp": "皖ICP备某号", "report_error": "转化服务中心"}

    page = show("errors/404.html", 404, site=site)

    footer = words(page.all("footer")[0])
    assert "主办单位：某市科学技术局" in footer
    assert "纠错举报：转化服务中心" in footer
    assert "皖ICP备某号" in footer


def test_the_first_link_leads_past_the_navigation(show: Render) -> None:
    page = show("errors/404.html", 404)

    assert page.all("a")[0].get("href") == "#main"
    assert page.main.get("id") == "main"
