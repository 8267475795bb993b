import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services import ask_introduction
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise


def _member(session: Session, organization_id: int) -> Actor:
    user = make_member(session, session.get_one(Organization, organization_id))
    actor = actor_of_user(session, user)
    session.rollback()
    return actor


def _ask(session: Session, number: int, actor: Actor) -> None:
    transact(
        session, lambda inner: ask_introduction(inner, inner.get_one(Suggestion, number), actor=actor, note="急需")
    )


def test_the_officers_are_told_who_asked(session: Session) -> None:
    make_officer(session)
    suggestion = make_suggestion(session)
    _ask(session, suggestion.id, _member(session, suggestion.need_organization_id))
    session.refresh(suggestion)
    assert (suggestion.asked_side, suggestion.asked_note) == ("need", "急需")
    keys = session.scalars(select(OutboxMessage.dedup_key))
    assert [key.rpartition(":")[0] for key in keys] == [f"asked:{suggestion.id}"]


def test_asking_twice_is_refused(session: Session) -> None:
    suggestion = make_suggestion(session)
    actor = _member(session, suggestion.achievement_organization_id)
    _ask(session, suggestion.id, actor)
    with pytest.raises(Conflict):
        _ask(session, suggestion.id, actor)


def test_a_decided_pair_cannot_be_asked_for(session: Session) -> None:
    suggestion = make_suggestion(session, SuggestionState.REJECTED)
    with pytest.raises(Conflict):
        _ask(session, suggestion.id, _member(session, suggestion.need_organization_id))


def test_others_do_not_know_of_the_pair(session: Session) -> None:
    suggestion, stranger = make_suggestion(session), make_enterprise(session)
    with pytest.raises(NotFound):
        _ask(session, suggestion.id, _member(session, stranger.id))
