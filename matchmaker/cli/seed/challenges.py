"""The demo city's challenges, each walked to its state by the real services, at the times they would have had.

The officers' passphrases are made once and kept beside the keys
(``demo-secrets.json``), so that sealed bids can be opened with the command as
in earnest. Teams, experts and officers are the city's; bids are sealed and
read as everybody's are.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges import keys as house_keys
from matchmaker.challenges.bid_content import BidContent, Member
from matchmaker.challenges.bid_content import Stage as Part
from matchmaker.challenges.models import Bid, Challenge
from matchmaker.challenges.queries import bids_of, lock
from matchmaker.cli.seed.people import City, officer_of
from matchmaker.cli.seed.source import Row
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.money import from_wan
from matchmaker.organizations.queries import actor_of_user

SECRETS = "demo-secrets.json"
HOLDERS = ("officer-city", "officer-city-b", "leader-city")
CITY_OFFICER = "officer-city"
PASSPHRASE_BYTES = 12
OPEN_DAYS = 20
COMMENTS = (
    "路线清楚，指标有前期数据支撑。",
    "团队分工明确，试验条件能到位。",
    "进度偏紧，经费测算较细。",
    "推广前景取决于成本。",
)


@dataclass
class Tale:
    """One challenge of the data on its way, and who acts on it.

    ``day`` counts from the posting; before it days are negative.
    """

    session: Session
    city: City
    settings: Settings
    row: Row
    keys: house_keys.HouseKeys
    words: dict[int, str]
    today: date = field(default_factory=clock.today)
    challenge_id: int = 0
    shares: dict[str, Any] = field(default_factory=dict)

    def on(self, day: int, hour: int = 10) -> Any:
        """The clock set to a Chinese hour of a day of this challenge."""
        return clock.frozen(self.moment(day, hour))

    def moment(self, day: int, hour: int = 10) -> datetime:
        """That hour, whatever the clock is set to now."""
        ago = (self.row["posted_days_ago"] or 0) - day
        return clock.start_of_day(self.today - timedelta(days=ago)) + timedelta(hours=hour)

    @property
    def challenge(self) -> Challenge:
        return lock(self.session, self.challenge_id)

    def actor(self, login: str) -> Actor:
        return self.city.actor(self.session, login)

    def issuer(self) -> Actor:
        return self.city.member(self.session, self.row["organization"])

    def county(self) -> Actor:
        return officer_of(self.session, self.challenge.region_code)

    def officer(self) -> Actor:
        return self.actor(CITY_OFFICER)

    def team(self, bid: Row) -> Actor:
        return self.city.member(self.session, bid["organization"])

    def person(self, user_id: int) -> Actor:
        return actor_of_user(self.session, self.session.get_one(User, user_id))

    def bid_of(self, bid: Row) -> Bid:
        """The opened bid of a team of the data."""
        wanted = self.city.organizations[bid["organization"]]
        return next(each for each in bids_of(self.session, self.challenge) if each.organization_id == wanted)

    def rows_in(self, *states: str) -> list[Row]:
        """The data's bids that are in one of ``states`` now."""
        return [bid for bid in self.row["bids"] if self.bid_of(bid).state in states]


def passphrases(key_dir: Path) -> dict[str, str]:
    """Login → passphrase of those who hold the keys; made once, kept with mode 0600."""
    file = key_dir / SECRETS
    if file.exists():
        return {str(login): str(word) for login, word in json.loads(file.read_text(encoding="utf-8")).items()}
    made = {login: secrets.token_urlsafe(PASSPHRASE_BYTES) for login in HOLDERS}
    key_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(made, stream, indent=1)
    return made


def content_of(bid: Row, today: date) -> BidContent:
    """What a team hands in."""
    return BidContent(
        leader=bid["leader"],
        plan=bid["plan"],
        price=from_wan(str(bid["price_wan"])),
        members=tuple(Member(**each) for each in bid["members"]),
        partners=tuple(bid["partners"]),
        milestones=parts_of(bid, today),
    )


def parts_of(bid: Row, today: date) -> tuple[Part, ...]:
    """The milestones, their days counted from ``today``."""
    return tuple(
        Part(each["title"], today + timedelta(days=each["in_days"]), each["share"]) for each in bid["milestones"]
    )


def criteria_points(challenge: Challenge, base: int, spread: int) -> dict[int, tuple[int, str]]:
    """One reviewer's sheet around ``base``: criterion id → points and words."""
    return {
        line.id: (base + spread - 2 * place, COMMENTS[place % len(COMMENTS)])
        for place, line in enumerate(challenge.criteria)
    }
