"""A share shows its interval, a length of time its middle half; what there is none of is said in words."""

import pytest

from matchmaker.matching.statistics import Share, Spread
from tests.unit.components.conftest import Render

RATE = "<ul>{{ rate('采纳率', share, '20 条中 9 条', '尚无决定', '通过的占比') }}</ul>"
WAIT = "<ul>{{ wait('首次推荐', days, '4 项', '尚无推荐', '自然日') }}</ul>"


def test_a_share_is_drawn_with_its_interval(render: Render) -> None:
    page = render("measures", "rate", RATE, share=Share(9, 20))
    assert "采纳率 45% 95% 区间 26%～66% 20 条中 9 条 怎么算的：采纳率通过的占比" in page.text
    ranges = [each for each in page.root.iter() if each.get("class") == "range"]
    assert [(each.get("x"), each.get("width")) for each in ranges] == [("25.82", "39.97")]


@pytest.mark.parametrize(("part", "x"), [(0, "0.00"), (20, "99.00")])
def test_the_point_stays_in_the_picture(render: Render, part: int, x: str) -> None:
    page = render("measures", "rate", RATE, share=Share(part, 20))
    assert [each.get("x") for each in page.root.iter() if each.get("class") == "point"] == [x]


def test_nothing_of_nothing_is_no_number(render: Render) -> None:
    page = render("measures", "rate", RATE, share=Share(0, 0))
    assert "采纳率 尚无决定 怎么算的" in page.text
    assert "%" not in page.text


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (Spread(4, 1, 2.5, 11), "首次推荐 2.5 天 中位数 中间一半 1～11 天 4 项"),
        (Spread(4, 0, 0, 0), "首次推荐 0 天 中位数 中间一半都是 0 天 4 项"),
        (None, "首次推荐 尚无推荐 怎么算的"),
    ],
)
def test_a_length_of_time_is_told_by_its_middle(render: Render, days: Spread | None, shown: str) -> None:
    assert shown in render("measures", "wait", WAIT, days=days).text


def test_a_gap_is_a_bar_and_a_number(render: Render) -> None:
    body = "<p>{{ gap(some) }}</p><p>{{ gap(none_at_all) }}</p>"
    page = render("measures", "gap", body, some=Share(1, 3), none_at_all=Share(0, 0))
    assert page.text.endswith("33%33% 无需求")
    assert [each.get("value") for each in page.all("meter")] == ["33"]


def test_the_present_one_of_several_pages_is_marked(render: Render) -> None:
    options = [("/a", "全部时间", True), ("/b", "最近 12 个月", False)]
    page = render("measures", "switch", "{{ switch('统计期间', options) }}", options=options)
    marked = [each.get("href") for each in page.all("a") if each.get("aria-current") == "page"]
    assert marked == ["/a"]
