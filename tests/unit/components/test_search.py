"""A search box keeps the filters in force."""

from tests.unit.components.conftest import Render


def test_filters_travel_with_the_search(render: Render) -> None:
    body = "{{ search_box('/achievements', '搜索成果', '玻璃', hidden={'field': ['1', '2'], 'sort': 'new'}) }}"

    page = render("search", "search_box", body)

    form = page.form("搜索")
    assert sorted(form.values) == [("field", "1"), ("field", "2"), ("q", "玻璃"), ("sort", "new")]


def test_the_print_button_waits_for_scripts(render: Render) -> None:
    page = render("search", "print_button", "{{ print_button() }}")

    [button] = page.main.iter("button")
    assert button.get("hidden") is not None
