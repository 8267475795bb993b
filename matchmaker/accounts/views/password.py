"""Changing the password, and setting one through a mailed link."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.forms import AskResetForm, ChangePasswordForm, FirstPasswordForm, SetPasswordForm
from matchmaker.accounts.models import User
from matchmaker.accounts.queries import live_reset
from matchmaker.accounts.services import change_password as service
from matchmaker.accounts.services import throttles
from matchmaker.accounts.services.passwords import hash_password, weakness
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.accounts.views.identity import address, knows_password, own_account
from matchmaker.accounts.views.sign_in import start_address
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import public, require, signed_in

Answer = str | Response | tuple[str, int]
RESETS_PER_ADDRESS = 20


@blueprint.route("/account/password", methods=["GET", "POST"])
@require(GET=signed_in(), POST=signed_in())
def change_password() -> Answer:
    """Change one's password; asked for at the first sign-in with a given one."""
    user, actor = own_account(), current_actor()
    form = ChangePasswordForm(request.form)
    if request.method == "GET":
        return _change_page(form, user)
    if (answer := replayed()) is not None:
        return answer
    if not _change_is_good(form, user):
        form.refresh_key()
        return _change_page(form, user), 422
    hashed = hash_password(form.password.data)

    def change(session: Session) -> str:
        service.change_password(session, session.get_one(User, actor.user_id), hashed, actor=actor)
        return start_address() if actor.must_change_password else url_for("accounts.profile")

    answer = perform(change)
    flash(_("密码已修改，其他设备上的登录已退出。"), "success")
    return answer


@blueprint.route("/password-reset", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def ask_reset() -> Answer:
    """Ask for a link by mail; the answer says nothing of whether the address is known."""
    form = AskResetForm(request.form)
    if request.method == "GET":
        return render_template("accounts/ask_reset.html", form=form)
    if not form.validate():
        form.refresh_key()
        return render_template("accounts/ask_reset.html", form=form), 422
    if (answer := replayed()) is not None:
        return answer
    email, place = form.email.data or "", address()

    def ask(session: Session) -> str:
        throttles.count(session, [throttles.by_address("reset", place, RESETS_PER_ADDRESS)])
        service.ask_reset(session, email)
        return url_for("accounts.reset_asked")

    return perform(ask)


@blueprint.get("/password-reset/sent")
@require(GET=public())
def reset_asked() -> str:
    """What to do now."""
    return render_template("accounts/reset_asked.html")


@blueprint.route("/password-reset/<token>", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def set_password(token: str) -> Answer:
    """Set a password through a mailed link; a first one also asks for consent."""
    if (answer := replayed() if request.method == "POST" else None) is not None:
        return answer
    user = db.session.get_one(User, live_reset(db.session, token).user_id)
    first = user.consent_version is None
    form: FirstPasswordForm | SetPasswordForm = (FirstPasswordForm if first else SetPasswordForm)(request.form)
    if request.method == "GET":
        return _set_page(form, user)
    if not form.validate() or not _strong(form, user):
        form.refresh_key()
        return _set_page(form, user), 422
    hashed = hash_password(form.password.data)

    def use(session: Session) -> str:
        service.use_reset(session, token, hashed, consents=first)
        return url_for("accounts.sign_in")

    answer = perform(use)
    flash(_("密码已设置，请用新密码登录。"), "success")
    return answer


def _change_is_good(form: ChangePasswordForm, user: User) -> bool:
    if not form.validate() or not _strong(form, user):
        return False
    if form.password.data == form.present.data:
        form.password.errors = [_("新密码不能与现在的密码相同。")]
        return False
    return knows_password(user, form.present)


def _strong(form: BaseForm, user: User) -> bool:
    problem = weakness(form["password"].data, user.login)
    if problem:
        form["password"].errors = [_(problem)]
    return problem is None


def _change_page(form: ChangePasswordForm, user: User) -> str:
    return render_template("accounts/change_password.html", form=form, user=user)


def _set_page(form: BaseForm, user: User) -> str:
    return render_template("accounts/set_password.html", form=form, user=user)
