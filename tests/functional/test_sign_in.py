"""Coming in and going out, as a client meets it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchmaker.accounts.models import User, UserSession
from tests.factories.accounts import PASSWORD, make_user
from tests.support.page_client import PageClient


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, login="wen.qiao", name="文乔")


def sign_in(client: PageClient, login: str, password: str, target: str = "/sign-in") -> TestResponse:
    form = client.get(target).form(action="/sign-in")
    return client.send(form, {"login": login, "password": password})


def test_the_right_password_opens_a_session_on_the_server(client: PageClient, person: User, session: Session) -> None:
    answer = sign_in(client, "Wen.Qiao", PASSWORD)
    assert answer.status_code == 303
    assert session.scalars(select(UserSession.user_id)).all() == [person.id]
    assert client.answer("/sign-in").status_code == 303  # already in


def test_one_goes_on_to_where_one_wanted_but_never_to_another_site(client: PageClient, person: User) -> None:
    answer = sign_in(client, person.login, PASSWORD, "/sign-in?next=/needs/new")
    assert answer.headers["Location"] == "/needs/new"
    client.raw.delete_cookie("matchmaker_session")
    answer = sign_in(client, person.login, PASSWORD, "/sign-in?next=//evil.example/")
    assert "evil" not in answer.headers["Location"]


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("login", ["wen.qiao", "nobody.here"])
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: PageClient, login: str) -> None:
    page = client.post("/sign-in", {"login": login, "password": "not the password"}, status=422)
    assert "登录名或密码不正确" in page.error_summary
    assert page.form(action="/sign-in").value("login") == login


def test_the_forms_token_changes_at_sign_in(client: PageClient, person: User) -> None:
    before = client.get("/sign-in").form(action="/sign-in").value("csrf_token")
    sign_in(client, person.login, PASSWORD)
    client.forge("/sign-out", {"csrf_token": before}, 400)
