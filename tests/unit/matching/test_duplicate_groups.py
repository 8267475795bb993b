from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.matching.services.duplicate_groups import regroup
from tests.factories.catalog import make_achievement
from tests.factories.matching import make_duplicate


def _keys(session: Session, *pairs: DuplicatePair) -> list[int]:
    transact(session, lambda inner: regroup(inner, "achievement"))
    for each in pairs:
        session.refresh(each)
    return [each.group_key for each in pairs]


def test_pairs_that_share_a_record_get_one_key_and_keep_their_version(session: Session) -> None:
    one, two, three = (make_achievement(session) for _each in range(3))
    first, second = make_duplicate(session, lower=one, higher=two), make_duplicate(session, lower=two, higher=three)
    alone = make_duplicate(session)
    assert _keys(session, first, second, alone) == [one.id, one.id, alone.lower_id]
    assert (second.version, second.state) == (1, DuplicateState.OPEN)


def test_pairs_in_different_states_are_grouped_apart(session: Session) -> None:
    one, two, three = (make_achievement(session) for _each in range(3))
    first = make_duplicate(session, lower=one, higher=two)
    other = make_duplicate(session, DuplicateState.DISMISSED, lower=two, higher=three, group_key=one.id)
    assert _keys(session, first, other) == [one.id, two.id]
