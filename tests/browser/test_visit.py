"""A visit is noted on the phone between two appointments, also where the network is bad."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.scouting.models import ContactLog
from tests.browser.hands import Hands
from tests.browser.walker import Walker
from tests.factories.accounts import make_scout
from tests.factories.organizations import make_university
from tests.factories.scouting import make_contact
from tests.support.album import Album
from tests.support.browser import PHONE, OpenBrowser

LEARNT = "银浆中试线已连续运行三个月，想找浆料企业试用。"
TO_OPEN, IN_ALL = 1, 4
"""Taps; all of them with the text, which counts one."""


@pytest.fixture
def scout(session: Session) -> User:
    scout = make_scout(session)
    make_contact(session, scout, make_university(session))
    return scout


def entries(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(ContactLog.learnt).where(ContactLog.learnt == LEARNT)))


def lose_the_answer(route: Route) -> None:
    """What was sent arrives; what is sent back does not."""
    route.fetch(max_redirects=0)
    route.abort()


@pytest.mark.one_database
def test_a_visit_takes_four_actions(browse: OpenBrowser, session: Session, album: Album, scout: User) -> None:
    walker = Walker(browse(width=PHONE, user_id=scout.id), album)
    hands = Hands(walker)
    walker.opens("/workbench")
    hands.use("link", "记一次走访", leaves=True)
    assert hands.count == TO_OPEN
    walker.look()
    hands.write("了解到什么", LEARNT)
    hands.use("button", "保存", leaves=True)
    expect(walker.main.get_by_role("link", name="登记成果线索")).to_be_visible()
    walker.look()
    assert hands.count == IN_ALL
    assert entries(session) == [LEARNT]
    walker.page.goto("/contacts/new")
    expect(walker.page.get_by_label("了解到什么")).to_have_value("")


def test_what_was_typed_without_a_network_is_there_again_and_saved_once(
    browse: OpenBrowser, session: Session, album: Album, scout: User
) -> None:
    walker = Walker(browse(width=PHONE, user_id=scout.id), album)
    page, hands = walker.page, Hands(walker)
    page.goto("/contacts/new")
    page.context.set_offline(True)
    hands.write("了解到什么", LEARNT)
    hands.use("button", "保存")
    expect(page.get_by_role("status").filter(has_text="没有网络")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/contacts/new")
    expect(page.get_by_label("了解到什么")).to_have_value(LEARNT)
    walker.look()
    page.route("**/contacts/new", lose_the_answer)
    hands.use("button", "保存")
    page.wait_for_url("chrome-error://**")
    page.unroute("**/contacts/new")
    assert entries(session) == [LEARNT]
    page.goto("/contacts/new")
    expect(page.get_by_label("了解到什么")).to_have_value(LEARNT)
    hands.use("button", "保存")
    expect(walker.main.get_by_role("link", name="登记成果线索")).to_be_visible()
    assert entries(session) == [LEARNT]
