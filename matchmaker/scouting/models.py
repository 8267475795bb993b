"""Scouts, their fixed contacts, what they heard, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Attachment, Need
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, Versioned, one_of
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import OneTimeLink, Organization


class ScoutKind(StrEnum):
    """Who is on the roster; see SCOUT_KIND_LABELS."""

    SCOUT = "scout"
    CHAIN_SPECIALIST = "chain_specialist"
    ENVOY = "envoy"
    BROKER = "broker"


SCOUT_KIND_LABELS = {
    ScoutKind.SCOUT: N_("科技情报员"),
    ScoutKind.CHAIN_SPECIALIST: N_("双链融合专员"),
    ScoutKind.ENVOY: N_("科技特派员"),
    ScoutKind.BROKER: N_("技术经纪人"),
}


class ScoutProfile(Identified, Timestamped, Versioned, Base):
    """One line of the roster: who, sent by which unit, hosted where, for which region and term.

    ``host`` (驻点单位): the firm, park or village that a 双链融合专员 or 科技特派员 works in.
    """

    __tablename__ = "scout_profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(24), default=ScoutKind.SCOUT)
    unit: Mapped[str] = mapped_column(String(100), default="")
    host: Mapped[str] = mapped_column(String(100), default="")
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    field_codes: Mapped[list[str]] = mapped_column(default=list)
    term_start: Mapped[date]
    term_end: Mapped[date | None]

    user: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (
        one_of("kind", ScoutKind),
        CheckConstraint("term_end IS NULL OR term_end >= term_start", name="term_ordered"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.user_id}), regions=frozenset({self.region_code}))


class Assignment(Identified, Base):
    """定点联系: a scout looks after a platform, university or institute."""

    __tablename__ = "assignment"

    scout_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    organization: Mapped[Organization] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("scout_id", "organization_id", "starts_on"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="term_ordered"),
    )


class ContactMethod(StrEnum):
    """How a contact took place."""

    VISIT = "visit"
    PHONE = "phone"
    MEETING = "meeting"
    ONLINE = "online"


METHOD_LABELS = {
    ContactMethod.VISIT: N_("上门走访"),
    ContactMethod.PHONE: N_("电话"),
    ContactMethod.MEETING: N_("会议活动"),
    ContactMethod.ONLINE: N_("线上"),
}


class ContactLog(Identified, Timestamped, Versioned, Base):
    """走访记录: what was learnt where; ``remark`` stays within the unit."""

    __tablename__ = "contact_log"

    scout_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    region_code: Mapped[str] = mapped_column(String(12))
    happened_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(12))
    counterpart: Mapped[str] = mapped_column(String(60), default="")
    learnt: Mapped[str] = mapped_column(Text)
    remark: Mapped[str] = mapped_column(Text, default="")
    next_contact_on: Mapped[date | None] = mapped_column(index=True)

    organization: Mapped[Organization] = relationship(lazy="joined")
    scout: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (one_of("method", ContactMethod), Index(None, "scout_id", "happened_on"))

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.scout_id}), regions=frozenset({self.region_code}))


class LeadState(StrEnum):
    """线索: open until it becomes a record or is dropped with a reason."""

    OPEN = "open"
    REGISTERED = "registered"
    DROPPED = "dropped"


class Lead(Identified, Timestamped, Stateful, Base):
    """A hint of an achievement or a need, before it is a record."""

    __tablename__ = "lead"

    kind: Mapped[str] = mapped_column(String(16))
    scout_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    organization_text: Mapped[str] = mapped_column(String(100), default="")
    contact_log_id: Mapped[int | None] = mapped_column(ForeignKey("contact_log.id"))
    region_code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text, default="")
    source_note: Mapped[str] = mapped_column(String(200), default="")
    record_id: Mapped[int | None]
    drop_reason: Mapped[str] = mapped_column(String(300), default="")

    organization: Mapped[Organization | None] = relationship(lazy="joined")
    scout: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (
        one_of("kind", ("achievement", "need")),
        one_of("state", LeadState),
        CheckConstraint("state <> 'registered' OR record_id IS NOT NULL", name="registered_has_record"),
        CheckConstraint("state <> 'dropped' OR length(drop_reason) > 0", name="dropped_has_reason"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.scout_id}), regions=frozenset({self.region_code}))


class ConfirmationState(StrEnum):
    """The unit's answer to a scout's registration."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class UnitConfirmation(Identified, Stateful, Base):
    """确认: a unit agrees that a scout's record about it may go to review.

    ``channel``: account, link (one-time, 14 days) or authorisation (an
    uploaded letter, ``attachment_id``).
    """

    __tablename__ = "unit_confirmation"

    record_kind: Mapped[str] = mapped_column(String(16))
    record_id: Mapped[int]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    region_code: Mapped[str] = mapped_column(String(12))
    scout_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    channel: Mapped[str | None] = mapped_column(String(16))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("one_time_link.id"))
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None]
    answer_note: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    organization: Mapped[Organization] = relationship(lazy="joined")
    scout: Mapped[User] = relationship(lazy="joined")
    link: Mapped[OneTimeLink | None] = relationship(lazy="joined")
    letter: Mapped[Attachment | None] = relationship(lazy="joined")

    __table_args__ = (
        one_of("record_kind", ("achievement", "need")),
        one_of("state", ConfirmationState),
        one_of("channel", ("account", "link", "authorisation"), optional=True),
        Index(
            "uq_unit_confirmation_waiting",
            "record_kind",
            "record_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    @property
    def scope(self) -> Scope:
        return Scope(
            users=frozenset({self.scout_id}),
            organizations=frozenset({self.organization_id}),
            regions=frozenset({self.region_code}),
        )


class RouteKind(StrEnum):
    """分流: where a need without a fair match goes."""

    FOUR_SEARCH = "four_search"
    EXPERT = "expert"
    PILOT = "pilot"
    CHALLENGE = "challenge"
    DEPARTMENT = "department"
    CLOSED = "closed"


ROUTE_LABELS = {
    RouteKind.FOUR_SEARCH: N_("派四找任务"),
    RouteKind.EXPERT: N_("请专家会诊"),
    RouteKind.PILOT: N_("转中试验证"),
    RouteKind.CHALLENGE: N_("建议揭榜挂帅"),
    RouteKind.DEPARTMENT: N_("转有关部门"),
    RouteKind.CLOSED: N_("说明理由后办结"),
}


class RoutingState(StrEnum):
    """待分流 → 办理中 → 已办结."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    DONE = "done"


class RoutingTask(Identified, Timestamped, Stateful, Base):
    """A need to be routed: waiting for the officer, assigned, done with an outcome."""

    __tablename__ = "routing_task"

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id", ondelete="CASCADE"))
    organization_id: Mapped[int]
    region_code: Mapped[str] = mapped_column(String(12), index=True)
    route: Mapped[str | None] = mapped_column(String(16))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    department: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(String(1000), default="")
    outcome: Mapped[str] = mapped_column(String(1000), default="")
    due_at: Mapped[datetime | None]

    need: Mapped[Need] = relationship(lazy="joined")

    __table_args__ = (
        one_of("state", RoutingState),
        one_of("route", RouteKind, optional=True),
        CheckConstraint("state = 'waiting' OR route IS NOT NULL", name="routed"),
        CheckConstraint("state <> 'done' OR length(outcome) > 0", name="done_has_outcome"),
        Index(
            "uq_routing_task_open",
            "need_id",
            unique=True,
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
    )

    @property
    def scope(self) -> Scope:
        assigned = frozenset() if self.assignee_id is None else frozenset({self.assignee_id})
        return Scope(regions=frozenset({self.region_code}), assigned=assigned)
