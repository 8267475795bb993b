"""The audit trail: read, narrowed down, verified."""

from __future__ import annotations

from flask import current_app, render_template, request
from flask_babel import gettext as _

from matchmaker.admin import words
from matchmaker.admin.forms import TraceFilterForm
from matchmaker.admin.policies import PERMISSIONS, Permission
from matchmaker.admin.queries import TraceFilter, names_of, trace
from matchmaker.admin.views.blueprint import blueprint
from matchmaker.config import Settings
from matchmaker.core import anchors
from matchmaker.core.audit import AuditEntry
from matchmaker.web.extensions import db
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

PER_PAGE = 50
AUDIT = needs(Permission.AUDIT, PERMISSIONS)


@blueprint.get("/audit")
@require(GET=AUDIT)
def audit_trail() -> str:
    """Entries, newest first."""
    form = TraceFilterForm(request.args)
    page = paginate(db.session, trace(TraceFilter(**form.chosen())), number=requested_page(), size=PER_PAGE)
    names = names_of(db.session, (entry.actor_id for entry in page.items))
    lines = [
        {
            "entry": entry,
            "who": names.get(entry.actor_id or 0) or _unnamed(entry),
            "action": words.action_words(entry.action),
            "subject": words.SUBJECTS.get(entry.subject_kind, entry.subject_kind),
            "detail": words.detail_words(entry.subject_kind, entry.detail),
        }
        for entry in page.items
    ]
    return render_template("admin/audit.html", form=form, page=page, lines=lines)


def _unnamed(entry: AuditEntry) -> str:
    kind = _(words.ACTOR_KINDS.get(entry.actor_kind, entry.actor_kind))
    return f"{kind}（{entry.actor_name}）" if entry.actor_name else kind


@blueprint.get("/audit/verification")
@require(GET=AUDIT)
def audit_verification() -> str:
    """Walk the whole chain and its checkpoints now, and say what was found."""
    settings: Settings = current_app.extensions["matchmaker_settings"]
    verdict = anchors.verify(db.session, settings.anchor_file, settings.key_dir)
    try:
        latest = anchors.latest(settings.anchor_file)
    except ValueError:
        latest = None  # the verdict says so
    return render_template("admin/audit_verification.html", verdict=verdict, latest=latest)
