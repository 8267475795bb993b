"""A form takes effect once, however often and by whom it is sent."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from tests.factories.accounts import make_officer
from tests.support.page_client import PageClient
from tests.support.probe import effects


def test_a_form_sent_twice_takes_effect_once_and_answers_the_same(officer: PageClient, session: Session) -> None:
    page = officer.get("/probe/office")
    first = officer.submit(page, {"title": "薄膜"})
    second = officer.submit(page, {"title": "薄膜"})
    assert first.location == second.location == "/probe?last=2"
    assert effects(session) == ["薄膜"]


def test_the_key_with_other_content_is_refused(officer: PageClient, session: Session) -> None:
    page = officer.get("/probe/office")
    officer.submit(page, {"title": "薄膜"})
    again = officer.submit(page, {"title": "别的"}, 422)
    assert "已经提交过" in again.text
    assert effects(session) == ["薄膜"]


def test_a_page_fetched_anew_is_a_new_form(officer: PageClient, session: Session) -> None:
    for _ in range(2):
        officer.post("/probe/office", {"title": "薄膜"})
    assert effects(session) == ["薄膜", "薄膜"]


def test_a_form_without_key_or_with_a_nonsense_one_is_refused(officer: PageClient, session: Session) -> None:
    for key in ("", "k" * 65):
        page = officer.forge("/probe/office", {"title": "薄膜", "idempotency_key": key}, 422)
        assert "提交编号" in page.text
    assert effects(session) == []


def test_a_refused_form_comes_back_with_a_fresh_key_and_all_that_was_typed(
    officer: PageClient, session: Session
) -> None:
    page = officer.get("/probe/office")
    back = officer.submit(page, {"title": "", "rows-0-name": "收率"}, 422)
    old, new = page.form("保存"), back.form("保存")
    assert old.value("idempotency_key") != new.value("idempotency_key")
    assert new.value("rows-0-name") == "收率"
    officer.submit(back, {"title": "薄膜"})
    assert effects(session) == ["薄膜"]


def test_a_service_that_refuses_uses_no_key_up(officer: PageClient, session: Session) -> None:
    page = officer.get("/probe/office")
    back = officer.submit(page, {"title": "重名"}, 422)
    assert "已有同名记录" in back.error_summary
    officer.submit(page, {"title": "薄膜"})  # even the old one: it never took effect
    assert effects(session) == ["薄膜"]


def test_adding_a_row_uses_no_key_up(officer: PageClient, session: Session) -> None:
    page = officer.get("/probe/office")
    more = officer.submit(page, {"title": "薄膜"}, 200, button="添加一行")
    assert more.form("保存").value("idempotency_key") == page.form("保存").value("idempotency_key")
    officer.submit(more, {"title": "薄膜", "rows-1-name": "厚度"})
    assert effects(session) == ["薄膜"]


def test_a_key_works_for_its_owner_only(
    officer: PageClient, visitor: PageClient, session: Session, visit_as: Callable[[User], PageClient]
) -> None:
    """Knowing somebody's key neither stops nor repeats what they do."""
    colleague = visit_as(make_officer(session))
    for person in (officer, colleague):
        person.forge("/probe/office", {"title": "薄膜"}, 303, key="the same for all")
    visitor.forge("/probe/open", {"title": "薄膜"}, 303, key="the same for all")
    visitor.forge("/probe/open", {"title": "薄膜"}, 303, key="the same for all")
    PageClient(visitor.app).forge("/probe/open", {"title": "薄膜"}, 303, key="the same for all")
    assert effects(session) == ["薄膜"] * 4


def test_the_same_form_at_another_address_is_another_form(officer: PageClient, session: Session) -> None:
    officer.forge("/probe/office", {"title": "薄膜"}, 303, key="k")
    page = officer.forge("/probe/mine", {"title": "薄膜"}, 422, key="k")
    assert "已经提交过" in page.text
    assert effects(session) == ["薄膜"]


def test_six_impatient_clicks_take_effect_once(app: Flask, officer: PageClient, session: Session) -> None:
    form = officer.get("/probe/office").form("保存")
    data = dict(form.values) | {"title": "薄膜"}
    cookies = [(cookie.key, cookie.value) for cookie in (officer.raw._cookies or {}).values()]

    def click(_number: int) -> tuple[int, str]:
        browser = app.test_client()
        for name, value in cookies:
            browser.set_cookie(name, value)
        answer = browser.post("/probe/office", data=data)
        return answer.status_code, answer.headers["Location"]

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(click, range(6)))
    assert answers == {(303, "/probe?last=2")}
    assert effects(session) == ["薄膜"]
