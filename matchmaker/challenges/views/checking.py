"""初筛: the county looks at completeness and credit on one page, and says what follows."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges import completeness
from matchmaker.challenges.models import Challenge, ChallengeState, CheckOutcome, Tie
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.preparing_forms import OUTCOME_WORDS, CountyCheckForm
from matchmaker.challenges.queries.checks import county_checks
from matchmaker.challenges.queries.ties import ties_of
from matchmaker.challenges.services.county_check import check, credit_of
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

PRESCREEN = needs(Permission.PRESCREEN, PERMISSIONS)


@blueprint.route("/challenges/<id:challenge_id>/county-check", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def county_check(challenge_id: int) -> Answer:
    """What there is to judge by, and the county's word; earlier checks stay to be read."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    form = CountyCheckForm(request.form, may_veto=actor.covers(row.city_code), version=row.version)
    if request.method == "GET":
        return _page(row, form)
    if (answered := replayed()) is not None:
        return answered

    def once(session: Session) -> str:
        check(
            session,
            session.get_one(Challenge, challenge_id),
            CheckOutcome(form.outcome.data),
            credit_clean=form.credit_clean.data == "yes",
            note=form.note.data or "",
            actor=actor,
            version=form.version.data,
        )
        return url_for("challenges.case", challenge_id=challenge_id)

    return answer_form(
        form,
        once,
        lambda: _page(load_challenge(challenge_id, Permission.PRESCREEN), form),
        _("初筛结论已记录，并已告知发榜单位。"),
    )


def _page(row: Challenge, form: CountyCheckForm) -> str:
    return render_template(
        "challenges/county_check.html",
        challenge=row,
        form=form if row.state == ChallengeState.COLLECTING else None,
        items=completeness.items(row),
        issuer=db.session.get_one(Organization, row.organization_id),
        credit=credit_of(db.session, row),
        affiliates=list(ties_of(db.session, row, Tie.AFFILIATE).values()),
        earlier=county_checks(db.session, row),
        outcomes=OUTCOME_WORDS,
    )
