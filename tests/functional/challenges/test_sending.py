"""A form that takes effect leads on, one that is refused keeps what was typed."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.judging_forms import ObjectionForm
from matchmaker.challenges.views.sending import send
from matchmaker.core.errors import Invalid
from matchmaker.core.idempotency import new_key


@pytest.fixture
def key() -> str:
    return new_key()


def test_what_is_refused_comes_back_at_its_field_with_a_fresh_key(app: Flask, key: str) -> None:
    def refuse(_session: Session) -> str:
        raise Invalid(fields={"body": ["请写明依据。"]})

    data = {"idempotency_key": key, "body": "异议"}
    with app.test_request_context("/", method="POST", data=data) as context:
        form = ObjectionForm(context.request.form)
        assert send(form, refuse, "已提交") is None
        assert form.body.errors == ["请写明依据。"]
        assert form.body.data == "异议"
        assert form.idempotency_key.data != key


def test_what_takes_effect_leads_on(app: Flask, session: Session, key: str) -> None:
    done: list[str] = []

    def once(_session: Session) -> str:
        done.append("x")
        return "/there"

    session.rollback()
    data = {"idempotency_key": key, "body": "异议"}
    with app.test_request_context("/", method="POST", data=data) as context:
        response = send(ObjectionForm(context.request.form), once, "已提交")
    assert response is not None
    assert (response.status_code, response.headers["Location"]) == (303, "/there")
    assert done == ["x"]
