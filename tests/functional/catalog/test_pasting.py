"""A pasted introduction: split, looked at, kept as drafts; nothing of the text is lost on the way."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement
from matchmaker.core.authz import Role
from tests.factories.accounts import make_member, make_scout, make_user
from tests.factories.catalog import make_need
from tests.factories.organizations import make_university
from tests.support.page_client import PageClient
from tests.support.pages import Page
from tests.unit.catalog.test_introduction import PAGE

PATH = "/achievements/paste"
UNIT = "滨淮测试大学"


@pytest.fixture
def scout(client: PageClient, session: Session) -> User:
    make_university(session, name=UNIT)
    scout = make_scout(session)
    client.sign_in(scout)
    return scout


def split(client: PageClient, text: str = PAGE) -> Page:
    return client.post(PATH, {"text": text}, 200, button="分成各栏")


def drafts(session: Session) -> list[Achievement]:
    session.rollback()
    return list(session.scalars(select(Achievement).order_by(Achievement.id)).unique())


@pytest.mark.usefixtures("scout")
def test_every_field_shows_the_words_it_was_taken_from(client: PageClient, session: Session) -> None:
    need = make_need(session, title="锂电极片瑕疵在线检测", disclosure="public", region_code="340304")
    assert client.get("/achievements/new").links["粘贴介绍，自动分栏"] == PATH
    page = split(client)
    form = page.form("存为草稿")
    assert (form.value("unit_name"), form.value("completed_by")) == (UNIT, f"{UNIT}智能检测课题组")
    assert form.value("results-0-title") == "锂电极片在线瑕疵检测系统"
    assert form.value("results-0-trl") == "6"
    for words in (
        "看出 3 项成果",
        "取自：“检出率由92%提高到99.2%，",
        "检出率 99.2%（原来 92%）",
        "发明专利 ZL202110123456.7",
    ):
        assert words in page.text
    assert "线阵相机4套" in page.text
    assert page.links[f"{need.title}（在新窗口打开）"] == f"/needs/{need.id}"
    assert drafts(session) == []


def test_the_ticked_become_drafts_and_all_the_rest_stands_beside_them(
    client: PageClient, session: Session, scout: User
) -> None:
    page = split(client)
    client.submit(page, {"results-1-chosen": [], "results-0-title": "极片瑕疵在线检测"}, button="存为草稿")
    assert "已存为 2 份草稿" in client.follow().messages
    first, third = drafts(session)
    assert (first.title, third.title) == ("极片瑕疵在线检测", "柔性真空吸附装置")
    assert {row.scout_id for row in (first, third)} == {scout.id}
    assert [row.name for row in first.indicators] == ["检出率", "检测速度"]
    assert [row.number for row in first.ip_rights] == ["ZL202110123456.7", "ZL201910234567.8"]
    assert first.trl_evidence == "已在2家企业中试线运行。"
    edit = client.get(f"/achievements/{first.id}/edit", max_statements=8)
    for words in ("打磨机器人力控技术", "线阵相机4套", "ZL202020345678.9", "本地需求可对接"):
        assert words in edit.text


@pytest.mark.usefixtures("scout")
def test_from_a_visit_the_unit_is_known(client: PageClient) -> None:
    page = client.post(f"{PATH}?unit={UNIT}", {"text": "银浆：烧结温度低。"}, 200, button="分成各栏")
    assert page.form("存为草稿").value("unit_name") == UNIT


@pytest.mark.usefixtures("scout")
def test_one_draft_opens_at_once(client: PageClient, session: Session) -> None:
    client.submit(split(client, "银浆：烧结温度低。"), {"unit_name": UNIT}, button="存为草稿")
    assert "修改科技成果" in client.follow().title
    assert [row.title for row in drafts(session)] == ["银浆"]


@pytest.mark.usefixtures("scout")
def test_mistakes_are_said_at_their_fields_and_nothing_is_kept(client: PageClient, session: Session) -> None:
    assert "请粘贴课题组或实验室的介绍" in client.post(PATH, {"text": " "}, 422, button="分成各栏").error_summary
    page = split(client)
    wrong = {"results-0-title": "", "results-1-title": "长" * 121, "unit_name": ""}
    refused = client.submit(page, wrong, 422, button="存为草稿").error_summary
    for words in ("请填写名称", "最多 120 字", "请填写单位全称"):
        assert words in refused
    nothing: dict[str, list[str]] = {f"results-{place}-chosen": [] for place in range(3)}
    assert "请至少勾选一项" in client.submit(page, nothing, 422, button="存为草稿").error_summary
    unknown = client.submit(page, {"unit_name": "平台没有的大学"}, 422, button="存为草稿").error_summary
    assert "所在地区" in unknown
    assert drafts(session) == []


@pytest.mark.usefixtures("scout")
def test_a_text_without_results_leaves_the_whole_text_beside_one_blank_draft(
    client: PageClient, session: Session
) -> None:
    page = split(client, "团队成员\n共8人。")
    assert "没有看出写的是哪项成果" in page.text
    client.submit(page, {"results-0-title": "待核实", "unit_name": UNIT}, button="存为草稿")
    (row,) = drafts(session)
    assert row.pasted is not None
    assert row.pasted.text == "团队成员\n共8人。"


def test_a_university_pastes_for_itself_and_who_has_no_unit_may_not(client: PageClient, session: Session) -> None:
    university = make_university(session)
    client.sign_in(make_member(session, university))
    page = split(client)
    assert "unit_name" not in page.form("存为草稿").names
    client.submit(page, button="存为草稿")
    assert {(row.organization_id, row.scout_id) for row in drafts(session)} == {(university.id, None)}
    client.sign_in(make_user(session, Role.RESEARCHER))
    client.get(PATH, 403)
