"""An expert's own pages: what waits on this seat, the declaration, and one sheet for each bid."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from matchmaker.challenges import keys as house_keys
from matchmaker.challenges.judging_forms import DeclarationForm, SheetForm, sheet_form
from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, PanelSeat, Stage
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.judging import TeamRow, scored_by, teams_of
from matchmaker.challenges.services.form_panel import JUDGING, declare_conflict
from matchmaker.challenges.services.score import score
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.config import Settings
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

SETTINGS_KEY = "matchmaker_settings"
JUDGE = needs(Permission.JUDGE, PERMISSIONS)
SAVED = "saved"


def load_seat(seat_id: int) -> PanelSeat:
    """One's own seat on the judging panel that sits now; NotFound for any other."""
    seat = load(PanelSeat, seat_id, Permission.JUDGE, PERMISSIONS, options=[joinedload(PanelSeat.challenge)])
    if seat.stage != Stage.REVIEW or seat.judging != seat.challenge.judging or seat.left_at is not None:
        raise NotFound
    return seat


@blueprint.get("/seats/<id:seat_id>")
@require(GET=JUDGE)
def review_seat(seat_id: int) -> str:
    """What is asked, what was declared, and the bids to be scored."""
    seat = load_seat(seat_id)
    able = seat.conflict is False
    return render_template(
        "challenges/review_seat.html",
        seat=seat,
        challenge=seat.challenge,
        may_declare=seat.challenge.state in JUDGING,
        may_score=able and seat.challenge.state == ChallengeState.REVIEWING,
        teams=_to_score(seat.challenge) if able else [],
        scored=scored_by(db.session, seat),
    )


@blueprint.route("/seats/<id:seat_id>/conflict", methods=["GET", "POST"])
@require(GET=JUDGE, POST=JUDGE)
def declare(seat_id: int) -> Answer:
    """The names one needs to know to say whether there is a conflict, and nothing else of the bids."""
    seat, actor = load_seat(seat_id), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if seat.challenge.state not in JUDGING:
        raise Conflict(_("启封以后、汇总评分以前，才能对照揭榜团队声明。"))
    form = DeclarationForm(request.form)
    if request.method == "GET":
        return _declaration_page(seat, form)

    def once(session: Session) -> str:
        conflict = form.conflict.data == "yes"
        seat_ = session.get_one(PanelSeat, seat_id)
        declare_conflict(session, seat_, conflict=conflict, note=form.note.data or "", actor=actor)
        return url_for("challenges.review_seat", seat_id=seat_id)

    return answer_form(form, once, lambda: _declaration_page(load_seat(seat_id), form), _("声明已记录。"))


@blueprint.route("/seats/<id:seat_id>/sheets/<id:bid_id>", methods=["GET", "POST"])
@require(GET=JUDGE, POST=JUDGE)
def score_bid(seat_id: int, bid_id: int) -> Answer:
    """One sheet: read the bid, give points and words, hand it in for good."""
    seat, actor = load_seat(seat_id), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if seat.conflict is not False or seat.challenge.state != ChallengeState.REVIEWING:
        raise Conflict(_("现在不能评分：须在评审阶段，并且已声明没有需要回避的关系。"))
    teams, criteria = _to_score(seat.challenge), seat.challenge.criteria
    team = next((row for row in teams if row.bid.id == bid_id), None)
    if team is None:
        raise NotFound
    form = sheet_form(criteria)(request.form)
    if request.method == "GET":
        return _sheet_page(seat, team, teams, form)
    following = _next_left(seat, teams, bid_id)
    keys = house_keys.load(_settings().key_dir)

    def once(session: Session) -> str:
        place, bid = session.get_one(PanelSeat, seat_id), session.get_one(Bid, bid_id)
        score(
            session,
            place,
            bid,
            form.points(session.get_one(Challenge, bid.challenge_id).criteria),
            keys=keys,
            actor=actor,
        )
        if following is None:
            return url_for("challenges.review_seat", seat_id=seat_id, _anchor=SAVED)
        return url_for("challenges.score_bid", seat_id=seat_id, bid_id=following, _anchor=SAVED)

    done = _("评分表已交，这是下一份。") if following else _("评分表已全部交齐，谢谢。")
    return answer_form(form, once, lambda: _sheet_page(load_seat(seat_id), team, teams, form), done)


def _to_score(challenge: Challenge) -> list[TeamRow]:
    return teams_of(db.session, challenge, [BidState.QUALIFIED])


def _next_left(seat: PanelSeat, teams: Sequence[TeamRow], bid_id: int) -> int | None:
    """The bid to be scored after this one: the next in order, then from the beginning."""
    ids = [row.bid.id for row in teams]
    place = ids.index(bid_id)
    done = {*scored_by(db.session, seat), bid_id}
    return next((each for each in ids[place:] + ids[:place] if each not in done), None)


def _declaration_page(seat: PanelSeat, form: DeclarationForm) -> str:
    teams = teams_of(db.session, seat.challenge, [BidState.OPENED, BidState.QUALIFIED])
    issuer = db.session.get_one(Organization, seat.challenge.organization_id)
    return render_template(
        "challenges/declare.html", seat=seat, challenge=seat.challenge, issuer=issuer, teams=teams, form=form
    )


def _sheet_page(seat: PanelSeat, team: TeamRow, teams: Sequence[TeamRow], form: SheetForm) -> str:
    scored = scored_by(db.session, seat)
    place = teams.index(team)
    return render_template(
        "challenges/score_bid.html",
        seat=seat,
        challenge=seat.challenge,
        team=team,
        place=place + 1,
        count=len(teams),
        left=sum(row.bid.id not in scored for row in teams),
        scored=scored,
        before=teams[place - 1].bid.id if place else None,
        after=teams[place + 1].bid.id if place + 1 < len(teams) else None,
        rows=list(zip(seat.challenge.criteria, form.lines, strict=True)),
        form=form,
    )


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings
