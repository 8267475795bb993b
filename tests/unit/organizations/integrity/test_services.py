"""Nothing is entered before the organisation could answer, and what is entered ends."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.integrity import services
from matchmaker.organizations.integrity.models import IntegrityEntry
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user, integrity_entries
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise, make_integrity_notice

REASON = "查明无正当理由停止攻关。"
LATER = timedelta(days=40)


def actor(session: Session, user: User) -> Actor:
    session.rollback()
    return actor_of_user(session, user)


@pytest.fixture
def firm(session: Session) -> Organization:
    return make_enterprise(session)


def stands(session: Session, entry: IntegrityEntry) -> tuple[str, list[int]]:
    """The state, and what the register then says of the organisation."""
    session.rollback()
    session.refresh(entry)
    return entry.state, [each.id for each in integrity_entries(session, entry.organization_id)]


def test_an_entry_needs_notice_time_to_answer_and_a_decision(session: Session, firm: Organization) -> None:
    member, officer = (actor(session, each) for each in (make_member(session, firm), make_officer(session)))
    entry = make_integrity_notice(session, firm)
    assert stands(session, entry) == ("notified", [])

    def enter(inner: Session, who: Actor = officer) -> None:
        services.enter(inner, inner.get_one(IntegrityEntry, entry.id), reason=REASON, actor=who)

    with pytest.raises(Conflict, match="申辩期未满"):
        transact(session, enter)
    transact(
        session,
        lambda inner: services.answer(inner, inner.get_one(IntegrityEntry, entry.id), "设备延期。", actor=member),
    )
    with clock.frozen(clock.now() + LATER):
        with pytest.raises(Forbidden):
            transact(session, partial(enter, who=member))
        with pytest.raises(NotFound):
            transact(session, partial(enter, who=actor(session, make_officer(session, "340304"))))
        transact(session, enter)
        assert stands(session, entry) == ("entered", [entry.id])
        assert integrity_entries(session, firm.id, since=clock.today() + timedelta(days=1)) == []
        with pytest.raises(Conflict, match="申辩期已满"):
            transact(
                session,
                lambda inner: services.answer(inner, inner.get_one(IntegrityEntry, entry.id), "晚了。", actor=member),
            )
    with clock.frozen(clock.now() + timedelta(days=365 * 4)):
        assert stands(session, entry) == ("entered", [])
    transact(
        session,
        lambda inner: services.remove(inner, inner.get_one(IntegrityEntry, entry.id), reason="已整改。", actor=officer),
    )
    assert stands(session, entry) == ("removed", [])
    kinds = {each.payload["kind"] for each in session.scalars(select(OutboxMessage))}
    assert {"integrity.notify", "integrity.answered", "integrity.enter", "integrity.remove"} <= kinds


def test_the_bureau_may_let_a_matter_drop_at_once(session: Session, firm: Organization) -> None:
    officer = actor(session, make_officer(session))
    entry = make_integrity_notice(session, firm)
    transact(
        session,
        lambda inner: services.dismiss(
            inner, inner.get_one(IntegrityEntry, entry.id), reason="属不可抗力。", actor=officer
        ),
    )
    assert stands(session, entry) == ("dismissed", [])


def test_a_notice_has_a_cause_and_comes_once_of_one_record(session: Session, firm: Organization) -> None:
    officer = actor(session, make_officer(session))
    with pytest.raises(Invalid):
        transact(session, lambda inner: services.propose_by_bureau(inner, firm, "  ", actor=officer))
    with pytest.raises(Forbidden):
        transact(session, lambda inner: services.propose_by_bureau(inner, firm, REASON, actor=Actor("user")))
    for _time in range(2):  # the bureau's own notices are each a matter of their own
        transact(session, lambda inner: services.propose_by_bureau(inner, firm, REASON, actor=officer))
    transact(session, lambda inner: services.propose_entry(inner, firm.id, REASON, "bid", 7, officer))
    with pytest.raises(Conflict):
        transact(session, lambda inner: services.propose_entry(inner, firm.id, REASON, "bid", 7, officer))


def test_the_city_that_acts_decides_about_a_unit_from_elsewhere(session: Session) -> None:
    elsewhere = make_enterprise(session, region_code="340100")
    officer = actor(session, make_officer(session))
    entry = transact(session, lambda inner: services.propose_entry(inner, elsewhere.id, REASON, "bid", 8, officer))
    assert entry.region_code == "340300"


def test_the_database_itself_refuses_an_entry_before_the_time(session: Session, firm: Organization) -> None:
    entry = make_integrity_notice(session, firm)

    def force(inner: Session) -> None:
        row = inner.get_one(IntegrityEntry, entry.id)
        row.decision, row.decided_at, row.expires_on = REASON, clock.now(), clock.today()
        inner.execute(update(IntegrityEntry).values(state="entered"))

    with pytest.raises(IntegrityError):
        transact(session, force)
