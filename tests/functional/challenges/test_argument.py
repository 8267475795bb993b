"""论证, for officers: the composition is said before it is refused, and the outcome is drawn."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.challenges.models import Profile
from tests.support.page_client import PageClient
from tests.support.preparing import screened
from tests.unit.challenges.stage import Way


def test_a_panel_below_the_rule_is_refused_and_one_that_keeps_it_concludes(
    way: Way, visit_as: Callable[..., PageClient]
) -> None:
    screened(way)
    county, base = visit_as(way.county), f"/challenges/{way.challenge_id}"
    first, second, third = way.experts[:3]
    too_few = {f"u{first.id}": "enterprise", f"u{second.id}": "research", f"u{third.id}": "research"}
    empty = county.post(f"{base}/argument/panel", {}, 422, button="组成专家组")
    assert "至少选择一位" in empty.error_summary
    looked = county.post(f"{base}/argument/panel", too_few, 200, button="核对组成")
    assert "共 3 人，企业人员 1 人" in looked.text
    typed = {"csrf_token": county.csrf_token(), f"u{first.id}": "enterprise"}
    assert "现在还差 2 人" in county.raw.post(f"{base}/argument/composition", data=typed).text
    refused = county.post(f"{base}/argument/panel", too_few, 422, button="组成专家组")
    assert "比例低于本市规则" in refused.error_summary
    county.post(f"{base}/argument/panel", {**too_few, f"u{second.id}": "enterprise"}, button="组成专家组")
    assert "未声明" in county.follow().text
    county.post(f"{base}/actions/argue", {}, 422)
    visit_as(way.member).get(f"{base}/argument", 403)


def test_opinions_are_counted_for_need_and_money_apart(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.argued()
    page = visit_as(way.county).get(f"/challenges/{way.challenge_id}/argument")
    assert "对资金：通过 3" in page.text
    assert "必要且可行" in page.text
    assert "重组" not in page.text


def test_a_firms_own_challenge_is_not_argued(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.argued(Profile.ENTERPRISE)
    county = visit_as(way.county)
    county.get(f"/challenges/{way.challenge_id}/argument/panel", 409)
    assert "专家论证" not in county.get(f"/challenges/{way.challenge_id}/case").links
