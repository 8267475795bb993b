import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.matching.services.decide_duplicate import confirm, dismiss, reconsider
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_achievement
from tests.factories.matching import make_duplicate

D = DuplicateState


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session))


def again(session: Session, row: DuplicatePair) -> DuplicatePair:
    session.refresh(row)
    return row


def test_a_word_is_kept_with_who_gave_it_and_why(session: Session, officer: Actor) -> None:
    row = make_duplicate(session)
    transact(session, lambda s: dismiss(s, s.get_one(DuplicatePair, row.id), actor=officer, note=" 指标不同 "))
    found = again(session, row)
    assert (found.state, found.decided_by, found.note) == (D.DISMISSED, officer.user_id, "指标不同")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "duplicate_pair.dismiss")).one()
    assert (entry.detail["reason"], entry.detail["records"]) == ("指标不同", [row.lower_id, row.higher_id])


def test_a_pair_of_ones_own_region_troubles_nobody_else(session: Session, officer: Actor) -> None:
    row = make_duplicate(session)
    transact(session, lambda s: confirm(s, s.get_one(DuplicatePair, row.id), actor=officer))
    assert again(session, row).state == D.CONFIRMED
    assert not [each for each in session.scalars(select(OutboxMessage)) if "duplicate" in each.dedup_key]


@pytest.mark.parametrize(("disclosure", "told"), [("public", 1), ("officers_only", 0)])
def test_officers_elsewhere_are_told_only_of_what_they_may_know(
    session: Session, officer: Actor, disclosure: str, told: int
) -> None:
    make_officer(session, "340400")
    far = make_achievement(session, region_code="340404")
    row = make_duplicate(session, lower=far, higher=make_achievement(session, disclosure=disclosure))
    transact(session, lambda s: confirm(s, s.get_one(DuplicatePair, row.id), actor=officer))
    assert len([each for each in session.scalars(select(OutboxMessage)) if "duplicate" in each.dedup_key]) == told


def test_what_is_closed_already_is_not_confirmed(session: Session, officer: Actor) -> None:
    closed = make_achievement(session, AchievementState.WITHDRAWN)
    row = make_duplicate(session, lower=closed, higher=make_achievement(session))
    with pytest.raises(Conflict):
        transact(session, lambda s: confirm(s, s.get_one(DuplicatePair, row.id), actor=officer))
    assert again(session, row).state == D.OPEN


def test_taking_a_word_back_needs_a_reason(session: Session, officer: Actor) -> None:
    row = make_duplicate(session, D.CONFIRMED)
    with pytest.raises(Invalid):
        transact(session, lambda s: reconsider(s, s.get_one(DuplicatePair, row.id), actor=officer, note=" "))
    transact(session, lambda s: reconsider(s, s.get_one(DuplicatePair, row.id), actor=officer, note="看错了"))
    found = again(session, row)
    assert (found.state, found.decided_at) == (D.OPEN, None)


def test_a_stale_page_decides_nothing(session: Session, officer: Actor) -> None:
    row = make_duplicate(session)
    with pytest.raises(StaleVersion):
        transact(session, lambda s: dismiss(s, s.get_one(DuplicatePair, row.id), actor=officer, version=7))


def test_only_officers_of_a_region_of_either_record_decide(session: Session) -> None:
    row = make_duplicate(session)
    elsewhere = actor_of_user(session, make_officer(session, "340400"))
    scout = actor_of_user(session, make_scout(session))
    for actor, error in ((elsewhere, NotFound), (scout, Forbidden)):
        with pytest.raises(error):
            transact(session, lambda s, who=actor: dismiss(s, s.get_one(DuplicatePair, row.id), actor=who))  # type: ignore[misc]


def test_the_database_knows_no_pair_twice_and_none_the_wrong_way_round(session: Session) -> None:
    row = make_duplicate(session)
    one, other = make_achievement(session), make_achievement(session)
    with pytest.raises(IntegrityError):
        make_duplicate(session, lower=other, higher=one)
    session.rollback()
    session.refresh(row)
    with pytest.raises(IntegrityError):
        transact(session, lambda s: s.add(_copy(row)))


def _copy(row: DuplicatePair) -> DuplicatePair:
    names = {column.name for column in DuplicatePair.__table__.columns} - {"id"}
    return DuplicatePair(**{name: getattr(row, name) for name in names})
