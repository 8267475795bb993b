"""Giving and taking roles."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.models import User
from matchmaker.admin.forms import RoleForm
from matchmaker.admin.views.blueprint import blueprint
from matchmaker.admin.views.users import user_page
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.listing import find_unit, region_choices
from matchmaker.organizations.services import grant_role, revoke_role
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
GRANT = needs(Permission.GRANT_ROLE, PERMISSIONS)


@blueprint.post("/users/<id:user_id>/roles")
@require(POST=GRANT)
def give_role(user_id: int) -> Answer:
    """Give a role; a refusal comes back on the person's page."""
    if (answer := replayed()) is not None:
        return answer
    row = _person(db.session, user_id)
    form = RoleForm(request.form, regions=region_choices(db.session))
    if not form.validate():
        return _again(row, form)
    actor = current_actor()

    def give(session: Session) -> str:
        _grant(session, _person(session, user_id), form, actor)
        return url_for("admin.user", user_id=user_id)

    try:
        answer = perform(give)
    except Invalid as error:
        if "organization_id" in error.fields:  # the form asks for the name
            error.fields["organization"] = error.fields.pop("organization_id")
        form.take_errors(error)
        return _again(_person(db.session, user_id), form)
    flash(_("角色已授予，对方需要重新登录。"), "success")
    return answer


@blueprint.post("/users/<id:user_id>/roles/<id:grant_id>/revoke")
@require(POST=GRANT)
def take_role(user_id: int, grant_id: int) -> Answer:
    """Take a role away."""
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def take(session: Session) -> str:
        entry = session.get(RoleGrant, grant_id)
        if entry is None or entry.user_id != user_id:
            raise NotFound
        revoke_role(session, entry, actor=actor)
        return url_for("admin.user", user_id=user_id)

    answer = perform(take)
    flash(_("角色已收回，对方的登录已退出。"), "success")
    return answer


def _grant(session: Session, user: User, form: RoleForm, actor: Actor) -> None:
    named = form.organization.data or ""
    organization = find_unit(session, named) if named else None
    if named and organization is None:
        raise Invalid(fields={"organization": [_("没有找到这家单位，请填写登记的全称。")]})
    grant_role(
        session,
        user,
        Role(form.role.data),
        organization_id=organization.id if organization else None,
        region_code=form.region_code.data or None,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        actor=actor,
    )


def _person(session: Session, user_id: int) -> User:
    row = session.get(User, user_id)
    if row is None or row.state == "erased":
        raise NotFound
    return row


def _again(row: User, form: RoleForm) -> Answer:
    form.refresh_key()
    return user_page(row, role=form), 422
