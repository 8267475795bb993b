"""A state is told by a word and a shape, never by a colour alone."""

import pytest

from tests.support.pages import words
from tests.unit.components.conftest import Render, drawings


@pytest.mark.parametrize("tone", ["neutral", "info", "progress", "good", "warn", "bad"])
def test_every_tone_has_a_word_and_a_shape(render: Render, tone: str) -> None:
    page = render("badges", "state_badge", f"{{{{ state_badge('凝练中', '{tone}') }}}}")

    [badge] = page.all("span", class_="badge-state")
    assert words(badge) == "凝练中"
    assert len(drawings(badge)) == 1


def test_the_four_levels_are_named_and_drawn_apart(render: Render) -> None:
    page = render(
        "badges", "level_badge", "{% for x in ['strong', 'fair', 'weak', 'none'] %}{{ level_badge(x) }}{% endfor %}"
    )

    badges = page.all("span", class_="badge-state")
    assert [words(each) for each in badges] == ["强相关", "较强相关", "弱相关", "无相关"]
    assert len({each.get("class") for each in badges}) == 4


def test_an_unknown_disclosure_is_shown_as_the_narrowest(render: Render) -> None:
    page = render("badges", "disclosure_badge", "{{ disclosure_badge('something') }}")

    assert page.text.endswith("仅联络员可见")


def test_maturity_without_evidence_is_self_assessed(render: Render) -> None:
    page = render("badges", "maturity_badge", "{{ maturity_badge(6) }} | {{ maturity_badge(7, true) }}")

    assert "成熟度 6 级（自评）" in page.text
    assert page.text.endswith("成熟度 7 级")
