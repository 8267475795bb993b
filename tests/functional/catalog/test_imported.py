"""From a dropped 需求汇总表 to suggestions: what is complete goes out in one action, the rest says what it lacks."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.app.wiring import job_registry
from matchmaker.catalog.models import Need, NeedState
from matchmaker.config import Settings
from matchmaker.core.audit import AuditEntry
from matchmaker.core.worker import Worker
from matchmaker.matching.models import Suggestion
from matchmaker.organizations.models import Organization, OrganizationState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise
from tests.functional.sheets.test_sheets import NEEDS, imported
from tests.support import shapes
from tests.support.page_client import PageClient
from tests.support.pages import Page
from tests.unit.catalog.people import NEED_VALUES, do, told

PATH, PROGRESS = "/review/imported-needs", "/review/imported-needs/progress"
PUBLISH, SUBMIT = "提交并发布所选的", "只提交，请另一位联络员审核"
HEAD = ["企业名称", "技术需求名称", "主要技术问题", "指标要求", "完成时限", "拟投入资金（万元）"]
PROBLEM = NEED_VALUES["problem"]
CHOICES = {"field_code": "new_materials", "need_type": "breakthrough", "note": "企业已电话确认，先发布再凝练"}


@pytest.fixture
def firm(session: Session) -> Organization:
    return make_enterprise(session, name="淮滨薄膜有限公司")


@pytest.fixture
def officer(session: Session, client: PageClient) -> User:
    officer = make_officer(session)
    client.sign_in(officer)
    return officer


@pytest.fixture
def worker(sessions: sessionmaker[Session], settings: Settings) -> Worker:
    return Worker(sessions, job_registry(), settings)


def row(session: Session, firm: Organization, **values: Any) -> Need:
    """A need as a table brought it."""
    given: dict[str, Any] = {
        "source": "sheet",
        "problem": PROBLEM,
        "quality": 40,
        "field_code": None,
        "need_type": None,
        **values,
    }
    return make_need(session, NeedState.DRAFT, organization=firm, **given)


def states(session: Session) -> dict[str, str]:
    session.rollback()
    return {row.title: row.state for row in session.execute(select(Need.title, Need.state))}


def ticked(page: Page, *needs: Need) -> list[str]:
    values = [value for name, value in page.form(PUBLISH).values if name == "ticked"]
    return [value for value in values if int(value.split(":")[0]) in {need.id for need in needs}]


def test_a_dropped_table_has_suggestions_in_one_action(
    client: PageClient, session: Session, firm: Organization, officer: User, worker: Worker
) -> None:
    make_achievement(session, title="发酵液连续浓缩陶瓷膜工艺")
    table = [
        HEAD,
        [firm.name, "发酵液连续浓缩", PROBLEM, "收率：≥96%", "12个月", 50],
        [firm.name, "收卷起皱", "起皱", None, None, None],
    ]
    done = imported(client, NEEDS, shapes.saved(table))
    page = client.get(done.links["发布填写完整的"], max_statements=8)
    assert "请写到 50 字以上" in page.text
    assert page.links["收卷起皱"].endswith("/edit")
    client.submit(page, CHOICES, button=PUBLISH)
    progress = client.follow()
    assert "已发布 1 条" in progress.messages
    assert "已发布 1 条，已匹配 0 条" in progress.text
    worker.drain()
    after = client.get(progress.path, max_statements=8)
    assert "都已匹配" in after.text
    assert after.links["去看匹配推荐"] == "/suggestions"
    assert after.links["发酵液连续浓缩"].endswith("/suggestions")
    session.rollback()
    assert session.scalars(select(Suggestion)).all()
    assert states(session) == {"发酵液连续浓缩": "published", "收卷起皱": "draft"}
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "need"))
    assert {"need.created", "need.submit", "need.publish"} <= set(actions)
    assert officer.id not in told(session, "need.published")


@pytest.mark.usefixtures("officer")
def test_what_an_officer_must_look_at_alone_is_handed_in_but_not_published(
    client: PageClient, session: Session, firm: Organization
) -> None:
    public = make_need(session, title="发酵液连续浓缩收率低")
    values = {name: getattr(public, name) for name in ("title", "problem", "background", "one_liner")}
    alike = row(session, firm, **values)
    secret = row(session, firm, title="涉军工产品焊接", background="")
    plain = row(session, firm, title="铸件气孔")
    page = client.get(PATH)
    assert "不随批发布" in page.text
    client.submit(page, CHOICES, button=PUBLISH)
    said = client.follow().messages
    assert f"只提交，没有发布“{secret.title}”：文字中有需要核对保密的词语" in said
    assert f"只提交，没有发布“{alike.title}”：与已发布的需求相似" in said
    session.expire_all()
    assert [each.state for each in (alike, secret, plain)] == ["submitted", "submitted", "published"]
    again = client.get(PATH)
    assert again.links[secret.title] == f"/review/needs/{secret.id}"
    assert ticked(again, secret) == []


@pytest.mark.usefixtures("officer")
def test_low_quality_needs_a_reason_and_classification_is_demanded(
    client: PageClient, session: Session, firm: Organization
) -> None:
    need = row(session, firm, title="铸件气孔")
    client.submit(client.get(PATH), {**CHOICES, "note": ""}, button=PUBLISH)
    assert "填写质量偏低，请写明为什么仍然发布" in client.follow().messages
    client.submit(client.get(PATH), {**CHOICES, "need_type": ""}, button=PUBLISH)
    assert "请选择需求类型" in client.follow().messages
    assert states(session) == {need.title: "draft"}
    own = {**CHOICES, f"field_code-{need.id}": "advanced_manufacturing"}
    client.submit(client.get(PATH), own, button=PUBLISH)
    session.expire_all()
    assert (need.state, need.field_code, need.need_type) == ("published", "advanced_manufacturing", "breakthrough")
    assert need.publish_note == CHOICES["note"]


def test_a_second_officer_publishes_what_the_first_handed_in(
    client: PageClient, session: Session, firm: Organization, officer: User
) -> None:
    first, second = row(session, firm, title="铸件气孔"), row(session, firm, title="焊缝裂纹")
    other = make_officer(session)
    page = client.get(PATH)
    client.submit(page, {"ticked": ticked(page, first)}, button=SUBMIT)
    assert "已提交 1 条，等待审核" in client.follow().messages
    assert told(session, "need.imported") == [other.id]
    assert officer.id not in told(session, "need.submitted")
    client.sign_in(other)
    page = client.get(PATH)
    client.submit(page, {"ticked": ticked(page, first), **CHOICES}, button=PUBLISH)
    assert states(session) == {first.title: "published", second.title: "draft"}


@pytest.mark.usefixtures("officer")
def test_what_changed_meanwhile_or_lies_elsewhere_is_not_touched(
    client: PageClient, session: Session, firm: Organization
) -> None:
    need, elsewhere = row(session, firm, title="铸件气孔"), row(session, make_enterprise(session, region_code="340400"))
    page = client.get(PATH)
    assert elsewhere.title not in page.text
    do(session, lambda s: setattr(s.get_one(Need, need.id), "budget", 100))
    client.submit(page, CHOICES, button=PUBLISH)
    assert "没有改动“铸件气孔”" in client.follow().messages
    client.forge(PATH, {"ticked": f"{elsewhere.id}:{elsewhere.version}", "action": "publish"}, 404)
    assert "请至少勾选一条" in client.submit(client.get(PATH), {"ticked": []}, 422, button=PUBLISH).error_summary
    assert set(states(session).values()) == {"draft"}


@pytest.mark.usefixtures("officer")
def test_an_unverified_firm_is_verified_first(client: PageClient, session: Session) -> None:
    unknown = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    row(session, unknown, title="铸件气孔")
    page = client.get(PATH)
    assert "单位尚未核验" in page.text
    assert page.links[f"去核验：{unknown.name}"] == f"/organizations/{unknown.id}/verification"


@pytest.mark.parametrize("since", ["", "0", "-1", "x", "99999999999999999999"])
@pytest.mark.usefixtures("officer")
def test_progress_of_nothing_says_so(client: PageClient, since: str) -> None:
    assert "今天还没有发布导入的需求" in client.get(PROGRESS, since=since, max_statements=8).text
