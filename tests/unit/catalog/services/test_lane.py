"""The reasons for a review are told in words, all of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.catalog.ports import LIKELY, Hit
from matchmaker.catalog.services.lane import reasons_for_review
from matchmaker.core.authz import system_actor
from matchmaker.organizations.models import OrganizationState
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_university
from tests.unit.catalog.people import member_of


def test_a_trusted_unit_has_no_reason_to_wait(session: Session) -> None:
    unit = make_university(session)
    row = make_achievement(session, AchievementState.DRAFT, organization=unit)
    unlike = Hit("achievement", 7, "别的", LIKELY - 0.01)
    assert reasons_for_review(session, row, actor=member_of(session, unit), duplicates=[unlike]) == []


def test_every_reason_is_named(session: Session) -> None:
    unit = make_university(session, state=OrganizationState.UNVERIFIED)
    row = make_achievement(session, AchievementState.DRAFT, organization=unit, review_first=True, summary="绝密")
    twin = Hit("achievement", 7, "别的", LIKELY)
    reasons = reasons_for_review(session, row, actor=member_of(session, unit), duplicates=[twin])
    assert len(reasons) == 4


def test_needs_and_the_platform_itself_always_wait(session: Session) -> None:
    row = make_achievement(session, AchievementState.DRAFT)
    assert reasons_for_review(session, row, actor=system_actor("cli:root"))
    assert reasons_for_review(session, make_need(session, NeedState.DRAFT), actor=system_actor("cli:root"))
