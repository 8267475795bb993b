"""The office's list of rules with all their versions."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.models import SubsidyRule, VersionState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.services.revise_rule import copy_version
from matchmaker.deals.subsidies.views.blueprint import blueprint, cited, validity_badge
from matchmaker.deals.subsidies.workflow import RULE_VERSION, VERSION_TONES
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

SIZE = 50
OPEN_DRAFT = N_("这条规则已经有一份草稿，请先启用或停用它。")


@blueprint.get("/policies/rules")
@require(GET=needs(Permission.OVERSEE, PERMISSIONS))
def rules() -> str:
    """All versions of the rules of one's city."""
    page = paginate(db.session, queries.kept_by(current_actor()), number=requested_page(), size=SIZE)
    lines = [
        {
            "version": version,
            "state": (_(RULE_VERSION.labels[version.state]), VERSION_TONES[VersionState(version.state)]),
            "badge": validity_badge(version),
            "clause": cited(version),
        }
        for version in page.items
    ]
    return render_template("subsidies/rules.html", page=page, lines=lines)


@blueprint.post("/policies/<id:rule_id>/versions")
@require(POST=needs(Permission.KEEP, PERMISSIONS))
def add_version(rule_id: int) -> Response:
    """A draft that begins as the newest version stands."""
    load(SubsidyRule, rule_id, Permission.KEEP, PERMISSIONS)
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def copy(session: Session) -> str:
        newest = queries.newest_version(session, rule_id)
        if newest is None or newest.state == VersionState.DRAFT:
            raise Conflict(OPEN_DRAFT)
        made = copy_version(session, newest, actor=actor)
        return url_for("subsidies.edit_version", version_id=made.id)

    answer = perform(copy)
    flash(_("新版本已建好，改完并通过样例后再启用；现在用的版本不受影响。"), "success")
    return answer
