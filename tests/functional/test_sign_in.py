"""Coming in and going out, as a visitor meets it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchmaker.accounts.models import User, UserSession
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import PASSWORD, make_user
from tests.support.page_client import PageClient


@pytest.fixture
def person(session: Session) -> User:
    return transact(session, lambda inner: make_user(inner, login="wen.qiao", name="文乔"))


def sign_in(visitor: PageClient, login: str, password: str, target: str = "/sign-in") -> TestResponse:
    form = visitor.get(target).form(action="/sign-in")
    return visitor.send(form, {"login": login, "password": password})


def test_the_right_password_opens_a_session_on_the_server(visitor: PageClient, person: User, session: Session) -> None:
    answer = sign_in(visitor, "Wen.Qiao", PASSWORD)
    assert answer.status_code == 303
    assert session.scalars(select(UserSession.user_id)).all() == [person.id]
    assert visitor.answer("/sign-in").status_code == 303  # already in


def test_one_goes_on_to_where_one_wanted_but_never_to_another_site(visitor: PageClient, person: User) -> None:
    answer = sign_in(visitor, person.login, PASSWORD, "/sign-in?next=/needs/new")
    assert answer.headers["Location"] == "/needs/new"
    visitor.raw.delete_cookie("matchmaker_session")
    answer = sign_in(visitor, person.login, PASSWORD, "/sign-in?next=//evil.example/")
    assert "evil" not in answer.headers["Location"]


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("login", ["wen.qiao", "nobody.here"])
def test_a_wrong_name_and_a_wrong_password_look_the_same(visitor: PageClient, login: str) -> None:
    page = visitor.get("/sign-in")
    page = visitor.submit(page, {"login": login, "password": "not the password"}, action="/sign-in", status=422)
    assert "登录名或密码不正确" in page.error_summary
    assert page.form(action="/sign-in").value("login") == login


def test_the_forms_token_changes_at_sign_in(visitor: PageClient, person: User) -> None:
    before = visitor.get("/sign-in").form(action="/sign-in").value("csrf_token")
    sign_in(visitor, person.login, PASSWORD)
    visitor.forge("/sign-out", {"csrf_token": before}, 400)
