"""榜单 and 榜题: what is asked, on which terms, in which version, until when. Money is in 分."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.catalog.models import Need
from matchmaker.core import clock
from matchmaker.core.authz import Named, Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, Versioned, one_of
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of

if TYPE_CHECKING:
    from matchmaker.challenges.models.sealed import KeyHolder


class ChallengeState(StrEnum):
    """S1–S15 of the process; the last five end it."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    PRESCREENED = "prescreened"
    ARGUED = "argued"
    APPROVED = "approved"
    POSTED = "posted"
    RECEIVING = "receiving"
    SEALED = "sealed"
    QUALIFYING = "qualifying"
    REVIEWING = "reviewing"
    RANKED = "ranked"
    PUBLICISED = "publicised"
    SIGNING = "signing"
    WORKING = "working"
    ACCEPTING = "accepting"
    CONCLUDED = "concluded"
    UNFILLED = "unfilled"
    SETTLED = "settled"
    UNFILLED_CLOSED = "unfilled_closed"
    VETOED = "vetoed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


S = ChallengeState
ENDED = (S.SETTLED, S.UNFILLED_CLOSED, S.VETOED, S.WITHDRAWN, S.TERMINATED)
BEFORE_POSTING = (S.DRAFT, S.COLLECTING, S.PRESCREENED, S.ARGUED, S.APPROVED)
SEALED_STATES = (S.POSTED, S.RECEIVING, S.SEALED)


class Profile(StrEnum):
    """Whose money and whose rules; see ``challenges.profiles``."""

    GOVERNMENT = "government"
    ENTERPRISE = "enterprise"
    UNIVERSITY = "university"


class Mode(StrEnum):
    """One team, or several in parallel (赛马)."""

    SINGLE = "single"
    RACE = "race"


class FundingKind(StrEnum):
    """Where the reward comes from. What the law sends to tender is no kind a challenge may have."""

    OWN = "own"
    MATCHED = "matched"
    GRANT = "grant"


FUNDING_LABELS = {
    FundingKind.OWN: N_("企业自筹"),
    FundingKind.MATCHED: N_("企业出资，财政配套"),
    FundingKind.GRANT: N_("财政科技计划资助"),
}
TENDER = "tender"


class ChallengeBatch(Identified, Timestamped, Versioned, Base):
    """榜单: challenges posted together under one name."""

    __tablename__ = "challenge_batch"

    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (UniqueConstraint("region_code", "title"), CheckConstraint("title <> ''", name="title_given"))

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))


class BottleneckItem(Identified, Base):
    """卡脖子清单: a need of which the council said that it holds an industry back."""

    __tablename__ = "bottleneck_item"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), unique=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    reason: Mapped[str] = mapped_column(String(1000))
    listed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    listed_at: Mapped[datetime] = mapped_column(default=clock.now)

    need: Mapped[Need] = relationship(viewonly=True)

    __table_args__ = (CheckConstraint("reason <> ''", name="reason_given"),)

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))


class Challenge(Identified, Timestamped, Stateful, Base):
    """榜题. ``organization_id`` is the issuer (发榜方).

    ``own_funds`` is the issuer's whole budget for the matter, ``public_funds``
    the city's share, ``solver_share`` what of the city's share goes to the
    solver; the two minimums are what the city's rule asked for on the day of
    approval. ``public_key`` seals bids from the posting on; ``sealed_root`` is
    the hash over all envelopes once receiving ended. ``judging`` counts how often
    panels began anew (a return, an objection upheld): seats belong to one count.
    """

    __tablename__ = "challenge"

    batch_id: Mapped[int | None] = mapped_column(ForeignKey("challenge_batch.id"), index=True)
    need_id: Mapped[int | None]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    profile: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(120))
    background: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    goal: Mapped[str] = mapped_column(Text, default="")
    ownership: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    months: Mapped[int | None]
    funding_kind: Mapped[str | None] = mapped_column(String(16))
    reward: Mapped[int | None]
    own_funds: Mapped[int] = mapped_column(default=0)
    public_funds: Mapped[int] = mapped_column(default=0)
    solver_share: Mapped[int] = mapped_column(default=0)
    minimum_own_funds: Mapped[int] = mapped_column(default=0)
    minimum_solver_share: Mapped[int] = mapped_column(default=0)
    mode: Mapped[str | None] = mapped_column(String(12))
    race_reason: Mapped[str] = mapped_column(String(1000), default="")
    places: Mapped[int] = mapped_column(default=1)
    posted_at: Mapped[datetime | None]
    receiving_from: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    posted_version: Mapped[int] = mapped_column(default=0)
    posted_times: Mapped[int] = mapped_column(default=0)
    judging: Mapped[int] = mapped_column(default=1)
    public_key: Mapped[str | None] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(80), default="")
    sealed_root: Mapped[str | None] = mapped_column(String(64))
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    indicators: Mapped[list[ChallengeIndicator]] = relationship(
        order_by="ChallengeIndicator.position", cascade="all, delete-orphan", passive_deletes=True
    )
    criteria: Mapped[list[ChallengeCriterion]] = relationship(
        order_by="ChallengeCriterion.position", cascade="all, delete-orphan", passive_deletes=True
    )

    holders: Mapped[list[KeyHolder]] = relationship(viewonly=True)

    __table_args__ = (
        one_of("state", ChallengeState),
        one_of("profile", Profile),
        one_of("mode", Mode, optional=True),
        one_of("funding_kind", FundingKind, optional=True),
        ForeignKeyConstraint(["need_id", "organization_id"], ["need.id", "need.organization_id"]),
        UniqueConstraint("id", "organization_id"),
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("months IS NULL OR months BETWEEN 1 AND 120", name="months_range"),
        CheckConstraint("reward IS NULL OR reward > 0", name="reward_positive"),
        CheckConstraint("own_funds >= 0 AND public_funds >= 0 AND solver_share >= 0", name="funds_not_negative"),
        CheckConstraint("solver_share <= public_funds", name="solver_share_within"),
        CheckConstraint("own_funds >= minimum_own_funds", name="own_funds_suffice"),
        CheckConstraint("solver_share >= minimum_solver_share", name="solver_share_suffices"),
        CheckConstraint("mode <> 'race' OR race_reason <> ''", name="race_has_reason"),
        CheckConstraint("mode <> 'race' OR places >= 2", name="race_has_runners"),
        CheckConstraint("mode <> 'single' OR places = 1", name="single_has_one_place"),
        CheckConstraint("closes_at IS NULL OR closes_at > receiving_from", name="dates_ordered"),
        CheckConstraint(
            "state NOT IN ('posted', 'receiving', 'sealed') "
            "OR (closes_at IS NOT NULL AND public_key IS NOT NULL AND posted_version > 0)",
            name="posted_whole",
        ),
        CheckConstraint("state <> 'sealed' OR sealed_root IS NOT NULL", name="sealed_has_root"),
        CheckConstraint(
            "state NOT IN ('settled', 'unfilled_closed', 'vetoed', 'withdrawn', 'terminated') OR state_reason <> ''",
            name="ended_has_reason",
        ),
        Index(
            "uq_challenge_live_need",
            "need_id",
            unique=True,
            sqlite_where=text("state NOT IN ('unfilled_closed', 'vetoed', 'withdrawn', 'terminated')"),
            postgresql_where=text("state NOT IN ('unfilled_closed', 'vetoed', 'withdrawn', 'terminated')"),
        ),
        Index(None, "state", "closes_at"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(
            organizations=frozenset({self.organization_id}),
            regions=frozenset({self.region_code}),
            assigned=Named(lambda: [each.user_id for each in self.holders]),
        )

    @property
    def city_code(self) -> str:
        return city_of(self.region_code)

    @property
    def is_race(self) -> bool:
        return self.mode == Mode.RACE


class ChallengeIndicator(Identified, Base):
    """考核指标: what is measured, what must come out, how it is tested."""

    __tablename__ = "challenge_indicator"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    target: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(30), default="")
    method: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (CheckConstraint("name <> '' AND target <> ''", name="quantified"),)


class ChallengeCriterion(Identified, Base):
    """A line of the score sheet; a challenge's weights sum to 100."""

    __tablename__ = "challenge_criterion"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    weight: Mapped[int]

    __table_args__ = (
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight_range"),
        CheckConstraint("name <> ''", name="name_given"),
    )


class ChallengeVersion(Base):
    """The posted text, as it was posted; a correction is a further version."""

    __tablename__ = "challenge_version"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)


class ChallengeQuestion(Identified, Base):
    """A question to a posted challenge and its answer; both are public, who asked is not."""

    __tablename__ = "challenge_question"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(String(1000))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        CheckConstraint("body <> ''", name="body_given"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answer_dated"),
    )


class Intention(Base):
    """意向登记: a person who wants to be told of changes of a posted challenge.

    It says nothing else, and binds to nothing. Nobody but the person sees it, and nothing counts it
    (decision 0029).
    """

    __tablename__ = "intention"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Tie(StrEnum):
    """How an organisation stands to a challenge besides issuing it."""

    AFFILIATE = "affiliate"
    INVITED = "invited"


class ChallengeTie(Identified, Base):
    """A declared affiliate of the issuer, who may not solve, or an invited university."""

    __tablename__ = "challenge_tie"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str] = mapped_column(String(12))

    __table_args__ = (one_of("kind", Tie), UniqueConstraint("challenge_id", "organization_id"))


class DeadlineExtension(Identified, Base):
    """A later deadline, proposed by one person and confirmed by another."""

    __tablename__ = "deadline_extension"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    closes_at: Mapped[datetime]
    extended_to: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
    proposed_by: Mapped[int]
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("extended_to > closes_at", name="only_forward"),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_people"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmation_dated"),
    )
