"""导入 Excel: from an office's own table to drafts, with the trial between and nothing done twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.app.wiring import job_registry
from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.services.known_record import CLAIMING_UNIT
from matchmaker.config import Settings
from matchmaker.core.jobs import Job
from matchmaker.core.worker import Worker
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise, make_university
from tests.support import shapes
from tests.support.page_client import PageClient
from tests.support.pages import Page

ACHIEVEMENTS, NEEDS = "/my/achievements/import", "/my/needs/import"
HEAD = ["成果名称", "技术成熟度", "期望价格（万元）"]


@pytest.fixture
def office(session: Session) -> User:
    return make_member(session, make_university(session))


@pytest.fixture
def worker(sessions: sessionmaker[Session], settings: Settings) -> Worker:
    return Worker(sessions, job_registry(), settings)


def upload(client: PageClient, path: str, data: bytes, name: str = "成果.xlsx", status: int = 303) -> Page:
    client.post(path, {"file": (io.BytesIO(data), name)}, status, button="上传并核对")
    if status != 303:
        raise AssertionError("asked for an answer that is no page to follow")
    return client.follow()


def send(client: PageClient, page: Page, button: str, **data: str) -> Page:
    client.submit(page, data, button=button)
    return client.follow()


def test_from_the_list_to_drafts_in_few_steps(client: PageClient, session: Session, office: User) -> None:
    client.sign_in(office)
    listed = client.get("/my/achievements")
    assert listed.all("a", href=ACHIEVEMENTS)
    columns = upload(client, ACHIEVEMENTS, shapes.titled_achievements())
    assert "各列都已对应好" in columns.text
    tried = send(client, columns, "试导入")
    assert session.scalar(select(func.count()).select_from(Achievement)) == 0
    assert "确认后写入 2 条草稿" in tried.text
    done = send(client, tried, "确认导入")
    assert "新建草稿 2" in done.text
    rows = session.scalars(select(Achievement).order_by(Achievement.id)).unique().all()
    assert [(row.title, row.state, row.source, row.disclosure) for row in rows] == [
        ("低温烧结银浆", "draft", "sheet", "public"),
        ("轴承套圈烧伤检测", "draft", "sheet", "public"),
    ]
    assert {row.organization_id for row in rows} == {rows[0].organization_id}
    assert {row.entered_by for row in rows} == {office.id}


def imported(client: PageClient, path: str, data: bytes) -> Page:
    """The page that says what an import made."""
    return send(client, send(client, upload(client, path, data), "试导入"), "确认导入")


def test_twice_changes_nothing_and_a_mended_row_updates_its_draft(
    client: PageClient, session: Session, office: User
) -> None:
    client.sign_in(office)
    imported(client, ACHIEVEMENTS, shapes.saved([HEAD, ["银浆", "小试", 50], ["菌渣", "中试", 30]]))
    again = send(
        client, upload(client, ACHIEVEMENTS, shapes.saved([HEAD, ["银浆", "4", 50], ["菌渣", 6, 30]])), "试导入"
    )
    assert "没有变化 2" in again.text
    assert "没有可以导入的行" in again.text
    assert "更新草稿 1" in imported(client, ACHIEVEMENTS, shapes.saved([HEAD, ["银浆", "7", 50]])).text
    assert session.execute(select(Achievement.title, Achievement.trl).order_by(Achievement.id)).all() == [
        ("银浆", 7),
        ("菌渣", 6),
    ]


def test_rows_with_errors_are_told_marked_and_left_out(client: PageClient, session: Session, office: User) -> None:
    client.sign_in(office)
    table = shapes.saved([["目录"], HEAD, ["银浆", "很成熟", "贵"], ["菌渣", 6, 30], [None, 5, None], ["菌渣", 6, 30]])
    tried = send(client, upload(client, ACHIEVEMENTS, table), "试导入")
    assert "有错误，不导入 3" in tried.text
    for words in ("看不出成熟度", "看不出金额", "没有名称", "与第 4 行重复", "B3", "C3"):
        assert words in tried.text
    answer = client.answer(tried.links["下载标注好的表格"])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page: Any = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert [page.cell(row, 1).value for row in range(1, 5)] == ["目录", "成果名称", "银浆", "菌渣"]
    assert "看不出成熟度" in page["B3"].comment.text
    assert page["B3"].fill.fgColor.rgb == "FFFFD9D0"
    assert page["B4"].comment is None
    assert "成熟度" in page["D3"].value
    assert "新建草稿 1" in send(client, tried, "确认导入").text
    assert session.scalars(select(Achievement.title)).all() == ["菌渣"]


def test_one_clear_question_is_asked_and_the_answer_taken(client: PageClient, session: Session, office: User) -> None:
    client.sign_in(office)
    page = upload(client, ACHIEVEMENTS, shapes.saved([["成果名称", "价格"], ["银浆", 500000], ["菌渣", 300000]]))
    assert "有 1 列拿不准" in page.text
    again = client.submit(page, {}, 422, button="试导入")
    assert "请选择这一列金额的单位" in again.error_summary
    send(client, send(client, again, "试导入", **{"columns-0-unit": "yuan"}), "确认导入")
    assert session.scalars(select(Achievement.price_max).order_by(Achievement.id)).all() == [50_000_000, 30_000_000]


def test_a_column_can_be_settled_otherwise_and_settled_anew(client: PageClient, session: Session, office: User) -> None:
    client.sign_in(office)
    page = upload(client, ACHIEVEMENTS, shapes.saved([["成果名称", "负责人"], ["银浆", "张三"]]))
    tried = send(client, page, "试导入", **{"columns-1-field": "+"})
    back = client.get(tried.links["返回核对各列"])
    assert back.form("试导入").value("columns-1-field") == "+"
    send(client, send(client, back, "试导入"), "确认导入")
    assert session.scalars(select(Achievement.summary)).all() == ["负责人：张三"]
    client.get(f"{back.path.split('?')[0]}?step=columns", 303)


def test_without_a_name_column_the_form_says_what_is_missing(client: PageClient, office: User) -> None:
    client.sign_in(office)
    page = upload(client, ACHIEVEMENTS, shapes.saved([["关键词", "甲乙丙"], ["膜", "x"]]))
    assert "哪一列是名称" in client.submit(page, {}, 422, button="试导入").error_summary


def test_a_large_table_is_left_to_a_worker(client: PageClient, session: Session, office: User, worker: Worker) -> None:
    client.sign_in(office)
    rows: list[shapes.Row] = [HEAD, *([f"成果{n}号", 6, 30 if n else "贵"] for n in range(300))]
    waiting = send(client, upload(client, ACHIEVEMENTS, shapes.saved(rows)), "试导入")
    assert "正在排队" in waiting.text
    assert waiting.links["刷新进度"]
    worker.drain()
    tried = client.get(waiting.path, max_statements=8)
    assert "将新建草稿 299" in tried.text
    assert "正在排队" in send(client, tried, "确认导入").text
    worker.drain()
    assert "新建草稿 299" in client.get(waiting.path).text
    assert session.scalar(select(func.count()).select_from(Achievement)) == 299
    assert {done.progress_total for done in session.scalars(select(Job).where(Job.kind == "sheets.work"))} == {300}


def test_an_officers_table_brings_needs_of_the_firms_it_names(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session, name="淮滨薄膜有限公司")
    officer = make_officer(session)
    client.sign_in(officer)
    assert client.get("/review").all("a", href=NEEDS)
    tried = send(client, upload(client, NEEDS, shapes.grouped_needs()), "试导入")
    assert "平台上没有“没有登记的厂”" in tried.text
    send(client, tried, "确认导入")
    need = session.scalars(select(Need)).unique().one()
    assert (need.organization_id, need.title, need.state, need.entered_by) == (
        firm.id,
        "薄膜收卷起皱",
        "draft",
        officer.id,
    )
    assert (need.budget, need.budget_band, need.deadline_months) == (100_000_000, "100_500", 12)


def test_needs_of_unknown_firms_may_wait_to_be_claimed(client: PageClient, session: Session) -> None:
    make_enterprise(session, name="淮滨薄膜有限公司")
    client.sign_in(make_officer(session))
    page = upload(client, NEEDS, shapes.grouped_needs())
    done = send(client, send(client, page, "试导入", claims="y"), "确认导入")
    assert "新建草稿 2" in done.text
    row = session.scalars(select(Need).join(Organization).where(Organization.name == CLAIMING_UNIT)).unique().one()
    assert "填报单位：没有登记的厂" in row.background
    assert "没有变化 2" in send(client, upload(client, NEEDS, shapes.grouped_needs()), "试导入", claims="y").text


def test_firms_of_other_regions_are_refused(client: PageClient, session: Session) -> None:
    make_enterprise(session, name="淮滨薄膜有限公司", region_code="340600")
    client.sign_in(make_officer(session, region_code="340300"))
    tried = send(client, upload(client, NEEDS, shapes.grouped_needs()), "试导入")
    assert "不在您负责的地区" in tried.text


def test_what_was_submitted_meanwhile_is_not_overwritten(client: PageClient, session: Session, office: User) -> None:
    client.sign_in(office)
    imported(client, ACHIEVEMENTS, shapes.saved([HEAD, ["银浆", "小试", 50]]))
    row = session.scalars(select(Achievement)).unique().one()
    filled = {
        "one_liner": "导电银浆",
        "problem_solved": "烧结温度高",
        "advantage": "降到 130 ℃",
        "completed_by": "材料学院",
        "ip_status": "granted",
        "secrecy_cleared": "yes",
    }
    client.post(f"/achievements/{row.id}/edit", filled, button="完成并提交")
    tried = send(client, upload(client, ACHIEVEMENTS, shapes.saved([HEAD, ["银浆", "9", 50]])), "试导入")
    assert "已提交或发布" in tried.text


def test_a_table_is_nobody_elses(
    client: PageClient, session: Session, office: User, visit_as: Callable[..., PageClient]
) -> None:
    client.sign_in(office)
    page = upload(client, ACHIEVEMENTS, shapes.plain_achievements())
    for stranger in (make_officer(session), make_member(session, make_university(session))):
        visit_as(stranger).get(page.path, 404)
        visit_as(stranger).get(f"{page.path}/marked", 404)


def test_a_stale_page_is_refused(client: PageClient, office: User) -> None:
    client.sign_in(office)
    page = upload(client, ACHIEVEMENTS, shapes.plain_achievements())
    other = client.get(page.path)
    tried = send(client, page, "试导入")
    client.submit(other, {}, 409, button="试导入")
    done = send(client, tried, "确认导入")
    assert "新建草稿 2" in done.text
    client.forge(f"{page.path}/confirm", {"version": "3"}, 409)


def test_rows_that_were_removed_look_missing(client: PageClient, settings: Settings, office: User) -> None:
    client.sign_in(office)
    page = upload(client, ACHIEVEMENTS, shapes.plain_achievements())
    for path in settings.blob_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    client.submit(page, {}, 404, button="试导入")
