"""The security log: sign-ins and refusals."""

from __future__ import annotations

from flask import render_template, request

from matchmaker.accounts.policies import PERMISSIONS, Permission
from matchmaker.admin import words
from matchmaker.admin.forms import SecurityFilter
from matchmaker.admin.queries import names_of, security_log
from matchmaker.admin.views.blueprint import blueprint
from matchmaker.web.extensions import db
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

PER_PAGE = 50


@blueprint.get("/security-events")
@require(GET=needs(Permission.SECURITY_LOG, PERMISSIONS))
def security_events() -> str:
    """Newest first."""
    form = SecurityFilter(request.args)
    page = paginate(db.session, security_log(**form.chosen()), number=requested_page(), size=PER_PAGE)
    names = names_of(db.session, (event.user_id for event in page.items))
    return render_template("admin/security_events.html", form=form, page=page, names=names, kinds=words.EVENTS)
