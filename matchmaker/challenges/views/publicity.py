"""公示: what the public reads, objecting to it, and how the city handles objections."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.judging_forms import HANDLING_LABELS, HandlingForm, ObjectionForm
from matchmaker.challenges.models import Challenge, ChallengeState, Handling, Objection, Publicity
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.judging import TeamRow, placed_teams
from matchmaker.challenges.queries.publicity import objections_of, own_objections
from matchmaker.challenges.services.guards import current_publicity
from matchmaker.challenges.services.place import handle_objection, raise_objection
from matchmaker.challenges.services.step import require_city
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.deals.texts import last_day
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, public, require

OBJECT, DECIDE = needs(Permission.OBJECT, PERMISSIONS), needs(Permission.DECIDE, PERMISSIONS)


class PublicResult(NamedTuple):
    """What everybody may know of a result: how it stands and for whom; ``teams`` is empty while it is judged anew."""

    publicity: Publicity
    teams: list[TeamRow]
    is_running: bool
    is_over: bool
    last_day: str


@blueprint.app_template_global("public_result")
def public_result(challenge: Challenge) -> PublicResult | None:
    """The result of ``challenge`` for public pages; None before anything was publicised."""
    publicity = current_publicity(db.session, challenge)
    if publicity is None:
        return None
    running = challenge.state == ChallengeState.PUBLICISED
    shown = running or publicity.ended_at is not None
    teams = placed_teams(db.session, challenge) if shown else []
    over = clock.now() >= publicity.ends_at
    return PublicResult(publicity, teams, running, over, last_day(publicity.ends_at))


@blueprint.get("/challenges/<id:challenge_id>/publicity")
@require(GET=public())
def publicity(challenge_id: int) -> str:
    """Whom the challenge is to go to, since when and until when, and how to object."""
    row = db.session.get(Challenge, challenge_id)
    result = public_result(row) if row is not None else None
    if row is None or result is None:
        raise NotFound
    return render_template(
        "challenges/publicity.html",
        challenge=row,
        result=result,
        issuer=db.session.get_one(Organization, row.organization_id),
        may_object=PERMISSIONS.holds(current_actor(), Permission.OBJECT),
    )


@blueprint.route("/challenges/<id:challenge_id>/objection", methods=["GET", "POST"])
@require(GET=OBJECT, POST=OBJECT)
def object_to(challenge_id: int) -> Answer:
    """Object, and see what became of one's own objections."""
    row, actor = db.session.get(Challenge, challenge_id), current_actor()
    if (answered := replayed()) is not None:
        return answered
    found = current_publicity(db.session, row) if row is not None else None
    if row is None or found is None:
        raise NotFound
    if row.state != ChallengeState.PUBLICISED:
        raise Conflict(_("现在不在公示期内。"))
    form = ObjectionForm(request.form)
    if request.method == "GET":
        return _objection_page(row, found, form)

    def once(session: Session) -> str:
        raise_objection(session, session.get_one(Challenge, challenge_id), form.body.data or "", actor=actor)
        return url_for("challenges.object_to", challenge_id=challenge_id)

    return answer_form(
        form,
        once,
        lambda: _objection_page(row, found, form),
        _("异议已提交，处理完以前不会签订军令状；有结论会通知您。"),
    )


@blueprint.get("/challenges/<id:challenge_id>/objections")
@require(GET=needs(Permission.READ_SCORES, PERMISSIONS))
def objections(challenge_id: int) -> str:
    """Every objection, with what was found; the city handles the open ones."""
    row = load_challenge(challenge_id, Permission.READ_SCORES)
    listed, is_city = objections_of(db.session, row), current_actor().covers(row.city_code)
    return render_template(
        "challenges/objections.html",
        challenge=row,
        objections=listed,
        open_count=sum(each.objection.handling is None for each in listed),
        labels=HANDLING_LABELS,
        is_city=is_city,
        may_handle=is_city and row.state == ChallengeState.PUBLICISED,
    )


@blueprint.route("/objections/<id:objection_id>", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def handle(objection_id: int) -> Answer:
    """Find for or against one objection."""
    row, actor = load(Objection, objection_id, Permission.DECIDE, PERMISSIONS), current_actor()
    require_city(row.publicity.challenge, actor)
    if (answered := replayed()) is not None:
        return answered
    challenge_id = row.publicity.challenge_id
    if row.handling is not None or row.publicity.challenge.state != ChallengeState.PUBLICISED:
        raise Conflict(_("这项异议已经处理。"))
    form = HandlingForm(request.form)
    if request.method == "GET":
        return _handling_page(row, form)

    def once(session: Session) -> str:
        as_, finding = Handling(form.handling.data), form.finding.data or ""
        objection = session.get_one(Objection, objection_id)
        handle_objection(session, objection, handling=as_, finding=finding, actor=actor)
        page = "challenges.case" if as_ is Handling.UPHELD else "challenges.objections"
        return url_for(page, challenge_id=challenge_id)

    return answer_form(
        form,
        once,
        lambda: _handling_page(load(Objection, objection_id, Permission.DECIDE, PERMISSIONS), form),
        _("结论已记录，并告知提出异议的人。"),
    )


def _objection_page(challenge: Challenge, found: Publicity, form: ObjectionForm) -> str:
    mine = own_objections(db.session, found, current_actor())
    return render_template(
        "challenges/objection.html",
        challenge=challenge,
        publicity=found,
        mine=mine,
        waits=any(each.handling is None for each in mine),
        is_over=clock.now() >= found.ends_at,
        labels=HANDLING_LABELS,
        form=form,
    )


def _handling_page(row: Objection, form: HandlingForm) -> str:
    challenge = row.publicity.challenge
    return render_template("challenges/handle_objection.html", challenge=challenge, objection=row, form=form)
