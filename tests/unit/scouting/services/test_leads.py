import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import Lead, LeadState
from matchmaker.scouting.services.leads import drop_lead, note_lead, register_lead, reopen_lead
from tests.factories.accounts import make_scout
from tests.factories.organizations import make_university
from tests.factories.scouting import make_lead


def _scout(session: Session) -> Actor:
    actor = actor_of_user(session, make_scout(session))
    session.rollback()
    return actor


def test_a_lead_becomes_a_draft_that_carries_its_scout(session: Session) -> None:
    scout, unit = _scout(session), make_university(session)

    def register(inner: Session) -> tuple[int | None, int]:
        lead = note_lead(inner, "achievement", "陶瓷膜", actor=scout, note="在车间看到样机")
        record = register_lead(inner, lead, inner.get_one(Organization, unit.id), actor=scout)
        return record.scout_id, lead.id

    scout_id, lead_id = transact(session, register)
    assert scout_id == scout.user_id
    assert session.get_one(Lead, lead_id).state == LeadState.REGISTERED


def test_a_lead_needs_a_title(session: Session) -> None:
    scout = _scout(session)
    with pytest.raises(Invalid):
        transact(session, lambda inner: note_lead(inner, "need", " ", actor=scout))


def test_a_lead_is_dropped_with_a_reason_and_taken_up_again(session: Session) -> None:
    user = make_scout(session)
    lead = make_lead(session, user)
    actor = actor_of_user(session, user)
    with pytest.raises(Invalid):
        transact(session, lambda inner: drop_lead(inner, inner.get_one(Lead, lead.id), "", actor=actor))
    transact(session, lambda inner: drop_lead(inner, inner.get_one(Lead, lead.id), "已停产", actor=actor))
    transact(session, lambda inner: reopen_lead(inner, inner.get_one(Lead, lead.id), actor=actor))
    session.refresh(lead)
    assert (lead.state, lead.drop_reason) == (LeadState.OPEN, "")


def test_a_colleague_s_lead_looks_missing(session: Session) -> None:
    lead, stranger = make_lead(session, make_scout(session)), _scout(session)
    with pytest.raises(NotFound):
        transact(session, lambda inner: drop_lead(inner, inner.get_one(Lead, lead.id), "重复", actor=stranger))
