"""One object for one actor: role first, then whether there is such an object for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import DomainError, Forbidden, NotFound
from matchmaker.organizations.queries import actor_of_user
from matchmaker.web.loaders import load
from tests.factories.accounts import make_member, make_user
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise


@pytest.fixture
def need(session: Session) -> Need:
    return make_need(session)


def load_as(app: Flask, actor: Actor, key: int) -> Need:
    with app.test_request_context("/"):
        g.actor = actor
        return load(Need, key, Permission.NEED_EDIT, PERMISSIONS)


def test_a_member_gets_the_object_of_the_own_unit(app: Flask, session: Session, need: Need) -> None:
    actor = actor_of_user(session, make_member(session, need.organization))
    assert load_as(app, actor, need.id).title == need.title


def stranger(session: Session) -> Actor:
    return actor_of_user(session, make_member(session, make_enterprise(session)))


def leader(session: Session) -> Actor:
    return actor_of_user(session, make_user(session, Role.LEADER, region_code="340300"))


@pytest.mark.parametrize(("who", "error"), [(stranger, NotFound), (leader, Forbidden)])
def test_others_do_not(
    app: Flask, session: Session, need: Need, who: Callable[[Session], Actor], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        load_as(app, who(session), need.id)


def test_what_is_missing_is_missing_for_everybody(app: Flask, session: Session, need: Need) -> None:
    with pytest.raises(NotFound):
        load_as(app, stranger(session), need.id + 1)
