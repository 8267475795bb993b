"""Coming in and going out, as a visitor meets it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from matchmaker.accounts.models import User, UserSession
from matchmaker.accounts.services import throttles
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.base import MAKER
from tests.support.page_client import PageClient

WRONG = "not the password"


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, login="wen.qiao", name="文乔")


def sign_in(client: PageClient, login: str, password: str, target: str = "/sign-in", *, at: str = "") -> TestResponse:
    form = client.get(target).form(action="/sign-in")
    data = {**dict(form.values), "login": login, "password": password}
    return client.raw.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": at or "198.51.100.7"})


def fill(client: PageClient, login: str, *, at: str) -> None:
    for _try in range(throttles.PER_ACCOUNT):
        assert sign_in(client, login, WRONG, at=at).status_code == 422


def test_the_right_password_opens_a_session_on_the_server(client: PageClient, person: User, session: Session) -> None:
    answer = sign_in(client, "Wen.Qiao", PASSWORD)
    assert answer.status_code == 303
    assert session.scalars(select(UserSession.user_id)).all() == [person.id]
    assert client.answer("/sign-in").status_code == 303  # already in


def test_one_goes_on_to_where_one_wanted_but_never_to_another_site(client: PageClient, person: User) -> None:
    answer = sign_in(client, person.login, PASSWORD, "/sign-in?next=/needs/new")
    assert answer.headers["Location"] == "/needs/new"
    client.sign_out()
    answer = sign_in(client, person.login, PASSWORD, "/sign-in?next=//evil.example/")
    assert "evil" not in answer.headers["Location"]


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("login", ["wen.qiao", "nobody.here"])
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: PageClient, login: str) -> None:
    page = client.post("/sign-in", {"login": login, "password": WRONG}, status=422)
    assert "登录名或密码不正确" in page.error_summary
    assert page.form(action="/sign-in").value("login") == login


def test_the_forms_token_changes_at_sign_in(client: PageClient, person: User) -> None:
    before = client.get("/sign-in").form(action="/sign-in").value("csrf_token")
    sign_in(client, person.login, PASSWORD)
    client.forge("/sign-out", {"csrf_token": before}, status=400)


def test_signing_out_ends_the_session_on_the_server(client: PageClient, person: User, session: Session) -> None:
    client.sign_in(person)
    client.forge("/sign-out", status=303)
    assert session.scalars(select(UserSession)).all() == []
    assert client.follow().messages == "您已退出登录。"


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("login", ["wen.qiao", "nobody.here"])
def test_guessing_at_one_name_is_stopped_whether_it_exists_or_not(client: PageClient, login: str) -> None:
    fill(client, login, at="203.0.113.9")
    answer = sign_in(client, login, PASSWORD, at="203.0.113.10")
    assert (answer.status_code, answer.headers["X-Error-Code"]) == (429, "throttled")
    assert 0 < int(answer.headers["Retry-After"]) <= throttles.BLOCK.total_seconds() + 1
    assert "15 分钟后再试" in answer.text


def test_a_block_lapses(client: PageClient, person: User) -> None:
    fill(client, person.login, at="203.0.113.9")
    with clock.frozen(clock.now() + throttles.BLOCK + timedelta(seconds=1)):
        assert sign_in(client, person.login, PASSWORD, at="203.0.113.9").status_code == 303


def test_a_stranger_cannot_lock_the_owner_out_of_a_known_address(client: PageClient, person: User) -> None:
    assert sign_in(client, person.login, PASSWORD, at="198.51.100.7").status_code == 303
    client.sign_out()
    fill(client, person.login, at="203.0.113.9")
    assert sign_in(client, person.login, PASSWORD, at="203.0.113.10").status_code == 429
    assert sign_in(client, person.login, PASSWORD, at="198.51.100.7").status_code == 303


def test_one_address_cannot_try_many_names(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "PER_ADDRESS", 5)
    monkeypatch.setattr(throttles.by_address, "__defaults__", (5,))
    for number in range(5):
        assert sign_in(client, f"guess{number}", WRONG).status_code == 422
    assert sign_in(client, "guess6", WRONG).status_code == 429
    assert sign_in(client, "guess6", WRONG, at="203.0.113.4").status_code == 422


def test_a_suspended_person_is_told_so_only_with_the_right_password(
    client: PageClient, person: User, session: Session
) -> None:
    transact(
        session,
        lambda inner: ACCOUNT.apply(inner, inner.get_one(User, person.id), "suspend", actor=MAKER, reason="离岗"),
    )
    assert "账号已停用" in sign_in(client, person.login, PASSWORD).text
    assert "登录名或密码不正确" in sign_in(client, person.login, WRONG).text


def test_suspension_acts_on_the_next_request(client: PageClient, person: User, session: Session) -> None:
    client.sign_in(person).get("/account")
    transact(
        session,
        lambda inner: ACCOUNT.apply(inner, inner.get_one(User, person.id), "suspend", actor=MAKER, reason="离岗"),
    )
    client.get("/account", status=302)
    assert client.last is not None
    assert client.last.headers["Location"].startswith("/sign-in")


def test_sign_ins_and_failures_are_noted_without_the_typed_name(
    client: PageClient, person: User, session: Session
) -> None:
    sign_in(client, person.login, WRONG)
    sign_in(client, "my-password-by-mistake", WRONG)
    sign_in(client, person.login, PASSWORD)
    noted = [
        (row.kind, row.user_id, row.detail) for row in session.scalars(select(SecurityEvent).order_by(SecurityEvent.id))
    ]
    assert noted == [
        ("sign_in_failed", person.id, "wen…"),
        ("sign_in_failed", None, "my-…"),
        ("sign_in", person.id, ""),
    ]


@pytest.mark.parametrize("missing", ["login", "password"])
def test_an_empty_field_is_named(client: PageClient, missing: str) -> None:
    fields = {"login": "someone", "password": WRONG, missing: ""}
    page = client.post("/sign-in", fields, status=422)
    assert {"login": "请填写登录名", "password": "请填写密码"}[missing] in page.error_summary


def test_an_application_without_a_start_page_goes_to_the_inbox(app: Flask, client: PageClient, person: User) -> None:
    start = "/workbench" if "home.workbench" in app.view_functions else "/notices"
    assert sign_in(client, person.login, PASSWORD).headers["Location"] == start
