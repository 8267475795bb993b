"""A pair, its two sides, and the officer who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.authz import Actor
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import open_deal, reply
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement, make_need

EXPLANATION = {
    "score": 0.42,
    "level": "fair",
    "parts": [{"term": "浓缩", "weight": 0.4, "half": "title"}],
    "rest": 0.02,
    "facts": [],
}


@dataclass
class Stage:
    """One pair with everybody who may act on it."""

    session: Session
    need: Need
    achievement: Achievement
    officer: User
    members: dict[Side, User]

    def actor(self, who: User) -> Actor:
        return actor_of_user(self.session, who)

    @property
    def officer_actor(self) -> Actor:
        return self.actor(self.officer)

    def voice(self, side: Side) -> Actor:
        return self.actor(self.members[side])

    def open(self, **changes: Any) -> Deal:
        """The deal, opened and committed."""
        actor = self.officer_actor
        values = {
            "need": self.need,
            "achievement": self.achievement,
            "suggestion_id": None,
            "explanation": EXPLANATION,
            "message": "工艺条件接近。",
            "actor": actor,
            **changes,
        }
        return transact(self.session, lambda inner: open_deal(inner, **values))

    def reply(self, deal: Deal, side: Side, **changes: Any) -> None:
        """An answer by account, agreeing unless ``agreed`` says otherwise; committed."""
        agreed = bool(changes.pop("agreed", True))
        values: dict[str, Any] = {"actor": self.voice(side), "channel": "account", **changes}
        transact(self.session, lambda inner: reply(inner, inner.get_one(Deal, deal.id), side, agreed, **values))

    def introduced(self) -> Deal:
        """A deal to which both have agreed."""
        deal = self.open()
        for side in Side:
            self.reply(deal, side)
        return deal

    def told(self, kind: str) -> list[dict[str, Any]]:
        """The payloads of what was noted for delivery with this kind."""
        rows = self.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [row.payload for row in rows if row.payload["kind"] == kind]

    def told_users(self, kind: str) -> set[int]:
        return {payload["user_id"] for payload in self.told(kind) if "user_id" in payload}


@pytest.fixture
def stage(session: Session) -> Stage:
    """A need and an achievement, each side with an account, made in one transaction."""

    def build(inner: Session) -> Stage:
        need, achievement = make_need(inner), make_achievement(inner)
        members = {
            Side.NEED: make_member(inner, need.organization),
            Side.ACHIEVEMENT: make_member(inner, achievement.organization),
        }
        return Stage(inner, need, achievement, make_officer(inner), members)

    return transact(session, build)
