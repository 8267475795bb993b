"""The contributions to a score are shown with their signs and their sum."""

from tests.unit.components.conftest import Render

PARTS = [{"label": "标题用词", "points": 31.2, "detail": "柔性玻璃"}, {"label": "成熟度偏低", "points": -4.0}]


def test_parts_are_shown_with_their_signs(render: Render) -> None:
    page = render("score", "score", "{{ score(parts, 27.2) }}", parts=PARTS)

    assert "标题用词柔性玻璃 31.2 +31.2" in page.text
    assert "成熟度偏低 -4.0 -4.0" in page.text
    assert page.text.endswith("合计27.2")


def test_the_largest_part_fills_its_bar(render: Render) -> None:
    page = render("score", "score", "{{ score(parts, 27.2) }}", parts=PARTS)

    assert [(each.get("value"), each.get("max")) for each in page.all("meter")] == [("31.2", "31.2"), ("4.0", "31.2")]


def test_a_score_without_parts_is_its_total(render: Render) -> None:
    page = render("score", "score", "{{ score([], 0) }}")

    assert page.text.endswith("合计0.0")
