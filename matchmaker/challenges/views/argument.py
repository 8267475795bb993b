"""专家论证, for officers: who sits and what they said, and forming the panel under the city's rule."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.arguing_forms import OPINION_WORDS, SEAT_WORDS, PanelForm, panel_form
from matchmaker.challenges.models import Challenge, ChallengeState, Stage
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.queries.arguing import candidates, panel, tally
from matchmaker.challenges.queries.panels import Gauge, gauge
from matchmaker.challenges.services.argue import seat_arguers
from matchmaker.challenges.services.form_panel import WHEN
from matchmaker.challenges.services.guards import checks
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.core.errors import Conflict
from matchmaker.organizations.queries import settings, sources
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.fragments import render_fragment
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

PRESCREEN = needs(Permission.PRESCREEN, PERMISSIONS)
RULE, FEWEST = "challenge.council_share", "challenge.argument_experts"
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Composition:
    """The panel against the city's rule, for ``_gauge.html``."""

    gauge: Gauge
    source: str
    least: int


@blueprint.get("/challenges/<id:challenge_id>/argument")
@require(GET=PRESCREEN)
def argument(challenge_id: int) -> str:
    """Who sits, who declared what, the opinions and how they stand."""
    row = load_challenge(challenge_id, Permission.PRESCREEN)
    seated = panel(db.session, row)
    able = [each for each in seated if each.seat.conflict is False and each.opinion is not None]
    return render_template(
        "challenges/argument.html",
        challenge=row,
        seated=seated,
        composition=_composition(row, [each.seat.background for each in seated]),
        tallies=[(_("对需求"), tally(able, "on_need")), (_("对资金"), tally(able, "on_funds"))],
        checks=checks(db.session, row, "argue"),
        backgrounds=SEAT_WORDS,
        opinions=OPINION_WORDS,
        may_form=_may_form(row) and not any(each.opinion for each in seated),
        is_arguing=row.state == ChallengeState.PRESCREENED,
    )


@blueprint.route("/challenges/<id:challenge_id>/argument/panel", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def form_argument_panel(challenge_id: int) -> Answer:
    """Choose the experts; a composition below the rule is said, and refused."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if not _may_form(row):
        raise Conflict(_("现在不能组成论证专家组。"))
    form = _form(row)
    if request.method == "GET" or request.form.get("action") == LOOK:
        return _page(row, form)

    def once(session: Session) -> str:
        seat_arguers(session, session.get_one(Challenge, challenge_id), form.chosen, actor=actor)
        return url_for("challenges.argument", challenge_id=challenge_id)

    return answer_form(
        form,
        once,
        lambda: _page(load_challenge(challenge_id, Permission.PRESCREEN), form),
        _("专家组已组成，已通知各位专家。"),
    )


@blueprint.post("/challenges/<id:challenge_id>/argument/composition")
@require(POST=PRESCREEN)
def argument_composition(challenge_id: int) -> str:
    """The composition of what is ticked so far, for the page's script."""
    row = load_challenge(challenge_id, Permission.PRESCREEN)
    chosen = _form(row).chosen.values()
    return render_fragment("challenges/_composition.html", composition=_composition(row, list(chosen)))


def _may_form(row: Challenge) -> bool:
    return row.state in WHEN[Stage.ARGUMENT] and walks(row.profile, "argue")


def _form(row: Challenge) -> PanelForm:
    people = candidates(db.session, row)
    sitting = {each.seat.user_id: each.seat.background for each in panel(db.session, row)}
    known = {f"u{each.user.id}": sitting.get(each.user.id, "") for each in people}
    return panel_form(people)(request.form, data=known)


def _composition(row: Challenge, backgrounds: list[str]) -> Composition:
    rules = settings(db.session, [RULE, FEWEST], row.region_code)
    measured, least = gauge(backgrounds, Fraction(str(rules[RULE]))), int(rules[FEWEST])
    return Composition(measured, _(sources(db.session, [RULE], row.region_code)[RULE]), least)


def _page(row: Challenge, form: PanelForm) -> str:
    return render_template(
        "challenges/argument_panel.html",
        challenge=row,
        form=form,
        composition=_composition(row, list(form.chosen.values())),
    )
