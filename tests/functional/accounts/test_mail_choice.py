"""The link in a mail: seen by GET, decided by POST, undone on the same page, dead for everything else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchmaker.accounts.models import User
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.accounts.topics import Topic
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user, prefer
from tests.support.mail import Mail
from tests.support.page_client import PageClient

STOP = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, login="wen.qiao", name="文乔", email="wen@unit.example")


@pytest.fixture
def mail(session: Session, person: User, mails: Callable[[], list[Mail]]) -> Mail:
    message = Message("deal.advanced", "对接有了进展", "已签约。", "/deals/1")
    transact(session, lambda inner: notify(inner, [person.id], message, dedup_key="k"))
    return mails()[0]


@pytest.fixture
def address(mail: Mail) -> str:
    """Where the mail's header points."""
    return urlsplit(mail.headers["List-Unsubscribe"].strip("<>")).path


@pytest.fixture
def page_address(address: str, mail: Mail) -> str:
    """Where the mail's own link points."""
    path = address.removesuffix("/stop")
    assert f"http://127.0.0.1:8000{path}" in mail.body
    return path


def modes(session: Session, person: User) -> dict[str, str]:
    session.expire_all()
    preference = mail_preference(session, person.id)
    return {topic: preference.mode(topic).value for topic in (Topic.DUTIES, Topic.DEALS)}


UNTOUCHED = {"duties": "at_once", "deals": "at_once"}


def test_looking_changes_nothing_and_shows_nobody(
    client: PageClient, session: Session, person: User, page_address: str, address: str
) -> None:
    page = client.get(page_address, max_statements=8)
    assert [field for field in page.form("停止这类邮件").names if field in set(Topic)] == ["deals"]
    for personal in ("文乔", "wen.qiao", "wen@unit.example", "已签约"):
        assert personal not in page.source
    assert client.answer(address).headers["Location"] == page_address
    assert modes(session, person) == UNTOUCHED


def test_stopping_and_taking_it_back(client: PageClient, session: Session, person: User, page_address: str) -> None:
    prefer(session, person, deals="daily")
    client.post(page_address, button="停止这类邮件")
    page = client.follow()
    assert "已停止发送这类邮件" in page.messages
    assert modes(session, person) == {"duties": "at_once", "deals": "none"}
    client.submit(page, button="撤销，恢复原来的选择")
    assert modes(session, person) == {"duties": "at_once", "deals": "daily"}


def test_something_between_can_be_chosen(client: PageClient, session: Session, person: User, page_address: str) -> None:
    client.post(page_address, {"deals": "weekly"}, button="保存选择")
    assert modes(session, person) == {"duties": "at_once", "deals": "weekly"}
    client.forge(page_address, {"deals": "hourly"}, status=422)


def one_click(app: Flask, address: str, data: dict[str, str]) -> TestResponse:
    """As a mail program asks: no cookie, no form of ours."""
    return app.test_client().post(address, data=data)


def test_a_mail_program_stops_it_at_one_click(app: Flask, session: Session, person: User, address: str) -> None:
    for _again in range(2):
        assert one_click(app, address, STOP).status_code == 200
    assert modes(session, person) == {"duties": "at_once", "deals": "none"}


def test_one_click_takes_what_the_standard_says(app: Flask, session: Session, person: User, address: str) -> None:
    assert one_click(app, address, {}).status_code == 422
    assert one_click(app, address.removesuffix("/stop"), STOP).status_code == 400  # the page's form takes its token
    assert modes(session, person) == UNTOUCHED


@pytest.mark.parametrize("forge", ["{}x", "x{}", "invented"])
def test_a_link_that_is_not_ours_is_none(app: Flask, client: PageClient, page_address: str, forge: str) -> None:
    start, _slash, token = page_address.rpartition("/")
    forged = f"{start}/{forge.format(token)}"
    assert "请登录后" in client.get(forged, status=404).text
    assert one_click(app, f"{forged}/stop", STOP).status_code == 404


def test_after_a_change_of_address_old_links_are_dead(
    app: Flask, client: PageClient, session: Session, person: User, page_address: str
) -> None:
    def move(inner: Session) -> None:
        inner.get_one(User, person.id).email = "other@unit.example"

    transact(session, move)
    client.get(page_address, status=404)
    assert one_click(app, f"{page_address}/stop", STOP).status_code == 404


def test_way_back_takes_only_what_there_is(client: PageClient, page_address: str) -> None:
    page = client.get(f"{page_address}?deals=%22%3E%3Cscript%3E")
    assert "撤销" not in page.text
