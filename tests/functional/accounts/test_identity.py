"""Asking for the password once more counts tries apart from signing in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Throttle
from tests.factories.accounts import PASSWORD, make_user
from tests.support.page_client import PageClient


def test_tries_at_the_own_password_do_not_stop_signing_in(client: PageClient, session: Session) -> None:
    person = make_user(session, email="wen@unit.example")
    client.sign_in(person)
    fields = {"present": "wrong one", "password": "quiet-river-41", "again": "quiet-river-41"}
    client.post("/account/password", fields, status=422)
    keys = session.scalars(select(Throttle.key)).all()
    assert {key.split(":")[0] for key in keys} == {"present"}
    client.sign_out()
    client.sign_in_by_form(person.login, PASSWORD)


def test_the_right_password_clears_the_count(client: PageClient, session: Session) -> None:
    person = make_user(session, email="wen@unit.example")
    client.sign_in(person).post("/account", {"email": "", "present": "wrong one"}, status=422)
    client.post("/account", {"email": "", "present": PASSWORD})
    assert sum(session.scalars(select(Throttle.failures))) == 1
