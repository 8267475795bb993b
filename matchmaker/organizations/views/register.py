"""An organisation registers itself."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.services import throttles
from matchmaker.accounts.services.passwords import hash_password, weakness
from matchmaker.accounts.services.sessions import open_session
from matchmaker.accounts.views.identity import address
from matchmaker.accounts.views.sign_in import start_address, welcome
from matchmaker.core.errors import Invalid
from matchmaker.organizations.forms import RegisterForm
from matchmaker.organizations.models import OrganizationKind
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.organizations.services.self_register import NewAccount, self_register
from matchmaker.organizations.views.blueprint import blueprint
from matchmaker.web import kept_text
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import SEE_OTHER, perform, replayed, write
from matchmaker.web.policy import public, require

Answer = str | Response | tuple[str, int]


@blueprint.route("/organizations/register", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def register() -> Answer:
    """Ask for what is needed and no more; sign the person in at once."""
    if current_actor().is_signed_in:
        return redirect(start_address(), SEE_OTHER)
    form = RegisterForm(request.form, kind=request.args.get("kind"), regions=region_choices(db.session))
    if request.method == "GET":
        return _page(form)
    return replayed() or _submitted(form)


def _submitted(form: RegisterForm) -> Answer:
    if not form.validate() or not _strong(form):
        return _again(form)
    place, agent = address(), request.user_agent.string
    write(lambda session: throttles.count(session, [throttles.by_address("register", place)]))
    account = _account(form)
    values = {name: form[name].data for name in ("kind", "name", "credit_code", "region_code")}
    opened: list[int] = []
    target = _target(form)

    def enter(session: Session) -> str:
        _organization, user = self_register(session, values, account)
        opened[:] = [user.id]
        return target

    try:
        answer = perform(enter)
    except Invalid as error:
        form.take_errors(error)
        return _again(form)
    if not opened:  # sent twice: the first answer has signed the person in
        return answer
    answer = welcome(write(lambda session: open_session(session, opened[0], address=place, agent=agent)), target)
    flash(_("注册成功。现在就可以填写需求或成果，联络员会尽快核验单位。"), "success")
    return answer


def _target(form: RegisterForm) -> str:
    """The form of a need for a firm that has pasted one already, else the start page."""
    if form.kind.data == OrganizationKind.ENTERPRISE and kept_text.kept():
        return url_for("catalog.new_need")
    return start_address()


def _account(form: RegisterForm) -> NewAccount:
    return NewAccount(
        login=form.login.data or "",
        password_hash=hash_password(form.password.data),
        name=form.contact_name.data or "",
        phone=form.contact_phone.data or "",
        email=form.contact_email.data or "",
    )


def _strong(form: RegisterForm) -> bool:
    problem = weakness(form.password.data, form.login.data or "")
    if problem:
        form.password.errors = [_(problem)]
    return problem is None


def _again(form: RegisterForm) -> Answer:
    form.refresh_key()
    return _page(form), 422


def _page(form: RegisterForm) -> str:
    return render_template("organizations/register.html", form=form)
