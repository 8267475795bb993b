"""Filters are links, so that each state of them has an address."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

GROUPS = [
    {
        "label": "高新领域",
        "options": [
            {"label": "新材料", "count": 12, "selected": True, "href": "?"},
            {"label": "电子信息", "count": 9, "selected": False, "href": "?field=1&field=2"},
        ],
    },
    {"label": "地区", "options": []},
]


def test_an_option_in_force_says_how_to_take_it_back(render: Render) -> None:
    page = render("facets", "facets", "{{ facets(groups) }}", groups=GROUPS)

    [chosen] = page.all("a", aria_current="true")
    assert "新材料" in words(chosen)
    assert "已选，点击取消" in words(chosen)


def test_a_group_without_options_is_left_out(render: Render) -> None:
    page = render("facets", "facets", "{{ facets(groups) }}", groups=GROUPS)

    assert "地区" not in page.text


def test_each_filter_in_force_can_be_removed(render: Render) -> None:
    active = [{"label": "高新领域", "value": "新材料", "remove_href": "?q=x"}]

    page = render("facets", "chips", "{{ chips(active, '?') }}", active=active)

    assert page.links["高新领域：新材料"] == "?q=x"
    assert page.links["全部清除"] == "?"


def test_without_filters_there_are_no_chips(render: Render) -> None:
    page = render("facets", "chips", "{{ chips([], '?') }}")

    assert page.links == {}
