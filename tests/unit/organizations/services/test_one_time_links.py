"""Links that let in a unit without an account, once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.errors import NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import OneTimeLink
from matchmaker.organizations.services import issue_link, link_actor, read_link, use_link
from tests.factories.base import MAKER
from tests.factories.organizations import make_organization

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def issue(session: Session, organization_id: int) -> str:
    def act(inner: Session) -> str:
        _link, token = issue_link(
            inner,
            purpose="unit_confirmation",
            subject_kind="achievement",
            subject_id=7,
            organization_id=organization_id,
            sent_to="office@unit.example",
            days=14,
            actor=MAKER,
        )
        return token

    return transact(session, act)


@pytest.fixture
def unit(session: Session) -> int:
    return make_organization(session).id


def test_a_link_speaks_for_its_unit_about_its_record(session: Session, unit: int) -> None:
    link = read_link(session, issue(session, unit), "unit_confirmation")
    actor = link_actor(link)
    assert (actor.roles, actor.organization_ids) == (frozenset({Role.LINK}), frozenset({unit}))
    assert actor.subject == ("achievement", 7)


def test_the_token_is_not_stored(session: Session, unit: int) -> None:
    token = issue(session, unit)
    assert token not in str(vars(session.get_one(OneTimeLink, 1)))


def test_a_link_is_good_once(session: Session, unit: int) -> None:
    token = issue(session, unit)
    transact(session, lambda inner: use_link(inner, read_link(inner, token, "unit_confirmation")))
    with pytest.raises(NotFound):
        read_link(session, token, "unit_confirmation")


def test_of_two_who_read_it_only_one_spends_it(session: Session, unit: int) -> None:
    token = issue(session, unit)
    link_id = read_link(session, token, "unit_confirmation").id
    transact(session, lambda inner: use_link(inner, inner.get_one(OneTimeLink, link_id)))
    with pytest.raises(NotFound):
        transact(session, lambda inner: use_link(inner, inner.get_one(OneTimeLink, link_id)))


@pytest.mark.parametrize(("later", "alive"), [(timedelta(days=14, seconds=-1), True), (timedelta(days=14), False)])
def test_a_link_ends_with_its_last_day(session: Session, unit: int, later: timedelta, *, alive: bool) -> None:
    with clock.frozen(START):
        token = issue(session, unit)
    with clock.frozen(START + later):
        if alive:
            assert read_link(session, token, "unit_confirmation").subject_id == 7
        else:
            with pytest.raises(NotFound):
                read_link(session, token, "unit_confirmation")


def test_a_link_answers_only_its_own_question(session: Session, unit: int) -> None:
    with pytest.raises(NotFound):
        read_link(session, issue(session, unit), "deal_reply")


def test_a_new_link_ends_the_older_one(session: Session, unit: int) -> None:
    old, new = issue(session, unit), issue(session, unit)
    with pytest.raises(NotFound):
        read_link(session, old, "unit_confirmation")
    assert read_link(session, new, "unit_confirmation").organization_id == unit
