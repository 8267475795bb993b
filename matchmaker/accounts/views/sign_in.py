"""Signing in and out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.forms import SignInForm
from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.queries import by_login
from matchmaker.accounts.services import sign_in as service
from matchmaker.accounts.services import throttles
from matchmaker.accounts.services.passwords import verify_password
from matchmaker.accounts.services.sessions import LIFETIME
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.accounts.views.identity import address
from matchmaker.core.errors import Invalid, Throttled
from matchmaker.web.actor import cookie_name, current_actor, forget_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import SEE_OTHER, write
from matchmaker.web.policy import public, require
from matchmaker.web.requests import safe_target

START_PAGES = ("home.workbench", "accounts.notices")
Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def sign_in() -> Answer:
    """The form, and what becomes of it: on to ``next`` or the start page."""
    if request.method == "GET" and current_actor().is_signed_in:
        return redirect(start_address(request.args.get("next")), SEE_OTHER)
    form = SignInForm(request.form, next=request.args.get("next", ""))
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        token = _token(form.login.data or "", form.password.data or "")
    except Invalid as error:
        form.take_errors(error)
        return _page(form), 422
    except Throttled as error:
        return _throttled(form, error)
    return welcome(token, form.next.data or "")


@blueprint.post("/sign-out")
@require(POST=public())
def sign_out() -> Response:
    """End the session on the server and in the browser."""
    actor, place = current_actor(), address()
    write(lambda session: service.leave(session, actor, place))
    response = redirect(url_for("accounts.sign_in"), SEE_OTHER)
    drop_session(response)
    flash(_("您已退出登录。"), "success")
    return response


def start_address(target: str | None = None) -> str:
    """Where to go after signing in: ``target`` if it is a path of ours, else the start page."""
    known = (name for name in START_PAGES if name in current_app.view_functions)
    start = next((url_for(name) for name in known), "/")
    return safe_target(target, start)


def welcome(token: str, target: str = "") -> Response:
    """Hand the browser its session token and a new CSRF token, and go on."""
    response = redirect(start_address(target), SEE_OTHER)
    cookie.clear()
    forget_actor()
    response.set_cookie(
        cookie_name(), token, max_age=LIFETIME, path="/", secure=_secure(), httponly=True, samesite="Lax"
    )
    return response


def drop_session(response: Response) -> None:
    """Take the session token and all form tokens from the browser."""
    cookie.clear()
    forget_actor()
    response.delete_cookie(cookie_name(), path="/", secure=_secure(), httponly=True, samesite="Lax")


def _token(login: str, password: str) -> str:
    """The token of a new session; costs the same for unknown names. Raises Invalid, Throttled."""
    place, agent = address(), request.user_agent.string
    user = by_login(db.session, login)
    user_id, stored, active = (
        (user.id, user.password_hash, user.state == UserState.ACTIVE) if user else (None, None, False)
    )
    known = throttles.is_known(db.session, user_id, place)
    against = throttles.counters(throttles.SIGN_IN, login.lower(), place, known=known)
    write(lambda session: throttles.count(session, against))
    right = verify_password(stored, password)
    if not right or not active:
        write(lambda session: service.refuse(session, login, user_id, place))
        raise Invalid(_("账号已停用，请联系平台管理员。") if right else _("登录名或密码不正确。"))

    def admit(session: Session) -> str:
        return service.admit(session, session.get_one(User, user_id), against, address=place, agent=agent)

    return write(admit)


def _throttled(form: SignInForm, error: Throttled) -> Answer:
    minutes = -(-error.retry_after // 60)
    form.form_errors = [_("尝试次数过多，请 %(n)d 分钟后再试，或通过邮件重设密码。", n=minutes)]
    return _page(form), error.status, {"Retry-After": str(error.retry_after), "X-Error-Code": error.code}


def _page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form)


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
