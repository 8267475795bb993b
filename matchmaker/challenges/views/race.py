"""赛马: how it stands, and what an officer does next — the rule, the rounds, their results, a finish."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.models import EQUAL_LABELS, WINNER_LABELS, Bid, Challenge, EqualPoints, RaceRule, WinnerRule
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.outcomes import rule_of
from matchmaker.challenges.queries.teams import Team, rounds_with_results, teams_of
from matchmaker.challenges.race_chart import race_chart
from matchmaker.challenges.race_forms import FinishForm, ResultsForm, RoundForm, RuleForm
from matchmaker.challenges.race_words import BID_TONES, cut_words, next_step
from matchmaker.challenges.services.finish_early import finish_early
from matchmaker.challenges.services.race import decide_round, fix_round, rounds_of
from matchmaker.challenges.services.race_rule import BEFORE_START, fix_rule
from matchmaker.challenges.services.step import decides
from matchmaker.challenges.views.blueprint import blueprint, load_bid, load_challenge
from matchmaker.challenges.workflow import BID, CHALLENGE
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

READ, PRESCREEN = needs(Permission.READ, PERMISSIONS), needs(Permission.PRESCREEN, PERMISSIONS)
DECIDE = needs(Permission.BID_DECIDE, PERMISSIONS)
NEW = 0  # no row has this version: a first save is stale when somebody else was first


@blueprint.get("/challenges/<id:challenge_id>/race")
@require(GET=READ)
def race(challenge_id: int) -> str:
    """The whole race, for issuer, officers and leaders."""
    row = load_challenge(challenge_id, Permission.READ)
    rule, rounds = rule_of(db.session, row.id), rounds_with_results(db.session, row)
    teams = teams_of(db.session, row)
    return render_template(
        "challenges/race.html",
        challenge=row,
        state=CHALLENGE.labels[row.state],
        rule=rule,
        winner_words=_(WINNER_LABELS[WinnerRule(rule.winner)]) if rule else "",
        equal_words=_(EQUAL_LABELS[EqualPoints(rule.equal_points)]) if rule else "",
        rounds=rounds,
        cuts={each.round.id: cut_words(each.round) for each in rounds},
        teams=teams,
        bid_states=BID.labels,
        tones=BID_TONES,
        step=next_step(row, rule, rounds, teams),
        chart=race_chart({each.bid.id: each.name for each in teams}, rounds),
        acts=PERMISSIONS.allows(current_actor(), Permission.PRESCREEN, row),
        may_rule=row.state in BEFORE_START,
    )


@blueprint.route("/challenges/<id:challenge_id>/race/rule", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def race_rule(challenge_id: int) -> Answer:
    """By what the race is won, before it starts."""
    row, actor = _race(challenge_id), current_actor()
    if row.state not in BEFORE_START:
        raise Conflict(_("赛马已经开始，胜出规则不再改。"))
    if request.method == "GET":
        return _rule_page(challenge_id, _rule_form(rule_of(db.session, challenge_id)))
    form = RuleForm(request.form)

    def change(session: Session) -> str:
        given = (WinnerRule(form.winner.data), EqualPoints(form.equal_points.data))
        challenge = session.get_one(Challenge, challenge_id)
        version = form.version.data or NEW
        fix_rule(session, challenge, winner=given[0], equal_points=given[1], actor=actor, version=version)
        return url_for("challenges.race", challenge_id=challenge_id)

    return answer_form(form, change, lambda: _rule_page(challenge_id, form), _("胜出规则已定下。"))


def _rule_form(rule: RaceRule | None) -> RuleForm:
    if rule is None:
        return RuleForm()
    return RuleForm(winner=rule.winner, equal_points=rule.equal_points, version=rule.version)


def _rule_page(challenge_id: int, form: RuleForm) -> str:
    return render_template("challenges/race_rule.html", challenge=_race(challenge_id), form=form)


@blueprint.route("/challenges/<id:challenge_id>/race/round", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def race_round(challenge_id: int) -> Answer:
    """The next round: its protocol, its day and its cut, fixed before it starts."""
    if request.method == "GET":
        return _round_page(challenge_id, RoundForm())
    _race(challenge_id)
    form, actor = RoundForm(request.form), current_actor()

    def change(session: Session) -> str:
        challenge = session.get_one(Challenge, challenge_id)
        fix_round(session, challenge, **form.terms, actor=actor)
        return url_for("challenges.race", challenge_id=challenge_id)

    return answer_form(form, change, lambda: _round_page(challenge_id, form), _("这一轮的规则已定下，并告知各团队。"))


def _round_page(challenge_id: int, form: RoundForm) -> str:
    row = _race(challenge_id)
    rounds = rounds_of(db.session, row)
    if rounds and rounds[-1].decided_at is None:
        raise Conflict(_("上一轮还没有结果，不能确定下一轮。"))
    running = sum(each.works for each in teams_of(db.session, row))
    number, rule = len(rounds) + 1, rule_of(db.session, row.id)
    return render_template(
        "challenges/race_round.html", challenge=row, form=form if rule else None, number=number, running=running
    )


@blueprint.route("/challenges/<id:challenge_id>/race/results", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def race_results(challenge_id: int) -> Answer:
    """Every runner's points and the reasons for them; the cut is then made as it was fixed."""
    row, actor = _race(challenge_id), current_actor()
    rounds = rounds_of(db.session, row)
    if not rounds or rounds[-1].decided_at is not None:
        raise Conflict(_("现在没有等候成绩的轮次。"))
    if request.method == "GET":
        running = [each.bid.id for each in teams_of(db.session, row) if each.works]
        return _results_page(challenge_id, ResultsForm.blank(running))
    form, number = ResultsForm(request.form), rounds[-1].number

    def change(session: Session) -> str:
        challenge = session.get_one(Challenge, challenge_id)
        current = rounds_of(session, challenge)[-1]
        decide_round(session, current, form.results, actor=actor)
        return url_for("challenges.race", challenge_id=challenge_id)

    done = _("第 %(n)s 轮成绩已记录，结果和理由已告知各团队。", n=number)
    return answer_form(form, change, lambda: _results_page(challenge_id, form), done)


def _results_page(challenge_id: int, form: ResultsForm) -> str:
    row = _race(challenge_id)
    current = rounds_of(db.session, row)[-1]
    names = {str(each.bid.id): each.name for each in teams_of(db.session, row)}
    cut = cut_words(current)
    return render_template(
        "challenges/race_results.html", challenge=row, form=form, round=current, cut=cut, names=names
    )


@blueprint.route("/bids/<id:bid_id>/finish", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def finish(bid_id: int) -> Answer:
    """A runner met all indicators first."""
    bid, actor = load_bid(bid_id, Permission.BID_DECIDE), current_actor()
    if request.method == "GET":
        return _finish_page(bid_id, FinishForm())
    form, challenge_id = FinishForm(request.form), bid.challenge_id

    def change(session: Session) -> str:
        finish_early(session, session.get_one(Bid, bid_id), finding=form.finding.data or "", actor=actor)
        return url_for("challenges.race", challenge_id=challenge_id)

    return answer_form(form, change, lambda: _finish_page(bid_id, form), _("已登记达标。"))


def _finish_page(bid_id: int, form: FinishForm) -> str:
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    team = one_team(bid)
    waits = team.finish is None and team.works and team.has_met_all and decides(bid, current_actor())
    return render_template("challenges/finish.html", bid=bid, team=team, form=form if waits else None)


def one_team(bid: Bid) -> Team:
    """The signed team of ``bid``; Conflict for a team that did not sign."""
    found = teams_of(db.session, bid.challenge, bid_id=bid.id)
    if not found:
        raise Conflict(_("这支团队没有签订军令状。"))
    return found[0]


def _race(challenge_id: int) -> Challenge:
    """The challenge for who runs it; Conflict for one that is no race."""
    row = load_challenge(challenge_id, Permission.PRESCREEN)
    if not row.is_race:
        raise Conflict(_("这道榜题不是赛马。"))
    return row
