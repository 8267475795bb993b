"""Components of a few lines: empty states, trails, labelled facts, texts to copy, icons."""

import pytest

from tests.support.pages import words
from tests.unit.components.conftest import Render, drawings


def test_an_empty_state_says_what_to_do_next(render: Render) -> None:
    page = render("empty", "empty", "{{ empty('没有成果', '减少筛选条件。', '/needs/new', '发布需求') }}")

    assert page.links == {"发布需求": "/needs/new"}


def test_the_last_step_of_a_trail_is_the_page(render: Render) -> None:
    page = render("breadcrumbs", "breadcrumbs", "{{ breadcrumbs([('工作台', '/'), ('需求', none)]) }}")

    assert page.links == {"工作台": "/"}
    assert [words(each) for each in page.all("span", aria_current="page")] == ["需求"]


def test_facts_without_a_value_are_left_out(render: Render) -> None:
    page = render("definition", "definition", "{{ definition([('完成单位', '某学院'), ('备注', ''), ('件数', 0)]) }}")

    assert [words(each) for each in page.all("dt")] == ["完成单位", "件数"]


def test_a_text_to_copy_can_be_selected_by_hand(render: Render) -> None:
    page = render("copy_text", "copy_text", "{{ copy_text('sms', '短信文本', '请于3月10日前答复。') }}")

    [field] = page.all("textarea")
    assert words(field) == "请于3月10日前答复。"
    [button] = page.main.iter("button")
    assert (button.get("data-copy"), button.get("hidden") is not None) == ("#sms", True)


def test_an_icon_is_decoration_unless_it_has_a_label(render: Render) -> None:
    page = render("icons", "icon", "{{ icon('search') }}{{ icon('bell', label='消息') }}")

    plain, named = drawings(page.main)
    assert plain.get("aria-hidden") == "true"
    assert (named.get("role"), named.get("aria-label")) == ("img", "消息")


def test_an_unknown_icon_draws_nothing_wrong(render: Render) -> None:
    page = render("icons", "paths", "{{ paths|length }}")

    assert int(page.text.split()[-1]) >= 25


@pytest.mark.parametrize("tone", ["neutral", "info", "progress", "good", "warn", "bad"])
def test_every_tone_has_a_shape_of_its_own(render: Render, tone: str) -> None:
    page = render("icons", "shape", f"{{{{ shape('{tone}') }}}}")

    [drawing] = drawings(page.main)
    assert len(drawing)
