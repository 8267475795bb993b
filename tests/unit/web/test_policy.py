"""Nobody comes in unless it is declared; who is refused is told how, and changes nothing."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask
from sqlalchemy.orm import Session

from matchmaker.app import create_app, factory
from matchmaker.app.wiring import FEATURES
from matchmaker.config import Settings
from matchmaker.web import policy
from matchmaker.web.feature import Feature
from matchmaker.web.policy import MissingPolicyError, public, require
from tests.support.page_client import PageClient
from tests.support.probe import effects, refusals


def with_view(methods: list[str], **policies: policy.Policy) -> Blueprint:
    blueprint = Blueprint("extra", __name__)

    def view() -> str:
        return "offen"

    blueprint.route("/extra", methods=methods)(require(**policies)(view) if policies else view)
    return blueprint


@pytest.mark.parametrize(
    ("methods", "policies"),
    [(["GET"], {}), (["GET", "POST"], {"GET": public()}), (["POST"], {"GET": public()}), (["DELETE"], {})],
)
def test_an_application_with_an_undeclared_method_does_not_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, methods: list[str], policies: dict[str, policy.Policy]
) -> None:
    feature = Feature(name="extra", blueprints=(with_view(methods, **policies),))
    monkeypatch.setattr(factory, "FEATURES", (*FEATURES, feature))
    with pytest.raises(MissingPolicyError, match=r"extra\.view"):
        create_app(settings)


def test_an_undeclared_method_is_refused_even_if_it_were_routed(app: Flask, client: PageClient) -> None:
    app.register_blueprint(with_view(["GET", "POST"], GET=public()))
    client.forge("/extra", status=403)


def test_every_route_and_method_is_described(app: Flask) -> None:
    rows = policy.describe(app)
    routed = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(row["endpoint"], row["method"]) for row in rows} == routed
    for row in rows:
        assert row["rule"] in {"public", "signed_in", "permission"}
        assert bool(row["roles"]) == (row["rule"] == "permission")
        assert row["csrf"] == (row["method"] != "GET" and row["endpoint"] != "accounts.stop_mail")


def test_head_is_answered_as_get_without_a_body(visitor: PageClient, somebody: PageClient) -> None:
    answer = visitor.raw.head("/probe/open")
    assert (answer.status_code, answer.data) == (200, b"")
    assert visitor.raw.head("/probe/mine").status_code == 302
    assert somebody.raw.head("/probe/office").status_code == 403


def test_other_methods_are_not_allowed(visitor: PageClient) -> None:
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = visitor.raw.open("/probe/open", method=method)
        assert (answer.status_code, answer.headers["X-Error-Code"]) == (405, "method_not_allowed")
        assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(visitor: PageClient) -> None:
    assert visitor.get("/probe/mine?tab=2", 302).location == "/sign-in?next=/probe/mine?tab%3D2"
    assert visitor.forge("/probe/mine", {"title": "薄膜"}, 302).location == "/sign-in"
    assert visitor.get("/probe/office", 302).location.startswith("/sign-in?next=")


def test_who_has_signed_in_comes_in_by_role(somebody: PageClient, officer: PageClient) -> None:
    somebody.get("/probe/mine")
    officer.get("/probe/office")
    page = somebody.get("/probe/office", 403)
    assert page.code == "forbidden"
    assert "权限" in page.text


def test_a_refusal_is_noted_and_changes_nothing_else(somebody: PageClient, session: Session) -> None:
    somebody.forge("/probe/office", {"title": "薄膜"}, 403)
    assert effects(session) == []
    assert refusals(session) == {"forbidden": 1}


@pytest.mark.parametrize("token", [None, "", "invented"])
def test_a_form_without_its_token_is_refused(officer: PageClient, session: Session, token: str | None) -> None:
    fields = {"title": "薄膜", "idempotency_key": "k"}
    answer = officer.raw.post("/probe/office", data=fields if token is None else {**fields, "csrf_token": token})
    assert (answer.status_code, answer.headers["X-Error-Code"]) == (400, "csrf")
    assert "页面已过期" in answer.text
    assert effects(session) == []
    assert refusals(session) == {"csrf": 1}


def test_somebody_elses_token_is_none(officer: PageClient, somebody: PageClient) -> None:
    page = officer.forge("/probe/office", {"title": "薄膜", "csrf_token": somebody.csrf_token()}, 400)
    assert page.code == "csrf"


def test_scripts_may_send_the_token_as_a_header(officer: PageClient, session: Session) -> None:
    headers = {"X-CSRFToken": officer.csrf_token()}
    assert officer.raw.post("/probe/autosave", headers=headers).status_code == 200
    assert effects(session) == ["autosave"]


def test_the_role_is_judged_before_the_token(somebody: PageClient, visitor: PageClient) -> None:
    assert somebody.raw.post("/probe/office").status_code == 403
    assert visitor.raw.post("/probe/office").status_code == 302


def test_only_views_that_say_so_take_large_bodies(visitor: PageClient, session: Session) -> None:
    text = "x" * 2_000_000
    visitor.forge("/probe/upload", {"text": text}, 303)
    assert effects(session) == ["2000000"]
    assert visitor.forge("/probe/open", {"title": text}, 413).code == "too_large"
    assert visitor.forge("/probe/upload", {"text": text * 2}, 413).code == "too_large"
