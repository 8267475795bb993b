"""One's own account: particulars, data to take along, erasure; and the notice about personal data."""

from __future__ import annotations

import json

from flask import Response as FlaskResponse
from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.forms import EraseForm, ProfileForm
from matchmaker.accounts.models import User
from matchmaker.accounts.policies import PERMISSIONS, Permission
from matchmaker.accounts.services import profile as service
from matchmaker.accounts.services.create_user import NOTICE_VERSION
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.accounts.views.identity import knows_password, own_account
from matchmaker.accounts.views.sign_in import drop_session
from matchmaker.core.errors import Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, public, require, signed_in

Answer = str | Response | tuple[str, int]


@blueprint.route("/account", methods=["GET", "POST"])
@require(GET=signed_in(), POST=signed_in())
def profile() -> Answer:
    """See and correct one's own particulars."""
    user, actor = own_account(), current_actor()
    form = ProfileForm(request.form, obj=user)
    if request.method == "GET":
        return render_template("accounts/profile.html", form=form, user=user)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate() or not _may_change_email(form, user):
        form.refresh_key()
        return render_template("accounts/profile.html", form=form, user=user), 422

    def change(session: Session) -> str:
        service.update_profile(
            session,
            session.get_one(User, actor.user_id),
            name=form.name.data or "",
            email=form.email.data or "",
            phone=form.phone.data or "",
            actor=actor,
            version=form.version.data,
        )
        return url_for("accounts.profile")

    answer = perform(change)
    flash(_("资料已保存。"), "success")
    return answer


@blueprint.get("/account/export")
@require(GET=signed_in())
def export_own_data() -> FlaskResponse:
    """Everything kept about oneself, as a JSON file."""
    data = service.own_data(db.session, own_account(), current_actor())
    body = json.dumps(data, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="my-account.json"'}
    return FlaskResponse(body, mimetype="application/json", headers=headers)


@blueprint.route("/account/erase", methods=["GET", "POST"])
@require(GET=needs(Permission.ERASE, PERMISSIONS), POST=needs(Permission.ERASE, PERMISSIONS))
def erase_account() -> Answer:
    """What erasing means, and doing it."""
    user, actor = own_account(), current_actor()
    form = EraseForm(request.form)
    if request.method == "GET":
        return render_template("accounts/erase.html", form=form)
    if not form.validate() or not knows_password(user, form.present):
        form.refresh_key()
        return render_template("accounts/erase.html", form=form), 422

    def erase(session: Session) -> str:
        service.erase(session, session.get_one(User, actor.user_id), actor=actor)
        return url_for("accounts.sign_in")

    try:
        answer = perform(erase)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return render_template("accounts/erase.html", form=form), 422
    drop_session(answer)
    flash(_("账号已注销，您的个人信息已清除。"), "success")
    return answer


@blueprint.get("/privacy")
@require(GET=public())
def privacy() -> str:
    """The notice about personal data that people agree to."""
    return render_template("accounts/privacy.html", version=NOTICE_VERSION)


def _may_change_email(form: ProfileForm, user: User) -> bool:
    """A new address takes the password: whoever owns it can reset the account."""
    if (form.email.data or None) == user.email:
        return True
    if not form.present.data:
        form.present.errors = [_("修改邮箱请填写现在的密码。")]
        return False
    return knows_password(user, form.present)
