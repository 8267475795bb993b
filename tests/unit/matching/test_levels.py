"""What scouting hears of matching and deals."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.deals.models import DealState
from matchmaker.matching.levels import MatchedProspects
from matchmaker.matching.models import Level, SuggestionState
from matchmaker.scouting.ports import Progress
from tests.factories.catalog import make_achievement, make_need
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion

ASKED = MatchedProspects()


def test_a_fair_suggestion_or_a_live_deal_provides_for_a_need(session: Session) -> None:
    fair, weak, refused, live, ended, alone = (make_need(session) for _ in range(6))
    make_suggestion(session, need=fair, level=Level.FAIR)
    make_suggestion(session, need=weak, level=Level.WEAK)
    make_suggestion(session, SuggestionState.REJECTED, need=refused, level=Level.STRONG)
    make_deal(session, suggestion=make_suggestion(session, need=live, level=Level.WEAK))
    make_deal(session, DealState.CLOSED, suggestion=make_suggestion(session, need=ended, level=Level.WEAK))
    every = [row.id for row in (fair, weak, refused, live, ended, alone)]
    assert ASKED.provided_for(session, every) == {fair.id, live.id}
    assert ASKED.provided_for(session, []) == set()


def test_the_best_standing_score_of_each_need_counts(session: Session) -> None:
    achievement, need = make_achievement(session), make_need(session)
    make_suggestion(session, need=need, achievement=achievement, score=0.4)
    second = make_achievement(session, organization=achievement.organization)
    make_suggestion(session, need=need, achievement=second, score=0.6)
    assert ASKED.fits(session, achievement.organization_id) == {need.id: 0.6}
    assert ASKED.fits(session, need.organization_id) == {}


def test_progress_counts_deals_by_how_far_they_got(session: Session) -> None:
    need, other = make_need(session), make_need(session)
    make_deal(session, DealState.INTRODUCED, suggestion=make_suggestion(session, need=need))
    make_deal(session, DealState.INVITED, suggestion=make_suggestion(session, need=need))
    found = ASKED.progress(session, "need", [need.id, other.id])
    assert found == {need.id: Progress(deals=2, introduced=1)}
    assert ASKED.progress(session, "achievement", []) == {}
