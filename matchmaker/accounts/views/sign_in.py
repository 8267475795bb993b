"""Signing in and out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.forms import SignInForm
from matchmaker.accounts.models import User
from matchmaker.accounts.queries import by_login
from matchmaker.accounts.services import sign_in as service
from matchmaker.accounts.services import throttles
from matchmaker.accounts.services.passwords import verify_password
from matchmaker.accounts.services.sessions import LIFETIME
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.core.errors import Invalid, Throttled
from matchmaker.web.actor import cookie_name, current_actor, forget_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import SEE_OTHER, write
from matchmaker.web.policy import public, require
from matchmaker.web.requests import safe_target

START_PAGES = ("home.workbench", "accounts.notices")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def sign_in() -> str | Response | tuple[str, int, dict[str, str]]:
    """The form, and what becomes of it: on to ``next`` or the start page."""
    if request.method == "GET" and current_actor().is_signed_in:
        return redirect(start_address(request.args.get("next")), SEE_OTHER)
    form = SignInForm(request.form, next=request.args.get("next", ""))
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422, {}
    try:
        token = _token(form.login.data or "", form.password.data or "")
    except Invalid as error:
        form.take_errors(error)
        return _page(form), 422, {}
    except Throttled as error:
        minutes = -(-error.retry_after // 60)
        form.form_errors = [_("尝试次数过多，请 %(n)d 分钟后再试，或通过邮件重设密码。", n=minutes)]
        return _page(form), error.status, {"Retry-After": str(error.retry_after), "X-Error-Code": error.code}
    return _welcome(token, form.next.data or "")


@blueprint.post("/sign-out")
@require(POST=public())
def sign_out() -> Response:
    """End the session on the server and in the browser."""
    actor, address = current_actor(), _address()
    write(lambda session: service.leave(session, actor, address))
    cookie.clear()
    forget_actor()
    flash(_("您已退出登录。"), "success")
    response = redirect(url_for("accounts.sign_in"), SEE_OTHER)
    response.delete_cookie(cookie_name(), path="/", secure=_secure(), httponly=True, samesite="Lax")
    return response


def start_address(target: str | None = None) -> str:
    """Where to go after signing in: ``target`` if it is a path of ours, else the start page."""
    known = (name for name in START_PAGES if name in current_app.view_functions)
    start = next((url_for(name) for name in known), "/")
    return safe_target(target, start)


def set_session_cookie(response: Response, token: str) -> None:
    """Hand the browser its session token; a new sign-in also gets a new CSRF token."""
    cookie.clear()
    forget_actor()
    response.set_cookie(
        cookie_name(), token, max_age=LIFETIME, path="/", secure=_secure(), httponly=True, samesite="Lax"
    )


def _token(login: str, password: str) -> str:
    """The token of a new session; costs the same for unknown names. Raises Invalid, Throttled."""
    address, agent = _address(), request.user_agent.string
    user = by_login(db.session, login)
    user_id, stored = (user.id, user.password_hash) if user else (None, None)
    known = throttles.is_known(db.session, user_id, address)
    against = throttles.counters(throttles.SIGN_IN, login.lower(), address, known=known)
    write(lambda session: throttles.count(session, against))
    if not verify_password(stored, password):
        write(lambda session: service.refuse(session, login, user_id, address))
        raise Invalid(_("登录名或密码不正确。"))

    def admit(session: Session) -> str:
        return service.admit(session, session.get_one(User, user_id), against, address=address, agent=agent)

    return write(admit)


def _welcome(token: str, target: str) -> Response:
    response = redirect(start_address(target), SEE_OTHER)
    set_session_cookie(response, token)
    return response


def _page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form)


def _address() -> str:
    return request.remote_addr or ""


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
