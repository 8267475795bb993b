"""The issuer's draft: refused at its fields, saved at any time, handed in when whole."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.challenges.models import Profile
from matchmaker.challenges.services.promote_need import promote_need
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way

DRAFT = {
    "goal": "固化温度不高于 120 ℃。",
    "ownership": "双方共有。",
    "conditions": "有同类产品经验。",
    "months": "18",
    "funding_kind": "matched",
    "reward": "300",
    "own_funds": "400",
    "public_funds": "100",
    "solver_share": "40",
    "credit_clean": "yes",
    "indicators-0-name": "固化温度",
    "indicators-0-target": "≤120",
}


def promoted(way: Way, profile: Profile = Profile.GOVERNMENT) -> str:
    """A bare draft of the need; its address."""
    row = way.do(promote_need, way.need, profile=profile, actor=way.actor(way.officer))
    way.challenge_id = row.id
    return f"/challenges/{row.id}"


def test_nothing_typed_is_lost_and_what_is_missing_is_named(way: Way, visit_as: Callable[..., PageClient]) -> None:
    base, issuer = promoted(way), visit_as(way.member)
    assert issuer.get(f"{base}/case").links["填写榜题"] == f"{base}/edit"
    refused = issuer.post(f"{base}/edit", {**DRAFT, "funding_kind": "tender"}, 422, button="保存草稿")
    assert "招标采购程序" in refused.error_summary
    assert refused.form("保存草稿").value("goal") == DRAFT["goal"]
    lacking = issuer.post(f"{base}/edit", {**DRAFT, "goal": "", "credit_clean": ""}, 422, button="保存并提交初筛")
    assert "目标：提交前请填写" in lacking.error_summary
    assert "信用情况：提交前请声明" in lacking.error_summary
    with_row = issuer.post(f"{base}/edit", DRAFT, 200, button="添加一行单位")
    unknown = issuer.submit(with_row, {"affiliates-0": "没有这个单位"}, 422, button="保存草稿")
    assert "平台上没有找到" in unknown.error_summary
    issuer.submit(unknown, {"affiliates-0": way.teams[0].name}, button="保存草稿")
    kept = issuer.follow().form("保存草稿")
    assert (kept.value("reward"), kept.value("affiliates-0")) == ("300", way.teams[0].name)
    issuer.post(f"{base}/edit", {}, button="保存并提交初筛")
    assert "征集" in issuer.follow().text
    assert issuer.answer(f"{base}/edit").status_code == 303


def test_universities_are_invited_by_name(way: Way, visit_as: Callable[..., PageClient]) -> None:
    base, issuer = promoted(way, Profile.UNIVERSITY), visit_as(way.member)
    page = issuer.post(f"{base}/edit", DRAFT, 200, button="添加一行高校")
    firm = make_enterprise(way.session)
    refused = issuer.submit(page, {"invited-0": firm.name}, 422, button="保存草稿")
    assert "不是高校" in refused.error_summary
    issuer.submit(refused, {"invited-0": way.teams[0].name}, button="保存草稿")
    assert issuer.follow().form("保存草稿").value("invited-0") == way.teams[0].name


def test_a_stale_draft_overwrites_nothing(way: Way, visit_as: Callable[..., PageClient]) -> None:
    base, issuer = promoted(way), visit_as(way.member)
    first = issuer.get(f"{base}/edit")
    issuer.submit(first, {"goal": "先保存的"}, button="保存草稿")
    other = visit_as(way.member)
    page = other.get(f"{base}/edit")
    issuer.post(f"{base}/edit", {"goal": "后保存的"}, button="保存草稿")
    other.submit(page, {"goal": "过时的"}, 409, button="保存草稿")
    assert issuer.get(f"{base}/edit").form("保存草稿").value("goal") == "后保存的"
