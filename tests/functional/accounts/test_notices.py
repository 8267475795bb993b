"""The inbox."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.support.mail import Mail
from tests.support.page_client import PageClient
from tests.support.pages import Page


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, email="wen@unit.example")


@pytest.fixture
def told(session: Session, person: User, work: Callable[[], int]) -> list[Notice]:
    """Three notices, delivered."""

    def tell(inner: Session) -> None:
        for number in (1, 2, 3):
            message = Message("deal.introduced", f"第{number}件事", f"请在 {number} 日内处理。", "/account")
            notify(inner, [person.id], message, dedup_key=f"test:{number}")

    transact(session, tell)
    work()
    return session.query(Notice).order_by(Notice.id).all()


def titles(page: Page) -> list[str]:
    return ["".join(each.itertext()) for each in page.main.iter("h2")]


def test_unread_ones_stand_first(client: PageClient, person: User, told: list[Notice]) -> None:
    client.sign_in(person)
    client.post(f"/notices/{told[2].id}/read", form="/notices", button="查看")
    assert titles(client.get("/notices")) == ["未读第2件事", "未读第1件事", "第3件事"]


def test_reading_one_goes_to_what_it_speaks_of(client: PageClient, person: User, told: list[Notice]) -> None:
    client.sign_in(person)
    client.post(f"/notices/{told[0].id}/read", form="/notices", button="查看")
    assert client.follow().path == "/account"
    assert "2" in "".join(client.get("/notices").all("span", class_="count")[0].itertext())


@pytest.mark.usefixtures("told")
def test_all_can_be_marked_at_once(client: PageClient, person: User) -> None:
    client.sign_in(person).post("/notices/read-all", form="/notices")
    assert titles(client.follow()) == ["第3件事", "第2件事", "第1件事"]


@pytest.mark.usefixtures("told")
def test_a_notice_can_be_copied_as_a_text_message(client: PageClient, person: User) -> None:
    page = client.sign_in(person).get("/notices")
    assert "第3件事。请在 3 日内处理。\nhttp://127.0.0.1:8000/account" in page.source
    assert "共 45 字，1 条短信" in page.text


def test_one_can_be_marked_without_leaving_the_list(client: PageClient, person: User, told: list[Notice]) -> None:
    client.sign_in(person)
    client.post(f"/notices/{told[0].id}/read", form="/notices?unread=y", button="标为已读")
    assert client.follow().path == "/notices?unread=y"
    assert titles(client.get("/notices?unread=y")) == ["未读第3件事", "未读第2件事"]


def test_back_leads_nowhere_else(client: PageClient, person: User, told: list[Notice]) -> None:
    client.sign_in(person).forge(f"/notices/{told[0].id}/read", {"back": "https://evil.example/"}, status=303)
    assert client.follow().path == "/notices"


@pytest.mark.usefixtures("told")
def test_the_list_is_narrowed_by_topic(
    client: PageClient, session: Session, person: User, work: Callable[[], int]
) -> None:
    message = Message("need.published", "已发布", "", "/account")
    transact(session, lambda inner: notify(inner, [person.id], message, dedup_key="other"))
    work()
    client.sign_in(person)
    page = client.get("/notices")
    assert "对接进展（3 条未读）" in page.text
    assert titles(client.get("/notices?topic=records")) == ["未读已发布"]
    assert len(titles(client.get("/notices?topic=nonsense"))) == 4
    client.post("/notices/read-all", form="/notices?topic=records")
    assert client.follow().path == "/notices?topic=records"
    assert titles(client.get("/notices?unread=y&topic=deals")) == ["未读第3件事", "未读第2件事", "未读第1件事"]
    assert "没有这样的消息" in client.get("/notices?unread=y&topic=records").text


def test_somebody_elses_notice_looks_missing(client: PageClient, session: Session, told: list[Notice]) -> None:
    client.sign_in(make_user(session)).forge(f"/notices/{told[0].id}/read", status=404)


@pytest.mark.usefixtures("told")
def test_each_is_mailed_once(mails: Callable[[], list[Mail]]) -> None:
    assert sorted(mail.subject for mail in mails()) == ["第1件事", "第2件事", "第3件事"]


def test_an_empty_inbox_says_so(client: PageClient, person: User) -> None:
    page = client.sign_in(person).get("/notices")
    assert "还没有消息" in page.text
    assert "会出现在这里" in page.text


@pytest.mark.usefixtures("told")
def test_the_inbox_is_cheap(client: PageClient, person: User) -> None:
    client.sign_in(person).get("/notices", max_statements=8)
