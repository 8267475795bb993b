"""A scout, two units the scout works for, and everybody who has a say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, RecordKind
from matchmaker.core.authz import Actor
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import UnitConfirmation
from matchmaker.scouting.services import request_confirmation
from tests.factories.accounts import make_member, make_officer, make_scout
from tests.factories.organizations import make_university
from tests.unit.catalog.people import draft_achievement

T = TypeVar("T")


@dataclass
class Field:
    """``unit`` has an account, ``silent_unit`` only a mail box."""

    session: Session
    scout: User
    officer: User
    unit: Organization
    member: User
    silent_unit: Organization

    def actor(self, who: User) -> Actor:
        return actor_of_user(self.session, who)

    def do(self, call: Callable[[Session], T]) -> T:
        return transact(self.session, call)

    def draft(self, unit: Organization | None = None, **values: Any) -> Achievement:
        """A complete draft that the scout entered."""
        given = {"scout_id": self.scout.id, "source": "scout", **values}
        return draft_achievement(self.session, self.actor(self.scout), unit or self.unit, **given)

    def asked(self, unit: Organization | None = None) -> UnitConfirmation:
        """A question to ``unit`` about a new draft."""
        record, scout = self.draft(unit), self.actor(self.scout)
        return self.do(
            lambda s: (
                request_confirmation(
                    s, RecordKind.ACHIEVEMENT, s.get_one(Achievement, record.id), actor=scout
                ).confirmation
            )
        )

    def record(self, row: UnitConfirmation) -> Achievement:
        self.session.rollback()
        self.session.expire_all()
        return self.session.get_one(Achievement, row.record_id)

    def told(self, kind: str) -> list[dict[str, Any]]:
        """The payloads of what was noted for delivery with this kind."""
        rows = self.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [row.payload for row in rows if row.payload["kind"] == kind]

    def told_users(self, kind: str) -> set[int]:
        return {payload["user_id"] for payload in self.told(kind) if "user_id" in payload}

    def link(self) -> str:
        """The token of the last link that was mailed."""
        return str(next(payload["href"] for payload in reversed(self.told("confirmation.asked")) if "to" in payload))


@pytest.fixture
def field(session: Session) -> Field:
    unit = make_university(session)
    return Field(
        session, make_scout(session), make_officer(session), unit, make_member(session, unit), make_university(session)
    )
