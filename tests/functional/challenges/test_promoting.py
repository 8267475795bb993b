"""A need goes on the 卡脖子清单 and becomes a draft; both pages lead to each other."""

from __future__ import annotations

from collections.abc import Callable

from tests.factories.catalog import make_need
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_a_need_is_listed_and_promoted(way: Way, visit_as: Callable[..., PageClient]) -> None:
    city, issuer = visit_as(way.officer), visit_as(way.member)
    manage = f"/my/needs/{way.need.id}"
    assert "转为榜题" in city.get(manage).links
    city.post(f"/needs/{way.need.id}/bottleneck", {"reason": " "}, 422)
    city.post(f"/needs/{way.need.id}/bottleneck", {"reason": "咨询委员会第 2 次会议：制约全行业。"})
    assert "制约全行业" in city.follow().text
    city.get(f"/needs/{way.need.id}/bottleneck", 409)
    assert "列入“卡脖子”清单" not in city.get(manage).links
    page = city.get(f"/needs/{way.need.id}/promote")
    assert "由企业自己出钱" in page.text
    city.submit(page, {}, 422)
    city.submit(page, {"profile": "government"})
    case = city.follow().path
    assert city.get(manage).links["由它转来的榜题"] == case
    origin = issuer.get(case.replace("/case", "/origin"))
    assert "制约全行业" in origin.text
    assert origin.links[way.need.title] == manage
    city.get(f"/needs/{way.need.id}/promote", 409)


def test_the_list_is_for_those_of_the_city_and_remembers_why_a_need_left_it(
    way: Way, visit_as: Callable[..., PageClient]
) -> None:
    city, expert = visit_as(way.officer), visit_as(way.experts[0])
    silent = make_need(way.session)
    city.post(f"/needs/{silent.id}/bottleneck", {"reason": "影响面大。"})
    assert "影响面大" in expert.get("/bottlenecks").text
    assert "移出" not in expert.get("/bottlenecks").text
    visit_as(way.member).get("/bottlenecks", 403)
    refused = city.post(f"/needs/{silent.id}/promote", {"profile": "enterprise"}, 409)
    assert "没有同意揭榜" in refused.text
    [drop] = [path for path in city.get("/bottlenecks").links.values() if path.endswith("/remove")]
    expert.get(drop, 403)
    city.post(drop, {"reason": ""}, 422)
    city.post(drop, {"reason": "已有国产替代。"})
    assert "影响面大" not in city.follow().text
