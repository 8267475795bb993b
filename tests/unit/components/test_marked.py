"""Shared terms carry the same hue on both sides."""

from tests.support.pages import words
from tests.unit.components.conftest import Render


def test_terms_are_marked_and_the_rest_is_left_alone(render: Render) -> None:
    page = render("marked", "marked", "{{ marked([('超薄', none), ('玻璃', 3), ('<i>', none)]) }}")

    [mark] = page.all("mark")
    assert (words(mark), mark.get("class")) == ("玻璃", "hue-3")
    assert page.text.endswith("超薄玻璃<i>")


def test_hues_beyond_the_last_begin_again(render: Render) -> None:
    page = render("marked", "marked, legend", "{{ marked([('玻璃', 9)]) }}{{ legend([('玻璃', 9)]) }}")

    assert [each.get("class") for each in page.all("mark")] == ["hue-1", "hue-1"]
