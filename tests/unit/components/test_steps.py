"""Steps say which are done and which one it is."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

BODY = "{{ steps(['填写', '审核', '发布'], current) }}"


def test_the_present_step_is_marked(render: Render) -> None:
    page = render("steps", "steps", BODY, current=1)

    assert [words(each) for each in page.all("li", aria_current="step")] == ["审核"]
    assert "填写（已完成）" in page.text


def test_all_may_be_done(render: Render) -> None:
    page = render("steps", "steps", BODY, current=3)

    assert page.all("li", aria_current="step") == []
    assert page.text.count("（已完成）") == 3
