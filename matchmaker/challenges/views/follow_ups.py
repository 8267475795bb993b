"""跟踪: what became of a result, some months later."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.models import USAGE_LABELS, FollowUp, Usage
from matchmaker.challenges.outcome_forms import FollowUpForm
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.follow_up import report_follow_up
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.core import clock
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

PRESCREEN = needs(Permission.PRESCREEN, PERMISSIONS)


@blueprint.route("/follow-ups/<id:follow_up_id>", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def follow_up(follow_up_id: int) -> Answer:
    """Ask the issuer, and note what became of the result."""
    row = load(FollowUp, follow_up_id, Permission.PRESCREEN, PERMISSIONS)
    if request.method == "GET":
        return _page(follow_up_id, FollowUpForm(version=row.version))
    form, actor, challenge_id = FollowUpForm(request.form), current_actor(), row.challenge.id

    def change(session: Session) -> str:
        report_follow_up(
            session,
            session.get_one(FollowUp, follow_up_id),
            usage=Usage(form.usage.data),
            output_value=form.fen,
            note=form.note.data or "",
            actor=actor,
            version=form.version.data,
        )
        return url_for("challenges.acceptance", challenge_id=challenge_id)

    return answer_form(form, change, lambda: _page(follow_up_id, form), _("使用情况已记录。"))


def _page(follow_up_id: int, form: FollowUpForm) -> str:
    row = load(FollowUp, follow_up_id, Permission.PRESCREEN, PERMISSIONS)
    challenge = row.challenge
    return render_template(
        "challenges/follow_up.html",
        row=row,
        challenge=challenge,
        issuer=db.session.get_one(Organization, challenge.organization_id),
        usage=_(USAGE_LABELS[Usage(row.usage)]) if row.usage else "",
        form=form if row.reported_at is None else None,
        is_early=row.reported_at is None and row.due_on > clock.today(),
    )
