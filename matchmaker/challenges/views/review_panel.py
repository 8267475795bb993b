"""The judging panel, for officers: who sits, what is missing, forming it and replacing a member."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import StringField

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.queries import by_login
from matchmaker.challenges.judging_forms import (
    BACKGROUND_LABELS,
    MemberForm,
    PanelForm,
    member_form,
    panel_form,
)
from matchmaker.challenges.models import Background, BidState, Challenge, PanelSeat, Profile, Stage
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.queries import bids_of, seats_of
from matchmaker.challenges.queries.judging import Candidate, candidates, panel_of, scored_by
from matchmaker.challenges.services.form_panel import JUDGING, WHEN, form_panel, replace_member
from matchmaker.challenges.services.panel_state import panel_checks
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import handle_rows
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

PRESCREEN = needs(Permission.PRESCREEN, PERMISSIONS)


@blueprint.get("/challenges/<id:challenge_id>/review-panel")
@require(GET=PRESCREEN)
def review_panel(challenge_id: int) -> str:
    """Who sits, what they declared, how many sheets are in, and why the panel is not whole yet."""
    row = load_challenge(challenge_id, Permission.PRESCREEN)
    seats = panel_of(db.session, row)
    panel = [each for each in seats if each.seat.left_at is None]
    bids = len(bids_of(db.session, row, [BidState.QUALIFIED])) if row.state in JUDGING else 0
    spoken = any(each.sheets for each in seats)
    return render_template(
        "challenges/review_panel.html",
        challenge=row,
        panel=panel,
        replaced=[each for each in seats if each.seat.left_at is not None],
        bids=bids,
        backgrounds=BACKGROUND_LABELS,
        checks=panel_checks(db.session, row, [each.seat for each in panel]) if panel else [],
        may_form=row.state in WHEN[Stage.REVIEW] and _judged(row) and not spoken,
        may_replace=row.state in JUDGING,
    )


@blueprint.route("/challenges/<id:challenge_id>/review-panel/members", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def form_review_panel(challenge_id: int) -> Answer:
    """Seat the experts."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if row.state not in WHEN[Stage.REVIEW] or not _judged(row):
        raise Conflict(_("现在不能组成评审专家组。"))
    least = int(setting(db.session, "challenge.review_experts", row.region_code))
    people = candidates(db.session, row)
    kind = panel_form(people, rows=least)
    if request.method == "GET":
        return _members_page(row, kind(data=_sitting(row, people)), least)
    form = kind(request.form)
    if handle_rows(form):
        form.refresh_key()
        return _members_page(row, form, least)

    def once(session: Session) -> str:
        challenge = session.get_one(Challenge, challenge_id)
        members = form.taken(_person(session, form.final_user))
        form_panel(session, challenge, Stage.REVIEW, members, actor=actor)
        return url_for("challenges.review_panel", challenge_id=challenge_id)

    return answer_form(
        form,
        once,
        lambda: _members_page(load_challenge(challenge_id, Permission.PRESCREEN), form, least),
        _("专家组已组成，已通知各位专家。"),
    )


@blueprint.route("/seats/<id:seat_id>/replacement", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def replace_reviewer(seat_id: int) -> Answer:
    """Seat somebody in place of a member who is recused, does not come or disappeared half-way."""
    seat, actor = load(PanelSeat, seat_id, Permission.PRESCREEN, PERMISSIONS), current_actor()
    if (answered := replayed()) is not None:
        return answered
    challenge_id = seat.challenge_id
    if seat.stage != Stage.REVIEW or seat.challenge.state not in JUDGING or seat.left_at is not None:
        raise Conflict(_("现在不能更换评审专家。"))
    form = member_form(candidates(db.session, seat.challenge))(request.form, background=seat.background)
    if request.method == "GET":
        return _replacement_page(seat, form)

    def once(session: Session) -> str:
        member = _person(session, form.login) or int(form.member.data or 0)
        if not member:
            raise Invalid(fields={"member": [_("请选择专家，或填写登录名。")]})
        given, reason = (member, Background(form.background.data)), form.reason.data or ""
        replace_member(session, session.get_one(PanelSeat, seat_id), *given, reason=reason, actor=actor)
        return url_for("challenges.review_panel", challenge_id=challenge_id)

    def page() -> str:
        return _replacement_page(load(PanelSeat, seat_id, Permission.PRESCREEN, PERMISSIONS), form)

    return answer_form(form, once, page, _("已更换，并通知了接替的专家。"))


def _person(session: Session, field: StringField) -> int | None:
    """The id of the active person whose login stands in ``field``, if any; Invalid at the field for nobody's."""
    if not field.data:
        return None
    found = by_login(session, field.data)
    if found is None or found.state != UserState.ACTIVE:
        raise Invalid(fields={field.name: [_("没有这个登录名。")]})
    return found.id


def _judged(challenge: Challenge) -> bool:
    return walks(Profile(challenge.profile), "start_review")


def _sitting(challenge: Challenge, people: list[Candidate]) -> dict[str, Any]:
    """The present panel as the form's data, so that forming it anew does not begin at nothing."""
    able = [seat for seat in seats_of(db.session, challenge, Stage.REVIEW) if not seat.conflict]
    known = {each.user_id for each in people}
    rows = [{"member": str(seat.user_id), "background": seat.background} for seat in able if seat.user_id in known]
    other = next((seat.user_id for seat in able if seat.user_id not in known), None)
    return {"members": rows, "final_user": db.session.get_one(User, other).login if other else ""}


def _members_page(challenge: Challenge, form: PanelForm, least: int) -> str:
    return render_template("challenges/review_panel_form.html", challenge=challenge, form=form, least=least)


def _replacement_page(seat: PanelSeat, form: MemberForm) -> str:
    person = db.session.get_one(User, seat.user_id)
    return render_template(
        "challenges/review_replacement.html",
        challenge=seat.challenge,
        seat=seat,
        person=person,
        sheets=len(scored_by(db.session, seat)),
        form=form,
    )
