"""Who is asking is looked up on every request, so that a change of rights acts at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import UserSession
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.workflow import ORGANIZATION
from tests.factories.accounts import add_role, make_member, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.catalog import make_need
from tests.support.page_client import PageClient


def test_a_suspended_account_is_out_at_its_next_request(visitor: PageClient, session: Session) -> None:
    user = make_user(session)
    visitor.sign_in(user).get("/probe/mine")
    transact(session, lambda inner: ACCOUNT.apply(inner, user, "suspend", actor=MAKER, reason="违规"))
    visitor.get("/probe/mine", 302)
    transact(session, lambda inner: ACCOUNT.apply(inner, user, "reinstate", actor=MAKER))


def test_a_role_given_or_taken_counts_at_once(visitor: PageClient, session: Session) -> None:
    user = make_user(session)
    visitor.sign_in(user).get("/probe/office", 403)
    add_role(session, user, Role.OFFICER, region_code="340300")
    visitor.get("/probe/office")
    transact(session, lambda inner: inner.execute(delete(RoleGrant).where(RoleGrant.user_id == user.id)))
    visitor.get("/probe/office", 403)


def test_a_role_counts_within_its_term_only(visitor: PageClient, session: Session) -> None:
    today, day = clock.today(), timedelta(days=1)
    cases: list[tuple[dict[str, Any], int]] = [
        ({"ends_on": today - day}, 403),
        ({"starts_on": today + day}, 403),
        ({"ends_on": today}, 200),
    ]
    for terms, status in cases:
        user = make_user(session)
        add_role(session, user, Role.OFFICER, region_code="340300", **terms)
        PageClient(visitor.app).sign_in(user).get("/probe/office", status)


def test_members_of_a_suspended_organization_lose_what_it_gave(visitor: PageClient, session: Session) -> None:
    need = make_need(session)
    visitor.sign_in(make_member(session, need.organization)).get(f"/probe/needs/{need.id}")
    organization = need.organization
    transact(session, lambda inner: ORGANIZATION.apply(inner, organization, "suspend", actor=MAKER, reason="注销"))
    visitor.get(f"/probe/needs/{need.id}", 403)


def test_a_session_ends_when_its_time_is_over(visitor: PageClient, session: Session) -> None:
    visitor.sign_in(make_officer(session)).get("/probe/mine")
    over = {"expires_at": clock.now() - timedelta(seconds=1)}
    transact(session, lambda inner: inner.execute(update(UserSession).values(over)))
    visitor.get("/probe/mine", 302)


def test_an_invented_cookie_is_nobody(visitor: PageClient, session: Session) -> None:
    make_officer(session)
    for token in ("invented", "", "x" * 4000, "é"):
        visitor.raw.set_cookie("matchmaker_session", token)
        visitor.get("/probe/mine", 302)


def test_the_actor_costs_one_statement(visitor: PageClient, session: Session) -> None:
    """Session, account and all roles together."""
    user = make_officer(session)
    for code in ("340304", "340311", "340321"):
        add_role(session, user, Role.OFFICER, region_code=code)
    visitor.sign_in(user).get("/probe/office", max_statements=3)  # with unread notices and the site's name
