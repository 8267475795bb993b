"""The office keeps its rules: a draft, examples that pass, then force; and nobody else does."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.deals.subsidies.models import VersionState
from matchmaker.deals.subsidies.queries import active_version
from tests.factories.accounts import make_officer, make_user
from tests.factories.subsidies import make_version
from tests.support.page_client import PageClient


def test_a_new_version_goes_into_force_once_its_examples_pass(client: PageClient, session: Session) -> None:
    old = make_version(session)
    client.sign_in(make_officer(session, region_code="340300"))
    listed = client.get("/policies/rules", max_statements=8)
    page = client.get(next(href for label, href in listed.links.items() if old.title in label), max_statements=8)
    client.submit(page, {}, button="建新版本")
    form = client.follow()
    wrong = client.submit(form, {"title": "", "figure_rate": "120"}, 422, button="保存草稿")
    assert "不能超过 100%" in wrong.error_summary
    client.submit(wrong, {"title": "购买补助", "figure_rate": "12.5", "figure_cap": "80"}, button="保存草稿")
    draft = client.follow()
    client.submit(draft, {}, button="运行样例")
    tried = client.follow()
    assert "没有通过，不能启用" in tried.text
    assert not any(form.action.endswith("/activation") for form in tried.forms)
    client.get(f"{draft.path}/edit", max_statements=8)
    assert active_version(session, old.rule_id) == old

    fixed = {"figure_rate": "20", "figure_cap": "100", "reading_inclusive": "inclusive", "settled_inclusive": "y"}
    client.submit(client.get(f"{draft.path}/edit"), fixed, button="保存草稿")
    client.submit(client.follow(), {}, button="运行样例")
    client.submit(client.follow(), {}, button="启用")
    done = client.follow()
    assert "规则已启用" in done.text
    assert "已明确" in client.get(f"/policies/{old.rule_id}").text
    session.expire_all()
    assert (old.state, client.get(f"{draft.path}/edit", 409).status) == (VersionState.RETIRED, 409)


def test_examples_are_edited_as_rows(client: PageClient, session: Session) -> None:
    draft = make_version(session, VersionState.DRAFT, vectors=[])
    client.sign_in(make_officer(session, region_code="340300"))
    form = client.get(f"/policies/versions/{draft.id}/edit")
    longer = client.submit(form, {}, 200, button="添加一行样例")
    given = {"vectors-0-amount": "50", "vectors-0-expected_verdict": "unclear", "vectors-0-expected_amount": "10"}
    client.submit(longer, {**given, "vectors-0-note": "只知道金额"}, button="保存草稿")
    client.submit(client.follow(), {}, button="运行样例")
    page = client.follow()
    assert "全部通过" in page.text
    assert "合同成交额 50 万元" in page.text


def test_confirming_and_retiring(client: PageClient, session: Session) -> None:
    row = make_version(session, valid_from=None)
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(f"/policies/versions/{row.id}")
    empty = client.submit(page, {"basis": ""}, 422, button="确认有效")
    assert "请写明依据" in empty.error_summary
    client.submit(empty, {"basis": "局务会纪要第3号"}, button="确认有效")
    assert "局务会纪要第3号" in client.follow().text
    assert "现行" in client.get("/policies").text
    without = client.submit(client.get(page.path), {"reason": ""}, 422, button="停用")
    assert "请说明理由" in without.error_summary
    client.submit(without, {"reason": "文件已废止"}, button="停用")
    assert "已停用，仅供参考" in client.get(f"/policies/{row.rule_id}").text


def test_leaders_read_and_others_find_nothing(session: Session, visit_as: Callable[..., PageClient]) -> None:
    row = make_version(session)
    leader = visit_as(make_user(session, Role.LEADER, region_code="340300"))
    page = leader.get(f"/policies/versions/{row.id}")
    assert "建新版本" not in page.text
    leader.get(f"/policies/versions/{row.id}/edit", 403)
    visit_as(make_officer(session, region_code="340400")).get(f"/policies/versions/{row.id}", 404)
    assert "本地区还没有政策规则" in visit_as(make_officer(session, region_code="340400")).get("/policies/rules").text
