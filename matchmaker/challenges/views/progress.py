"""How far the work is: what the public may see of a race, and what a team sees of itself.

Decision 0034 says why so little is public while a race is run.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

from matchmaker.challenges.models import (
    WINNER_LABELS,
    Bid,
    BidState,
    Challenge,
    RaceRound,
    WinnerRule,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.outcomes import reports_of, rule_of
from matchmaker.challenges.queries.teams import RoundOf, Team, rounds_with_results, teams_of
from matchmaker.challenges.race_chart import race_chart
from matchmaker.challenges.race_words import BID_TONES, RACE_BEGAN, RACE_OVER, alias, cut_words
from matchmaker.challenges.services.statement import HEARD
from matchmaker.challenges.views.acceptance import decides_here, report_link
from matchmaker.challenges.views.blueprint import blueprint, load_bid
from matchmaker.challenges.workflow import BID, CHALLENGE
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, public, require

# Whether a team that failed had tried is between it and those who decide.
PUBLIC_OUTCOMES: dict[str, str] = {
    BidState.PASSED: N_("通过验收"),
    BidState.FAILED_DILIGENT: N_("未通过"),
    BidState.FAILED_NEGLIGENT: N_("未通过"),
}
PUBLIC_TONES: dict[str, str] = {BidState.PASSED: "good", BidState.RUNNER_UP: "info"}
RUNNING = frozenset({BidState.PLACED, BidState.UNDERTAKING})


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What a team is told of itself in one round; ``place`` only once the race is over."""

    round: RaceRound
    cut: str
    points: int | None
    advanced: bool | None
    rationale: str
    place: int | None
    runners: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A team as the public sees it after a race: by an alias, with its points by round."""

    name: str
    points: list[int | None]
    outcome: str
    tone: str


@blueprint.get("/challenges/<id:challenge_id>/progress")
@require(GET=public())
def progress(challenge_id: int) -> str:
    """Rounds, dates and numbers of teams while the work goes on; points without names when it is over.

    There is nothing to see before a team signed, nor of what was stopped before.
    """
    row = db.session.get(Challenge, challenge_id)
    teams = teams_of(db.session, row) if row is not None and row.state in RACE_BEGAN else []
    if row is None or not teams:
        raise NotFound
    rounds = rounds_with_results(db.session, row)
    rule = rule_of(db.session, row.id) if row.is_race else None
    over = row.state in RACE_OVER
    return render_template(
        "challenges/progress.html",
        challenge=row,
        state=CHALLENGE.labels[row.state],
        teams=len(teams),
        working=sum(each.works for each in teams),
        rounds=rounds,
        cuts={each.round.id: cut_words(each.round) for each in rounds},
        winner_words=_(WINNER_LABELS[WinnerRule(rule.winner)]) if rule else "",
        lanes=lanes(teams, rounds) if over else [],
        chart=race_chart(aliases(teams), rounds) if over else None,
        over=over,
        nobody_won=over and not any(each.bid.state == BidState.PASSED for each in teams),
    )


@blueprint.get("/bids/<id:bid_id>/progress")
@require(GET=needs(Permission.BID_READ, PERMISSIONS))
def team_progress(bid_id: int) -> str:
    """One team's own way: nothing of any other team stands here."""
    bid, actor = load_bid(bid_id, Permission.BID_READ), current_actor()
    challenge = bid.challenge
    found = teams_of(db.session, challenge, bid_id=bid.id)
    rule = rule_of(db.session, challenge.id) if challenge.is_race else None
    mine = PERMISSIONS.allows(actor, Permission.BID_ANSWER, bid)
    team = found[0] if found else None
    return render_template(
        "challenges/team_progress.html",
        bid=bid,
        team=team,
        challenge=challenge,
        state=(BID.labels[bid.state], BID_TONES.get(bid.state, "neutral")),
        winner_words=_(WINNER_LABELS[WinnerRule(rule.winner)]) if rule else "",
        results=own_results(bid, rounds_with_results(db.session, challenge)),
        indicators=challenge.indicators if team and team.test else [],
        files=[report_link(each) for each in reports_of(db.session, bid.id)] if team and team.test else [],
        mine=mine,
        may_state=mine and bid.state in HEARD and team is not None and team.statement is None,
        may_give_up=mine and bid.state in RUNNING,
        may_answer=team is not None and team.statement is not None and decides_here(bid),
    )


def own_results(bid: Bid, rounds: list[RoundOf]) -> list[OwnResult]:
    """The rounds as one team may know them; another's points are never among them."""
    over = bid.challenge.state in RACE_OVER
    told = []
    for each in rounds:
        mine = each.results.get(bid.id)
        if mine is None and (each.is_decided or bid.state not in RUNNING):
            continue
        ahead = sum(mine is not None and other.points > mine.points for other in each.results.values())
        told.append(
            OwnResult(
                round=each.round,
                cut=cut_words(each.round),
                points=mine.points if mine else None,
                advanced=mine.advanced if mine else None,
                rationale=mine.rationale if mine else "",
                place=ahead + 1 if over and mine else None,
                runners=len(each.results),
            )
        )
    return told


def aliases(teams: list[Team]) -> dict[int, str]:
    """Bid → what its team is called in public: by the order of the random ids, which tells nothing of anybody."""
    return {bid_id: alias(place) for place, bid_id in enumerate(sorted(each.bid.id for each in teams))}


def lanes(teams: list[Team], rounds: list[RoundOf]) -> list[Lane]:
    """The teams as the public sees them after the race, with their points in the decided rounds."""
    names, decided = aliases(teams), [each for each in rounds if each.is_decided]
    return [
        Lane(
            name=names[team.bid.id],
            points=[each.results[team.bid.id].points if team.bid.id in each.results else None for each in decided],
            outcome=_(PUBLIC_OUTCOMES.get(team.bid.state) or BID.labels[team.bid.state]),
            tone=PUBLIC_TONES.get(team.bid.state, "neutral"),
        )
        for team in sorted(teams, key=lambda each: each.bid.id)
    ]
