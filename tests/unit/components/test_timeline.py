"""A timeline tells when, what and who, in Chinese time."""

from datetime import UTC, datetime

from tests.unit.components.conftest import Render


def test_an_event_shows_time_actor_and_detail(render: Render) -> None:
    event = {
        "at": datetime(2026, 3, 5, 2, 32, tzinfo=UTC),
        "title": "退回",
        "actor": "联络员甲",
        "detail": "请补充测试条件",
        "tone": "warn",
    }

    page = render("timeline", "timeline", "{{ timeline([event]) }}", event=event)

    assert page.text.endswith("退回 2026年3月5日 10:32 · 联络员甲 请补充测试条件")


def test_an_event_may_have_nothing_but_a_title(render: Render) -> None:
    event = {"at": datetime(2026, 3, 5, tzinfo=UTC), "title": "系统自动提醒"}

    page = render("timeline", "timeline", "{{ timeline([event]) }}", event=event)

    assert page.text.endswith("系统自动提醒 2026年3月5日 08:00")
