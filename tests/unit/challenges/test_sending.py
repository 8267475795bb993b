"""A form that takes effect leads on; one that is refused keeps what was typed, under a fresh key."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.exit_forms import AppealForm
from matchmaker.challenges.views.sending import send
from matchmaker.core.errors import Invalid
from matchmaker.core.idempotency import new_key


def test_complaints_stand_at_their_field_and_success_leads_on(app: Flask, session: Session) -> None:
    session.rollback()
    key = new_key()

    def refuse(_session: Session) -> str:
        raise Invalid(fields={"reason": ["请写明依据。"]})

    with app.test_request_context("/", method="POST", data={"idempotency_key": key, "reason": "不服"}) as context:
        form = AppealForm(context.request.form)
        assert send(form, refuse, "已提交") is None
        assert (form.reason.errors, form.reason.data) == (["请写明依据。"], "不服")
        assert form.idempotency_key.data != key
    with app.test_request_context("/", method="POST", data={"idempotency_key": key, "reason": "不服"}) as context:
        response = send(AppealForm(context.request.form), lambda _session: "/there", "已提交")
        assert response is not None
        assert (response.status_code, response.headers["Location"]) == (303, "/there")
