"""The administrators' lexicon at both widths: entered, compared, put into use, taken back."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.matching.tuning.models import Origin, TuningState
from tests.factories.accounts import make_officer, make_user
from tests.factories.tuning import LEARNED_FROM, comparison, make_far_pair, make_tuning
from tests.support.album import Album
from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
LEARNED: dict[str, Any] = {
    "title_share": 0.44,
    "factors": {"浓缩": 1.4, "陶瓷膜": 1.3, "平台": 0.7},
    "learned_from": LEARNED_FROM,
}


@WIDTHS
def test_a_lexicon_is_entered_compared_and_put_into_use(
    browse: OpenBrowser, session: Session, album: Album, width: int
) -> None:
    make_far_pair(session)
    admin = make_user(session, Role.SYSTEM_ADMIN, name="管理员甲")
    make_tuning(session, synonyms=[["薄膜", "膜片"]], **LEARNED)
    visit = browse(user_id=admin.id, width=width)
    page = visit.page
    page.goto("/admin/lexicon")
    visit.check()
    album.add(page)
    page.get_by_role("link", name="修改词库").click()
    page.get_by_label("多计的词").fill("陶瓷膜、刚玉")
    page.get_by_label("同义词组").fill("刚玉、蓝宝石\n蓝宝石、红宝石")
    page.get_by_label("为什么修改").fill("材料企业座谈会上的说法")
    page.get_by_role("button", name="保存并看效果").click()
    assert "第 2 行：“蓝宝石”已在第 1 行的同义词组里" in page.locator(".error-summary").inner_text()
    visit.check()
    album.add(page)
    page.get_by_label("同义词组").fill("刚玉、蓝宝石")
    page.get_by_role("button", name="保存并看效果").click()
    visit.check()
    album.add(page)
    page.get_by_role("button", name="启用这一版").click()
    assert "已启用" in page.locator("#messages").inner_text()
    page.get_by_role("link", name="历次版本").click()
    visit.check()
    album.add(page)
    page.get_by_role("button", name="退回到此版").click()
    assert "已退回" in page.locator("#messages").inner_text()


@WIDTHS
def test_a_worse_version_and_a_learned_one_can_be_read_by_all(
    browse: OpenBrowser, session: Session, album: Album, width: int
) -> None:
    worse = make_tuning(session, TuningState.CANDIDATE, comparison=comparison(-0.02, -0.03, -0.01))
    learned = make_tuning(session, TuningState.CANDIDATE, origin=Origin.LEARNED, **LEARNED)
    visit = browse(user_id=make_user(session, Role.SYSTEM_ADMIN).id, width=width)
    for row in (worse, learned):
        visit.page.goto(f"/admin/tunings/{row.id}")
        visit.page.locator("details > summary", has_text="全部内容").click()
        visit.check()
        album.add(visit.page)
    make_tuning(session, **LEARNED)
    officer = browse(user_id=make_officer(session).id, width=width)
    officer.page.goto("/suggestions/learned")
    officer.check()
    album.add(officer.page)
