"""A form that takes effect leads on, once; one that is refused keeps what was typed, under a fresh key."""

from __future__ import annotations

from flask import Flask
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid
from matchmaker.core.idempotency import new_key
from matchmaker.web.answering import Answer, answer_form
from tests.support.probe import ProbeForm


def answer(form: ProbeForm, effects: list[str]) -> Answer:
    """What a view answers to ``form``; the title 重名 is refused by the service."""

    def call(_session: Session) -> str:
        if form.title.data == "重名":
            raise Invalid(fields={"title": ["已有同名记录。"]})
        effects.append(form.title.data or "")
        return "/there"

    return answer_form(form, call, lambda: "page", "已保存。")


def test_what_is_refused_comes_back_at_its_field_with_a_fresh_key(app: Flask, session: Session) -> None:
    session.rollback()
    for title, complaint in (("重名", "已有同名记录。"), ("名" * 11, "名称最多 10 个字。")):
        data, effects = {"idempotency_key": new_key(), "title": title}, list[str]()
        with app.test_request_context("/", method="POST", data=data) as context:
            form = ProbeForm(context.request.form)
            assert answer(form, effects) == ("page", 422)
            assert "_flashes" not in cookie
        assert (form.title.errors, form.title.data) == ([complaint], title)
        assert form.idempotency_key.data != data["idempotency_key"]
        assert effects == []


def test_what_takes_effect_leads_on_and_does_so_once(app: Flask, session: Session) -> None:
    session.rollback()
    data, effects = {"idempotency_key": new_key(), "title": "薄膜"}, list[str]()
    with app.test_request_context("/", method="POST", data=data) as context:
        for _sent in range(2):
            shown = answer(ProbeForm(context.request.form), effects)
            assert isinstance(shown, Response)
            assert (shown.status_code, shown.headers["Location"]) == (303, "/there")
        assert cookie["_flashes"] == [("success", "已保存。")]
    assert effects == ["薄膜"]
