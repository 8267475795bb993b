"""The template of organisations offers the regions that whoever takes it may fill in."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.organizations.queries import actor_of_user
from matchmaker.organizations.sheet_target import offering_regions
from tests.factories.accounts import make_officer, make_user


def test_an_officer_is_offered_ones_own_regions_an_administrator_all(session: Session) -> None:
    officer = actor_of_user(session, make_officer(session, region_code="340321"))
    admin = actor_of_user(session, make_user(session, Role.SYSTEM_ADMIN))
    assert list(offering_regions("region_code")(session, officer)["region_code"]) == ["怀远县", "怀远经济开发区"]
    assert {"怀远县", "淮北市", "安徽省"} <= set(offering_regions("region_code")(session, admin)["region_code"])
