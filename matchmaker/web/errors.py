"""One answer for each failure: status, ``X-Error-Code`` and a Chinese page."""

from __future__ import annotations

import structlog
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from jinja2 import Template, TemplateNotFound
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from matchmaker.core import security_events
from matchmaker.core.errors import DomainError, Forbidden, Throttled, Unavailable
from matchmaker.core.i18n import N_
from matchmaker.core.unit_of_work import transact
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import is_unnoted

log = structlog.get_logger(__name__)
DRAIN_BYTES = 32 * 1024 * 1024
CHUNK = 64 * 1024
CLIENT_ERROR, METHOD_NOT_ALLOWED, SERVER_ERROR = 400, 405, 500
HTTP_CODES = {
    400: ("bad_request", N_("请求的内容无法识别。")),
    403: ("forbidden", N_("您的角色没有这项权限。")),
    404: ("not_found", N_("没有找到您要的内容。")),
    405: ("method_not_allowed", N_("这个地址不支持这种操作。")),
    411: ("length_required", N_("请求没有说明内容的长度。")),
    413: ("too_large", N_("提交的内容太大。")),
    429: ("throttled", N_("操作过于频繁，请稍后再试。")),
}


def install(app: Flask) -> None:
    """Register the handlers; the last one catches everything."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _last_resort)


def error_page(status: int, code: str, message: str, **context: object) -> Response:
    """The page for ``status``; falls back to the general one."""
    names: list[str | Template] = [
        f"errors/{status}.html",
        "errors/500.html" if status >= SERVER_ERROR else "errors/400.html",
    ]
    values = {"message": message, "code": code, "request_id": g.get("request_id", ""), **context}
    try:
        # The page of a failing server asks the database for nothing, so no context processors for it.
        bare = status >= SERVER_ERROR
        page = current_app.jinja_env.select_template(names).render(values) if bare else render_template(names, **values)
    except TemplateNotFound:
        page = message
    except OperationalError as error:
        return _database(error)
    response = make_response(page, status)
    response.headers["X-Error-Code"] = code
    return response


def note_refusal(kind: str) -> None:
    """Write a security event; a failure to do so must not hide the refusal."""
    if is_unnoted(current_app, request.endpoint):
        return
    actor, address = current_actor(), request.remote_addr or ""
    detail = f"{request.method} {request.path}"
    try:
        transact(db.session, lambda session: security_events.note(session, kind, actor, address, detail))
    except Exception:
        log.exception("security_event_lost", kind=kind)


def _domain(error: DomainError) -> Response:
    if isinstance(error, Forbidden):
        note_refusal("forbidden")
    response = error_page(error.status, error.code, error.message, error=error)
    if isinstance(error, Throttled):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, Unavailable):
        response.headers["Retry-After"] = "5"
    return response


def _csrf(_error: CSRFError) -> Response:
    note_refusal("csrf")
    return error_page(400, "csrf", N_("页面已过期。请返回上一页，刷新后重新提交。"))


def _too_large(_error: RequestEntityTooLarge) -> Response:
    """Read the rest away (bounded), so that the browser gets to see the page."""
    length, limit = request.content_length or 0, request.max_content_length or 0
    if length > limit:  # nothing of it has been read yet
        stream, left = request.environ["wsgi.input"], min(length, DRAIN_BYTES)
    else:  # a single field or the number of fields was too much; this stream knows its end
        stream, left = request.stream, length
    while left > 0:
        chunk = stream.read(min(CHUNK, left))
        if not chunk:
            break
        left -= len(chunk)
    response = error_page(413, *HTTP_CODES[413])
    response.headers["Connection"] = "close"
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < CLIENT_ERROR and error.response is not None:  # a redirect of the router
        return make_response(error.get_response())
    code, message = HTTP_CODES.get(status, ("error", N_("请求无法处理。")))
    response = error_page(status, code, message)
    if status == METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return response


def _database(error: OperationalError) -> Response:
    log.error("database_unavailable", error=str(error.orig))
    return _domain(Unavailable())


def _last_resort(error: Exception) -> Response:
    log.error(
        "unexpected",
        request_id=g.get("request_id", ""),
        path=request.path,
        kind=type(error).__name__,
        exc_info=error,
    )
    return error_page(500, "internal", N_("系统出了问题，我们已记录。"))
