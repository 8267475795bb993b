"""Everybody who acts on a challenge in the tests, and the texts they hand in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Need
from matchmaker.challenges import keys as house_keys
from matchmaker.challenges.bid_content import BidContent, Member
from matchmaker.challenges.bid_content import Stage as Milestone
from matchmaker.challenges.models import (
    Bid,
    Challenge,
    Pledge,
    PledgeMilestone,
)
from matchmaker.challenges.pledge_content import Indicator
from matchmaker.challenges.queries import lock
from matchmaker.core.authz import Actor
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user

T = TypeVar("T")
PLAN = "以低温固化粘结剂替代现有体系，分三步完成配方、小试和产线验证，指标逐项由第三方检测。" * 2
TERMS: dict[str, Any] = {
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2027, 12, 31),
    "issuer_duties": "提供试验条件，按节点付款。",
    "team_duties": "按期完成全部指标。",
    "bureau_duties": "组织节点考核。",
    "rewards": "达标兑付，未达标退回未用经费。",
    "ownership": "双方共有。",
    "leader_promise": "攻关期间不调离、不辞职。",
    "payment_terms": "节点通过后十个工作日内付款。",
    "indicators": (Indicator("固化温度", "120", "℃", "DSC"),),
}
STAGES = (Milestone("小试", date(2027, 1, 31), 40), Milestone("产线验证", date(2027, 9, 30), 60))
PAPER = ("附件.pdf", [b"%PDF-1.7\n", b"%%EOF\n"])
WAN = 1_000_000


def content(price: int = 250 * WAN, plan: str = PLAN, **values: Any) -> BidContent:
    """A complete bid."""
    given = {"leader": "赵测试", "members": (Member("钱测试", "配方"),), "milestones": STAGES, **values}
    return BidContent(plan=plan, price=price, **given)


def identities(rows: Iterable[Any]) -> tuple[Any, ...]:
    """The ids of ``rows``, none of which is looked up."""
    return tuple(inspect(each).identity for each in rows)


@dataclass
class Cast:
    """Everybody who acts on one challenge, and what they act in."""

    session: Session
    folder: Path
    keys: house_keys.HouseKeys
    need: Need
    issuer: Organization
    member: User
    officer: User
    county: User
    holders: list[User]
    teams: list[Organization]
    members: list[User]
    experts: list[User]
    challenge_id: int = 0
    shares: dict[str, Any] = field(default_factory=dict)
    trail: tuple[Hashable, ...] | None = None
    commits: int = 0

    def who(self) -> Hashable:
        """By their ids; ids are given anew in every database."""
        ones = (self.need, self.issuer, self.member, self.officer, self.county)
        several = (self.holders, self.teams, self.members, self.experts)
        return identities(ones), *(identities(each) for each in several)

    def baggage(self) -> dict[str, Any]:
        """The challenge, and what opens its key."""
        return {"challenge_id": self.challenge_id, "shares": self.shares}

    @property
    def challenge(self) -> Challenge:
        self.session.rollback()
        return self.session.get_one(Challenge, self.challenge_id, populate_existing=True)

    def actor(self, who: User) -> Actor:
        self.session.rollback()
        return actor_of_user(self.session, who)

    def do(self, call: Callable[..., T], *arguments: Any, **values: Any) -> T:
        """``call`` in a transaction; a challenge among the arguments is loaded there."""

        def inside(inner: Session) -> T:
            given = [lock(inner, self.challenge_id) if each is Challenge else each for each in arguments]
            return call(inner, *given, **values)

        return transact(self.session, inside)

    def words(self, *places: int) -> dict[int, str]:
        """The passphrases of the holders at ``places``."""
        return {self.holders[each].id: f"passphrase number {each}" for each in places}

    def milestones(self) -> list[PledgeMilestone]:
        """Of the teams at work, in order."""
        self.session.rollback()
        query = (
            select(PledgeMilestone)
            .join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
            .join(Bid, Bid.id == Pledge.bid_id)
            .where(Bid.state == "undertaking")
        )
        query = query.order_by(PledgeMilestone.pledge_id, PledgeMilestone.position)
        return list(self.session.scalars(query.execution_options(populate_existing=True)))

    def member_of(self, bid: Bid) -> User:
        """Who acts for the team of ``bid``."""
        return self.members[[unit.id for unit in self.teams].index(bid.organization_id)]

    def team_of(self, row: PledgeMilestone) -> Actor:
        """Who reports on ``row``."""
        return self.actor(self.member_of(self.bid_of(row)))

    def bid_of(self, row: PledgeMilestone) -> Bid:
        """Whose milestone ``row`` is."""
        return self.session.get_one(Bid, self.session.get_one(Pledge, row.pledge_id).bid_id)
