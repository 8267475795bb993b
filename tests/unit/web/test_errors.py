"""Every failure has one answer: status, code and a Chinese page that says what to do."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs
from werkzeug.exceptions import ImATeapot
from werkzeug.serving import make_server

from matchmaker.core.errors import (
    Conflict,
    DeadlinePassed,
    DomainError,
    Forbidden,
    Invalid,
    KeyReused,
    NotFound,
    StaleVersion,
    Throttled,
    Unavailable,
)
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.support.page_client import PageClient
from tests.support.probe import Failure, effects

TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (DomainError, 400, "bad_request"),
        (Forbidden, 403, "forbidden"),
        (NotFound, 404, "not_found"),
        (Conflict, 409, "conflict"),
        (StaleVersion, 409, "stale_version"),
        (Invalid, 422, "invalid"),
        (DeadlinePassed, 422, "deadline_passed"),
        (KeyReused, 422, "idempotency_key_reused"),
        (Throttled, 429, "throttled"),
        (Unavailable, 503, "unavailable"),
    ],
)
def test_each_failure_has_its_status_code_and_page(
    visitor: PageClient, failure: Failure, error: type[DomainError], status: int, code: str
) -> None:
    failure.error = error("请按所说的办。")
    page = visitor.get("/probe/failing", status)
    assert page.code == code
    assert "请按所说的办。" in page.text


@pytest.mark.parametrize(("error", "seconds"), [(Throttled(retry_after=90), "90"), (Unavailable(), "5")])
def test_who_should_come_again_is_told_when(
    visitor: PageClient, failure: Failure, error: DomainError, seconds: str
) -> None:
    failure.error = error
    assert visitor.get("/probe/failing", error.status).headers["Retry-After"] == seconds


@pytest.mark.parametrize("error", [RuntimeError("password of somebody"), ZeroDivisionError(), KeyError("x")])
def test_what_nobody_thought_of_is_a_page_with_a_number_and_no_secret(
    visitor: PageClient, failure: Failure, error: Exception
) -> None:
    failure.error = error
    page = visitor.get("/probe/failing", 500)
    assert page.code == "internal"
    assert page.headers["X-Request-Id"] in page.text
    for secret in ("password of somebody", type(error).__name__, "Traceback"):
        assert secret not in page.source


def test_it_is_logged_under_that_number(visitor: PageClient, failure: Failure) -> None:
    failure.error = RuntimeError("what went wrong")
    with capture_logs() as logged:
        page = visitor.get("/probe/failing", 500)
    (entry,) = [each for each in logged if each["event"] == "unexpected"]
    assert entry["request_id"] == page.headers["X-Request-Id"]
    assert entry["exc_info"] is failure.error


def test_a_broken_database_is_a_busy_site(visitor: PageClient, failure: Failure) -> None:
    failure.error = OperationalError("SELECT secret", {}, Exception("server closed the connection"))
    page = visitor.get("/probe/failing", 503)
    assert page.headers["Retry-After"] == "5"
    assert "secret" not in page.source


def test_a_status_without_a_page_of_its_own_has_one_all_the_same(visitor: PageClient, failure: Failure) -> None:
    failure.error = ImATeapot()
    assert visitor.get("/probe/failing", 418).code == "error"


def test_somebody_elses_object_and_a_missing_one_look_the_same(visitor: PageClient, session: Session) -> None:
    need = make_need(session)
    stranger = PageClient(visitor.app).sign_in(make_officer(session, "340400"))
    pages = [stranger.get(f"/probe/needs/{number}", 404) for number in (need.id, 999_999, 2**63 - 1, 2**63, 0)]
    assert len({page.comparable for page in pages}) == 1
    assert {page.code for page in pages} == {"not_found"}
    PageClient(visitor.app).sign_in(make_officer(session, "340304")).get(f"/probe/needs/{need.id}")


@pytest.mark.parametrize("path", ["/probe/needs/abc", "/probe/needs/-1", "/probe/needs/1%00", "/no/such/page", "/%0a"])
def test_addresses_that_lead_nowhere(officer: PageClient, path: str) -> None:
    assert officer.get(path, 404).code == "not_found"


@pytest.mark.parametrize("query", ["q=%00", "q=a%01b", "%00=x", "q=%7f", "q=%e2%80%a8"])
def test_control_characters_in_a_question_are_refused(visitor: PageClient, query: str) -> None:
    assert visitor.get(f"/probe/numbers?{query}", 400).code == "bad_request"


def test_an_ordinary_question_is_not(visitor: PageClient) -> None:
    assert "超薄 玻璃 ½" in visitor.get("/probe/numbers", q="超薄 玻璃 ½").text


def test_ten_megabytes_are_too_large_and_said_so(visitor: PageClient, session: Session) -> None:
    page = visitor.forge("/probe/open", {"title": "x" * TEN_MEGABYTES}, 413)
    assert page.code == "too_large"
    assert page.heading == "提交的内容太大"
    assert effects(session) == []


def test_a_body_of_unknown_length_is_refused_before_it_is_cut(visitor: PageClient) -> None:
    answer = visitor.raw.post(
        "/probe/open",
        input_stream=BytesIO(b"title=" + b"x" * TEN_MEGABYTES),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
        headers={"Transfer-Encoding": "chunked"},
    )
    assert (answer.status_code, answer.headers["X-Error-Code"]) == (411, "length_required")


def test_too_many_fields_are_too_large(visitor: PageClient) -> None:
    fields = {f"rows-{number}-name": (BytesIO(b"x"), "x.txt") for number in range(1100)}
    assert visitor.forge("/probe/open", fields, 413).code == "too_large"


@pytest.fixture
def port(visitor: PageClient, app: Flask) -> Iterator[int]:
    """A real server, for what only a real connection shows."""
    assert visitor.app is app
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/probe/open", "/sign-in"])
def test_over_a_real_connection_the_page_arrives(port: int, path: str) -> None:
    """A server that answers and closes while the browser still sends shows it a broken connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, body=b"title=" + b"x" * TEN_MEGABYTES, headers=headers)
    answer = connection.getresponse()
    assert (answer.status, answer.headers["X-Error-Code"]) == (413, "too_large")
    assert "提交的内容太大" in answer.read().decode()
    connection.close()
