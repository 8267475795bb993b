from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.matching.models import SuggestionState
from matchmaker.matching.queries import QueueFilter, earlier_decisions, neighbours, pair, queue, suggestions_of
from tests.factories.catalog import make_need
from tests.factories.matching import make_suggestion

OFFICER = Actor(kind="user", user_id=1, roles=frozenset({Role.OFFICER}), region_codes=frozenset({"340300"}))
ELSEWHERE = Actor(kind="user", user_id=2, roles=frozenset({Role.OFFICER}), region_codes=frozenset({"340400"}))


def test_the_queue_groups_by_need_with_the_best_first(session: Session) -> None:
    low, high = make_need(session), make_need(session)
    make_suggestion(session, need=low, score=0.2)
    best = make_suggestion(session, need=high, score=0.6)
    second = make_suggestion(session, need=high, score=0.3)
    found = queue(session, OFFICER, QueueFilter(), 1)
    assert [group.need.id for group in found.groups] == [high.id, low.id]
    assert [row.id for row in found.groups[0].suggestions] == [best.id, second.id]
    assert (found.total, found.pairs, found.pages) == (2, 3, 1)


def test_an_officer_sees_the_region_s_needs_only(session: Session) -> None:
    make_suggestion(session)
    assert queue(session, ELSEWHERE, QueueFilter(), 1).groups == []


def test_filters_narrow_the_queue(session: Session) -> None:
    make_suggestion(session, need=make_need(session, title="轴承烧伤检测"), level="strong", score=0.5)
    make_suggestion(session, SuggestionState.HELD)
    wanted = {
        "text": QueueFilter(text="烧伤"),
        "level": QueueFilter(level="strong"),
        "state": QueueFilter(state="held"),
        "percent": QueueFilter(text="%"),
        "asked": QueueFilter(asked=True),
        "field": QueueFilter(field_code="aerospace"),
    }
    counts = {name: queue(session, OFFICER, each, 1).pairs for name, each in wanted.items()}
    assert counts == {"text": 1, "level": 1, "state": 1, "percent": 0, "asked": 0, "field": 0}


def test_a_page_beyond_the_end_is_the_last_one(session: Session) -> None:
    make_suggestion(session)
    assert queue(session, OFFICER, QueueFilter(), 99).number == 1


def test_neighbours_walk_the_whole_queue_once(session: Session) -> None:
    need, other = make_need(session), make_need(session)
    walk = [
        make_suggestion(session, need=need, score=0.5),
        make_suggestion(session, need=need, score=0.4),
        make_suggestion(session, need=other, score=0.9),
    ]
    steps = [neighbours(session, OFFICER, row) for row in walk]
    assert [step.after for step in steps] == [walk[1].id, walk[2].id, None]
    assert [step.before for step in steps] == [None, walk[0].id, walk[1].id]
    assert {step.left for step in steps} == {3}


def test_earlier_decisions_on_either_record_are_shown(session: Session) -> None:
    here = make_suggestion(session)
    decided = make_suggestion(session, SuggestionState.REJECTED, need=here.need)
    make_suggestion(session, SuggestionState.REJECTED)
    assert [row.id for row in earlier_decisions(session, here)] == [decided.id]


def test_a_missing_pair_is_none(session: Session) -> None:
    assert pair(session, 2**40) is None


def test_an_owner_sees_standing_suggestions_and_not_the_rejected(session: Session) -> None:
    standing = make_suggestion(session)
    make_suggestion(session, SuggestionState.REJECTED, need=standing.need)
    rows = session.scalars(suggestions_of("need", standing.need_id)).unique().all()
    assert [row.id for row in rows] == [standing.id]
