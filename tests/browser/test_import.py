"""An office's own Excel becomes drafts in a few actions, at a phone's and a desk's width."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app.wiring import job_registry
from matchmaker.catalog.models import Achievement
from matchmaker.config import Settings
from matchmaker.core.worker import Worker
from tests.browser.hands import Hands
from tests.browser.walker import Walker
from tests.factories.accounts import PASSWORD, make_member, make_officer
from tests.factories.organizations import make_enterprise, make_university
from tests.support import shapes
from tests.support.album import Album
from tests.support.browser import DESK, PHONE, OpenBrowser

WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
MOST_ACTIONS = 12


def _row(number: int) -> shapes.Row:
    return [number, f"薄膜应力在线测量 {number} 型", "镀膜时看得见应力", "光电学院", "中试", "30-50", "许可"]


TABLE: list[shapes.Row] = [
    ["淮滨工学院可转化成果汇总表"],
    ["序号", "项目名称", "成果介绍", "所在学院", "成熟程度", "转让价格（万元）", "拟转化方式"],
    *(_row(n) for n in range(200)),
]


@pytest.fixture
def worker(sessions: sessionmaker[Session], settings: Settings) -> Worker:
    return Worker(sessions, job_registry(), settings)


@pytest.mark.one_database
@WIDTHS
def test_two_hundred_achievements_in_few_actions(
    browse: OpenBrowser, session: Session, album: Album, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "可转化成果.xlsx"
    file.write_bytes(shapes.saved(TABLE, merged=["A1:G1"]))
    walker, office = Walker(browse(width=width), album), make_member(session, make_university(session))
    actions, page = Hands(walker), walker.page
    actions.sign_in(office.login, PASSWORD)
    actions.use("link", "导入 Excel", leaves=True)
    walker.look()
    actions.choose_file("表格文件", file)
    actions.use("button", "上传并核对", leaves=True)
    walker.look()
    actions.use("button", "试导入", leaves=True)
    walker.look()
    expect(page.get_by_role("heading", name="试导入结果")).to_be_visible()
    walker.look()
    actions.use("button", "确认导入", leaves=True)
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
    walker.look()
    assert session.scalar(select(func.count()).select_from(Achievement)) == 200
    assert actions.count <= MOST_ACTIONS, actions.count


@pytest.mark.one_database
@WIDTHS
def test_questions_and_mistakes_are_shown_where_they_are(
    browse: OpenBrowser, session: Session, album: Album, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "需求汇总表.xlsx"
    rows: list[shapes.Row] = [
        ["企业名称", "技术需求名称", "需求描述", "投入预算", "完成时限"],
        ["淮滨薄膜有限公司", "薄膜收卷起皱", "收卷到 800 米以后起皱", 50, "尽快"],
        ["没有登记的厂", "镀液在线检测", "镀液成分靠人工化验", 30, "6个月"],
    ]
    file.write_bytes(shapes.saved(rows))
    make_enterprise(session, name="淮滨薄膜有限公司")
    walker = Walker(browse(width=width, user_id=make_officer(session).id), album)
    actions = Hands(walker)
    walker.page.goto("/review")
    actions.use("link", "导入 Excel", leaves=True)
    walker.look()
    actions.choose_file("表格文件", file)
    actions.use("button", "上传并核对", leaves=True)
    walker.look()
    actions.use("button", "试导入", leaves=True)
    walker.look()
    walker.page.get_by_label("第 D 列 投入预算 导入为").select_option(label="可能是：拟投入资金")
    actions.use("button", "试导入", leaves=True)
    walker.page.get_by_label("第 D 列的金额单位").select_option(label="万元")
    walker.look()
    actions.use("button", "试导入", leaves=True)
    walker.look()
    expect(walker.page.get_by_role("main")).to_contain_text("看不出时限")
    expect(walker.page.get_by_role("main")).to_contain_text("平台上没有“没有登记的厂”")


@WIDTHS
def test_the_page_of_a_large_table_follows_the_work_by_itself(
    browse: OpenBrowser, session: Session, worker: Worker, album: Album, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "可转化成果.xlsx"
    file.write_bytes(shapes.saved([*TABLE, *(_row(n) for n in range(200, 300))]))
    walker = Walker(browse(width=width, user_id=make_member(session, make_university(session)).id), album)
    actions = Hands(walker)
    walker.page.goto("/my/achievements/import")
    actions.choose_file("表格文件", file)
    actions.use("button", "上传并核对", leaves=True)
    actions.use("button", "试导入", leaves=True)
    expect(walker.page.get_by_role("main")).to_contain_text("正在排队")
    walker.look()
    worker.drain()
    expect(walker.page.get_by_role("heading", name="试导入结果")).to_be_visible()
    walker.look()
