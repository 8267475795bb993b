"""How many actions an ordinary job takes, and that each can be done without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.matching.models import Suggestion, SuggestionState
from tests.browser.hands import Hands
from tests.browser.walker import Walker
from tests.factories.accounts import PASSWORD, make_member, make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.factories.organizations import credit_code, make_enterprise
from tests.functional.journey_texts import NEED
from tests.support.album import Album
from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database
MOST_FOR_A_FIRST_NEED = 40
MOST_FOR_TWENTY_DECISIONS = 40
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
PASTED = f"需求名称：{NEED['title']}\n技术难题：{NEED['problem']}\n现状：{NEED['background']}"


def finish_the_need(hands: Hands) -> None:
    """What a pasted text cannot say: an indicator, a date, a budget, who may read it."""
    hands.write("指标", "浓缩收率")
    hands.write("目标值", "≥96")
    hands.write("期望完成时限", "12")
    hands.write("预算档", "面议")
    hands.tick("全部公开")
    hands.use("button", "完成并提交", leaves=True)


@WIDTHS
def test_a_visitor_without_account_submits_a_first_need(
    browse: OpenBrowser, session: Session, album: Album, width: int
) -> None:
    """From the landing page, registration of the firm included."""
    make_achievement(session, title="发酵液浓缩用陶瓷膜")
    hands = Hands(Walker(browse(width=width), album))
    hands.page.goto("/")
    hands.write("要解决的问题", PASTED)
    hands.use("button", "查找成果", leaves=True)
    hands.walker.sees("发酵液浓缩用陶瓷膜")
    hands.walker.look()
    hands.use("link", "注册并写成需求", leaves=True)
    hands.write("单位全称", "江畔示例发酵有限公司")
    hands.write("统一社会信用代码", credit_code(9_000_007))
    hands.write("所在地区", "禹会区")
    hands.write("联系人姓名", "王测试")
    hands.write("电话", "0552-0000101")
    hands.write("登录名", "jiangpan")
    hands.write("密码", PASSWORD)
    hands.write("再输一次密码", PASSWORD)
    hands.tick("我已阅读并同意《个人信息处理说明》")
    hands.use("button", "注册", leaves=True)
    expect(hands.walker.field("名称")).to_have_value(NEED["title"])
    finish_the_need(hands)
    hands.walker.sees("对接联络员应在")
    hands.walker.look()
    need = session.scalars(select(Need)).one()
    assert need.state == NeedState.SUBMITTED
    assert need.problem == NEED["problem"]
    assert hands.count <= MOST_FOR_A_FIRST_NEED


def test_a_need_is_written_and_submitted_with_keys_alone(browse: OpenBrowser, session: Session, album: Album) -> None:
    firm = make_member(session, make_enterprise(session))
    hands = Hands(Walker(browse(user_id=firm.id), album), mouse=False)
    hands.page.goto("/needs/new")
    hands.write("名称", NEED["title"])
    hands.write("主要技术问题", NEED["problem"])
    finish_the_need(hands)
    hands.walker.sees("对接联络员应在")
    assert session.scalar(select(Need.state)) == NeedState.SUBMITTED


@pytest.fixture
def twenty(session: Session) -> list[Suggestion]:
    """Two needs with ten suggestions each."""
    return [
        make_suggestion(session, need=need, achievement=make_achievement(session), rank=rank + 1)
        for need in (make_need(session), make_need(session))
        for rank in range(10)
    ]


def decided(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).where(Suggestion.state == SuggestionState.APPROVED)) or 0


@WIDTHS
def test_twenty_suggestions_are_decided_from_the_queue(
    browse: OpenBrowser, session: Session, album: Album, twenty: list[Suggestion], width: int
) -> None:
    hands = Hands(Walker(browse(width=width), album))
    hands.sign_in(make_officer(session).login, PASSWORD)
    hands.use("link", "匹配推荐", leaves=True)
    for row in twenty:
        hands.tick(f"选中：{row.achievement.title}")
    hands.walker.look()
    hands.use("button", "通过所选", leaves=True)
    hands.walker.look()
    assert decided(session) == len(twenty)
    assert hands.count <= MOST_FOR_TWENTY_DECISIONS


def test_twenty_suggestions_are_read_and_decided_with_keys_alone(
    browse: OpenBrowser, session: Session, album: Album, twenty: list[Suggestion]
) -> None:
    """One pair after the other, each seen whole; the first is reached by Tab."""
    hands = Hands(Walker(browse(user_id=make_officer(session).id), album), mouse=False)
    hands.page.goto("/suggestions")
    hands.use("link", twenty[0].need.title, leaves=True)
    before = hands.count
    for _pair in twenty:
        with hands.page.expect_navigation():
            hands.press("1")
    assert decided(session) == len(twenty)
    assert hands.count - before <= MOST_FOR_TWENTY_DECISIONS
