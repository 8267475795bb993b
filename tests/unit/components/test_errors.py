"""Error pages say what happened, what to do next, and the number to quote."""

from datetime import UTC, datetime

import pytest

from tests.support.pages import words
from tests.unit.components.conftest import Render

STATUSES = [400, 403, 404, 409, 413, 422, 429, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_every_error_page_advises_and_names_the_request(show: Render, status: int) -> None:
    page = show(f"errors/{status}.html", status, request_id="7f3a20c1", message="原因如下。")

    assert "接下来可以" in page.text
    assert "原因如下。" in page.text
    assert "7f3a20c1" in page.text


@pytest.mark.parametrize("status", [500, 503])
def test_the_pages_of_a_failing_server_need_no_frame(show: Render, status: int) -> None:
    page = show(f"errors/{status}.html", status, site=None, current_actor=None, navigation=None)

    assert page.heading


def test_a_lost_race_shows_both_versions(show: Render) -> None:
    page = show(
        "errors/409.html",
        409,
        yours=[("需求名称", "极片毛刺检测"), ("预算", "50.00 万元")],
        theirs=[("需求名称", "极片毛刺在线检测"), ("预算", "50.00 万元")],
        theirs_by="联络员乙",
        theirs_at=datetime(2026, 3, 5, 2, 32, tzinfo=UTC),
        current_href="/needs/12",
    )

    [body] = page.all("tbody")
    assert [words(each) for each in body.iter("tr")] == [
        "需求名称 不同 极片毛刺检测 极片毛刺在线检测",
        "预算 50.00 万元 50.00 万元",
    ]
    assert "联络员乙 已在您之前办理（2026年3月5日 10:32）" in page.text
    assert page.links["打开最新内容"] == "/needs/12"


def test_somebody_throttled_learns_how_long(show: Render) -> None:
    page = show("errors/429.html", 429, retry_after=30)

    assert "请在 30 秒后再试。" in page.text
