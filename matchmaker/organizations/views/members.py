"""Who acts for an organisation."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.services.create_user import UNUSABLE
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.organizations.forms import InviteForm
from matchmaker.organizations.models import Organization, RoleGrant
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.listing import member_grants
from matchmaker.organizations.services.members import (
    MEMBER_LABELS,
    Colleague,
    invite_again,
    invite_member,
    remove_member,
    roles_in,
)
from matchmaker.organizations.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import SEE_OTHER, perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
MEMBERS = needs(Permission.MEMBERS, PERMISSIONS)


@blueprint.route("/organizations/<id:organization_id>/members", methods=["GET", "POST"])
@require(GET=MEMBERS, POST=MEMBERS)
def members(organization_id: int) -> Answer:
    """The list, and inviting a colleague."""
    row = load(Organization, organization_id, Permission.MEMBERS, PERMISSIONS)
    form = InviteForm(request.form, roles=[(role.value, _(MEMBER_LABELS[role])) for role in roles_in(row.kind)])
    if request.method == "GET":
        return _page(form, row)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return _page(form, row), 422
    actor, colleague = current_actor(), _colleague(form)

    def invite(session: Session) -> str:
        invite_member(session, session.get_one(Organization, organization_id), colleague, actor=actor)
        return _here(organization_id)

    try:
        answer = perform(invite)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(form, db.session.get_one(Organization, organization_id)), 422
    flash(_("邀请已发到 %(email)s，对方按邮件设置密码后即可登录。", email=colleague.email), "success")
    return answer


@blueprint.post("/organizations/<id:organization_id>/members/<id:grant_id>/remove")
@require(POST=MEMBERS)
def remove(organization_id: int, grant_id: int) -> Response:
    """Take a colleague's role."""
    load(Organization, organization_id, Permission.MEMBERS, PERMISSIONS)
    actor = current_actor()

    def act(session: Session) -> str:
        entry = _entry(session, organization_id, grant_id)
        remove_member(session, entry, session.get_one(Organization, organization_id), actor=actor)
        return _here(organization_id)

    return _told(organization_id, act, _("已移除，对方不再能代表本单位。"))


@blueprint.post("/organizations/<id:organization_id>/members/<id:grant_id>/invite")
@require(POST=MEMBERS)
def invite_once_more(organization_id: int, grant_id: int) -> Response:
    """Mail the link again."""
    load(Organization, organization_id, Permission.MEMBERS, PERMISSIONS)
    actor = current_actor()

    def act(session: Session) -> str:
        entry = _entry(session, organization_id, grant_id)
        invite_again(session, entry, session.get_one(Organization, organization_id), actor=actor)
        return _here(organization_id)

    return _told(organization_id, act, _("邀请已重新发出。"))


def _told(organization_id: int, act: object, done: str) -> Response:
    """Do it and say so; a refusal is said on the same list."""
    try:
        answer = perform(act)  # type: ignore[arg-type]
    except Invalid as error:
        flash(_(error.message), "error")
        return redirect(_here(organization_id), SEE_OTHER)
    flash(done, "success")
    return answer


def _entry(session: Session, organization_id: int, grant_id: int) -> RoleGrant:
    entry = session.get(RoleGrant, grant_id)
    if entry is None or entry.organization_id != organization_id:
        raise NotFound
    return entry


def _colleague(form: InviteForm) -> Colleague:
    return Colleague(
        login=form.login.data or "",
        name=form.name.data or "",
        email=form.email.data or "",
        phone=form.phone.data or "",
        role=form.role.data or "",
    )


def _here(organization_id: int) -> str:
    return url_for("organizations.members", organization_id=organization_id)


def _page(form: InviteForm, row: Organization) -> str:
    people = [
        {
            "id": entry.id,
            "user": entry.user,
            "role": _(MEMBER_LABELS.get(entry.role, "")),
            "waiting": entry.user.password_hash == UNUSABLE,
            "me": entry.user_id == current_actor().user_id,
        }
        for entry in db.session.scalars(member_grants(row.id))
    ]
    return render_template("organizations/members.html", form=form, organization=row, people=people)
