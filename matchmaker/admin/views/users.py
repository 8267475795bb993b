"""Accounts: the list, opening one, one account with what may be done to it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.models import User
from matchmaker.accounts.policies import PERMISSIONS, Permission
from matchmaker.accounts.services.passwords import hash_password, weakness
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.admin.forms import GivePasswordForm, NewUserForm, ReasonForm, RoleForm, UserFilter
from matchmaker.admin.queries import grants_of, people
from matchmaker.admin.services import give_password, open_account, reinstate_account, suspend_account
from matchmaker.admin.views.blueprint import blueprint
from matchmaker.core.authz import Role
from matchmaker.core.errors import Invalid
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.policies import PERMISSIONS as ORGANIZATION_PERMISSIONS
from matchmaker.organizations.policies import Permission as OrganizationPermission
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.organizations.services.roles import ROLE_LABELS
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import SEE_OTHER, perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
LIST, CREATE = needs(Permission.LIST, PERMISSIONS), needs(Permission.CREATE, PERMISSIONS)
SUSPEND = needs(Permission.SUSPEND, PERMISSIONS)
PER_PAGE = 25
TONES = {"active": "good", "suspended": "bad", "erased": "neutral"}


@blueprint.get("/users")
@require(GET=LIST)
def users() -> str:
    """All accounts with their roles."""
    form = UserFilter(request.args)
    wanted = form.chosen()
    query = people(wanted.get("q", ""), wanted.get("state", ""), wanted.get("role", ""))
    page = paginate(db.session, query, number=requested_page(), size=PER_PAGE)
    grants = grants_of(db.session, (user.id for user in page.items))
    lines = [
        {"user": user, "state": state_words(user), "roles": [role_words(entry) for entry in grants.get(user.id, [])]}
        for user in page.items
    ]
    may_create = PERMISSIONS.holds(current_actor(), Permission.CREATE)
    return render_template("admin/users.html", form=form, page=page, lines=lines, may_create=may_create)


@blueprint.route("/users/new", methods=["GET", "POST"])
@require(GET=CREATE, POST=CREATE)
def new_user() -> Answer:
    """Open an account."""
    form = NewUserForm(request.form)
    if request.method == "GET":
        return render_template("admin/new_user.html", form=form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate() or not _strong(form, form.login.data or ""):
        return _again("admin/new_user.html", form)
    hashed, actor = hash_password(form.password.data) if form.password.data else None, current_actor()
    given = {name: form[name].data or "" for name in ("login", "name", "email", "phone")}

    def create(session: Session) -> str:
        user = open_account(session, **given, password_hash=hashed, actor=actor)
        return url_for("admin.user", user_id=user.id)

    try:
        answer = perform(create)
    except Invalid as error:
        form.take_errors(error)
        return _again("admin/new_user.html", form)
    flash(_("账号已开通。请由安全管理员授予角色。"), "success")
    return answer


@blueprint.get("/users/<id:user_id>")
@require(GET=LIST)
def user(user_id: int) -> str:
    """One account."""
    return user_page(load(User, user_id, Permission.LIST, PERMISSIONS))


@blueprint.route("/users/<id:user_id>/password", methods=["GET", "POST"])
@require(GET=CREATE, POST=CREATE)
def give_user_password(user_id: int) -> Answer:
    """A temporary password for somebody who cannot get mail."""
    row = load(User, user_id, Permission.CREATE, PERMISSIONS)
    form = GivePasswordForm(request.form)
    if request.method == "GET":
        return render_template("admin/give_password.html", form=form, user=row)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate() or not _strong(form, row.login):
        return _again("admin/give_password.html", form, user=row)
    hashed, actor = hash_password(form.password.data), current_actor()

    def give(session: Session) -> str:
        give_password(session, session.get_one(User, user_id), hashed, actor=actor)
        return url_for("admin.user", user_id=user_id)

    try:
        answer = perform(give)
    except Invalid as error:
        form.take_errors(error)
        return _again("admin/give_password.html", form, user=db.session.get_one(User, user_id))
    flash(_("临时密码已设置，对方所有登录已退出，下次登录必须更换密码。"), "success")
    return answer


@blueprint.post("/users/<id:user_id>/suspend")
@require(POST=SUSPEND)
def suspend(user_id: int) -> Answer:
    """Refuse a person from their next request on."""
    if (answer := replayed()) is not None:
        return answer
    row = load(User, user_id, Permission.SUSPEND, PERMISSIONS)
    form, actor = ReasonForm(request.form), current_actor()
    if not form.validate():
        form.refresh_key()
        return user_page(row, reason=form), 422
    reason, version = form.reason.data or "", form.version.data

    def act(session: Session) -> str:
        suspend_account(session, session.get_one(User, user_id), reason=reason, actor=actor, version=version)
        return url_for("admin.user", user_id=user_id)

    return _told(user_id, act, ACCOUNT.transition("suspend").done)


@blueprint.post("/users/<id:user_id>/reinstate")
@require(POST=SUSPEND)
def reinstate(user_id: int) -> Answer:
    """Let a person in again."""
    if (answer := replayed()) is not None:
        return answer
    load(User, user_id, Permission.SUSPEND, PERMISSIONS)
    actor, version = current_actor(), BaseForm(request.form).version.data

    def act(session: Session) -> str:
        reinstate_account(session, session.get_one(User, user_id), actor=actor, version=version)
        return url_for("admin.user", user_id=user_id)

    return _told(user_id, act, ACCOUNT.transition("reinstate").done)


def user_page(row: User, *, reason: ReasonForm | None = None, role: RoleForm | None = None) -> str:
    """The page of one account, with a form that came back refused if there is one."""
    actor = current_actor()
    may_grant = ORGANIZATION_PERMISSIONS.holds(actor, OrganizationPermission.GRANT_ROLE)
    grants = grants_of(db.session, [row.id]).get(row.id, [])
    return render_template(
        "admin/user.html",
        user=row,
        state=state_words(row),
        roles=[role_words(entry) for entry in grants],
        steps=[step.action for step in ACCOUNT.available(actor, row) if row.id != actor.user_id],
        reason=reason or ReasonForm(version=row.version),
        form=(role or RoleForm(regions=region_choices(db.session))) if may_grant and row.id != actor.user_id else None,
        may_create=PERMISSIONS.holds(actor, Permission.CREATE) and row.state == "active",
    )


def role_words(entry: RoleGrant) -> dict[str, Any]:
    """A role in words, with where and how long it holds."""
    return {
        "id": entry.id,
        "label": _(ROLE_LABELS[Role(entry.role)]),
        "organization": entry.organization.name if entry.organization else "",
        "region": entry.region.name if entry.region else "",
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
    }


def state_words(row: User) -> tuple[str, str]:
    """The state in words, with its tone."""
    return _(ACCOUNT.labels[row.state]), TONES[row.state]


def _told(user_id: int, act: Any, done: str) -> Answer:
    try:
        answer = perform(act)
    except Invalid as error:
        flash(_(error.message), "error")
        return redirect(url_for("admin.user", user_id=user_id), SEE_OTHER)
    flash(_(done), "success")
    return answer


def _strong(form: BaseForm, login: str) -> bool:
    field = form["password"]
    problem = weakness(field.data, login) if field.data else None
    if problem:
        field.errors = [_(problem)]
    return problem is None


def _again(template: str, form: BaseForm, **context: Any) -> Answer:
    form.refresh_key()
    return render_template(template, form=form, **context), 422
