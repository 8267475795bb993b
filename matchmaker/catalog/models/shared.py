"""What achievements and needs have in common."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of, sort_key
from matchmaker.organizations.models import Organization


class RecordKind(StrEnum):
    """Which side a listing is on."""

    ACHIEVEMENT = "achievement"
    NEED = "need"


class Disclosure(StrEnum):
    """公开范围: everything, a masked text, or officers only."""

    PUBLIC = "public"
    MASKED = "masked"
    OFFICERS_ONLY = "officers_only"


class Listing(Identified, Timestamped, Stateful):
    """The columns of every listing, whichever side it is on.

    ``scout_id`` is set once and never changed (the record carries its scout
    for good). ``entered_by`` is who typed it. ``source`` and ``external_id``
    identify an imported record. ``review_first``: an officer returned it or
    took it down, so an officer looks before it is public again.
    """

    title: Mapped[str] = mapped_column(String(120))
    title_key: Mapped[str] = mapped_column(sort_key(400), default="", index=True)
    one_liner: Mapped[str] = mapped_column(String(60), default="")
    field_code: Mapped[str | None] = mapped_column(String(32), index=True)
    industry_code: Mapped[str | None] = mapped_column(String(4), index=True)
    local_industry: Mapped[str | None] = mapped_column(String(40))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    disclosure: Mapped[str] = mapped_column(String(16), default=Disclosure.MASKED)
    masked_text: Mapped[str] = mapped_column(Text, default="")
    masked_approved_at: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(String(32), default="self_reported")
    external_id: Mapped[str | None] = mapped_column(String(80))
    quality: Mapped[int] = mapped_column(default=0)
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    published_by: Mapped[int | None]
    publish_note: Mapped[str] = mapped_column(String(500), default="")
    confirmed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    review_due_at: Mapped[datetime | None]
    taken_down_at: Mapped[datetime | None]
    review_first: Mapped[bool] = mapped_column(default=False)

    @declared_attr
    @classmethod
    def organization_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("organization.id"))

    @declared_attr
    @classmethod
    def entered_by(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    @classmethod
    def scout_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user_account.id"), index=True)

    @declared_attr
    @classmethod
    def organization(cls) -> Mapped[Organization]:
        return relationship(Organization, lazy="joined")

    @property
    def scope(self) -> Scope:
        people = {self.entered_by, self.scout_id} - {None}
        return Scope(
            users=frozenset(person for person in people if person is not None),
            organizations=frozenset({self.organization_id}),
            regions=frozenset({self.region_code}),
        )


class Attachment(Identified, Base):
    """A file that belongs to a record; its bytes lie under ``blobs/``."""

    __tablename__ = "attachment"

    record_kind: Mapped[str] = mapped_column(String(24))
    record_id: Mapped[int]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    purpose: Mapped[str] = mapped_column(String(24), default="general")
    file_name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    blob: Mapped[str] = mapped_column(String(64), unique=True)
    is_public: Mapped[bool] = mapped_column(default=False)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        Index(None, "record_kind", "record_id"),
        CheckConstraint("size > 0", name="size_positive"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(organizations=frozenset({self.organization_id}))


class RecordVersion(Identified, Base):
    """A listing as it stood when it was submitted or published (JSON of its fields)."""

    __tablename__ = "record_version"

    record_kind: Mapped[str] = mapped_column(String(16))
    record_id: Mapped[int]
    number: Mapped[int]
    event: Mapped[str] = mapped_column(String(24))
    snapshot: Mapped[dict[str, Any]]
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("record_kind", RecordKind),
        UniqueConstraint("record_kind", "record_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )


class SearchEntry(Identified, Base):
    """What the public may find of a published listing.

    ``tokens`` are the terms of publicly visible text only, each between
    blanks, ``title_tokens`` those of the title; the full-text index over
    ``tokens`` is made in the migration (FTS5 on SQLite, tsvector with GIN on
    PostgreSQL). ``disclosure`` is the one they were written for. A row exists
    only while its record is published and not officers-only.
    """

    __tablename__ = "search_entry"

    record_kind: Mapped[str] = mapped_column(String(16))
    record_id: Mapped[int]
    disclosure: Mapped[str] = mapped_column(String(16))
    title_tokens: Mapped[str] = mapped_column(Text)
    tokens: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        one_of("record_kind", RecordKind),
        CheckConstraint("disclosure IN ('public', 'masked')", name="disclosure_seen"),
        UniqueConstraint("record_kind", "record_id"),
    )
