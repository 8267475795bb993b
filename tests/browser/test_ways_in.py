"""What comes in as text or as a table becomes listings in few actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app.wiring import job_registry
from matchmaker.config import Settings
from matchmaker.core.worker import Worker
from tests.browser.hands import Hands
from tests.browser.walker import Walker
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_enterprise, make_university
from tests.support import shapes
from tests.support.album import Album
from tests.support.browser import PHONE, OpenBrowser
from tests.unit.catalog.people import NEED_VALUES
from tests.unit.catalog.test_introduction import PAGE

pytestmark = pytest.mark.one_database
MOST_TO_PASTE, MOST_TO_PUBLISH = 5, 9


@pytest.fixture
def worker(sessions: sessionmaker[Session], settings: Settings) -> Worker:
    return Worker(sessions, job_registry(), settings)


def test_a_pasted_introduction_is_three_drafts(browse: OpenBrowser, session: Session, album: Album) -> None:
    make_university(session, name="滨淮测试大学")
    hands = Hands(Walker(browse(width=PHONE, user_id=make_scout(session).id), album))
    hands.page.goto("/achievements/new")
    hands.use("link", "粘贴介绍，自动分栏", leaves=True)
    hands.walker.look()
    hands.write("课题组介绍", PAGE)
    hands.use("button", "分成各栏", leaves=True)
    expect(hands.walker.main).to_contain_text("看出 3 项成果")
    hands.walker.look()
    hands.use("button", "存为草稿", leaves=True)
    expect(hands.page.get_by_text("已存为 3 份草稿")).to_be_visible()
    assert hands.count <= MOST_TO_PASTE


def test_a_dropped_table_has_its_suggestions_while_one_waits(
    browse: OpenBrowser, session: Session, worker: Worker, album: Album, tmp_path: Path
) -> None:
    firm, file = make_enterprise(session, name="淮滨薄膜有限公司"), tmp_path / "需求汇总表.xlsx"
    make_achievement(session, title="发酵液连续浓缩陶瓷膜工艺")
    head = ["企业名称", "技术需求名称", "主要技术问题", "指标要求", "完成时限", "拟投入资金（万元）"]
    rows = [[firm.name, f"发酵液连续浓缩{n}", NEED_VALUES["problem"], "收率：≥96%", "12个月", 50] for n in range(3)]
    file.write_bytes(shapes.saved([head, *rows]))
    hands = Hands(Walker(browse(user_id=make_officer(session).id), album))
    hands.page.goto("/workbench")
    hands.use("link", "导入需求汇总表", leaves=True)
    hands.choose_file("表格文件", file)
    for button in ("上传并核对", "试导入", "确认导入"):
        hands.use("button", button, leaves=True)
    hands.use("link", "发布填写完整的", leaves=True)
    hands.walker.look()
    to_publish = hands.count
    hands.write("高新领域（没有写明的）", "新材料")
    hands.write("需求类型（没有写明的）", "技术攻关")
    hands.write("质量偏低仍发布的原因", "企业已电话确认")
    hands.use("button", "提交并发布所选的", leaves=True)
    expect(hands.walker.main).to_contain_text("已发布 3 条，已匹配 0 条")
    hands.walker.look()
    worker.drain()
    expect(hands.walker.main.get_by_role("link", name="去看匹配推荐")).to_be_visible()
    hands.walker.look()
    assert to_publish <= MOST_TO_PUBLISH
