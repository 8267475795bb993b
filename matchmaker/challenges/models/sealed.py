"""What stands in the database of sealed bids: rows that all look alike, and who may open them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base


class KeyHolder(Base):
    """One of the named officers of a challenge. The shares themselves lie outside the database."""

    __tablename__ = "key_holder"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)

    @property
    def scope(self) -> Scope:
        return Scope(assigned=frozenset({self.user_id}))


class SealedEnvelope(Base):
    """An envelope: an act of a team (bid, replacement, withdrawal), or nothing at all.

    Every column looks random, in used envelopes and in empty ones, and no
    instant is kept in the clear; ``record`` is a box only the challenge's key
    opens, ``tag`` and ``mark`` are blind (``sealing.tags``), ``blob`` is where
    a ciphertext would lie. There are more envelopes than acts from the posting
    on; they are added by the dozen.
    """

    __tablename__ = "sealed_envelope"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    tag: Mapped[str] = mapped_column(String(64))
    mark: Mapped[str] = mapped_column(String(64))
    blob: Mapped[str] = mapped_column(String(64))
    ciphertext_hash: Mapped[str] = mapped_column(String(64))
    entry_hash: Mapped[str] = mapped_column(String(64))
    record: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("challenge_id", "tag"),)


class BidDraft(Base):
    """A team's draft under its own passphrase; nobody else, the platform included, reads it.

    ``tag`` is blind, as the envelopes' are: that a unit writes a bid is its own affair.
    """

    __tablename__ = "bid_draft"

    tag: Mapped[str] = mapped_column(String(64), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class OpeningAuthorization(Base):
    """A named officer says that the bids may be opened now."""

    __tablename__ = "opening_authorization"

    challenge_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        ForeignKeyConstraint(["challenge_id", "user_id"], ["key_holder.challenge_id", "key_holder.user_id"]),
    )


class Opening(Base):
    """启封: it happens once for each posting of a challenge, by two officers."""

    __tablename__ = "opening"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    posting: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime]
    first_officer: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    second_officer: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    sealed_root: Mapped[str] = mapped_column(String(64))
    bid_count: Mapped[int]

    __table_args__ = (
        CheckConstraint("first_officer < second_officer", name="two_people"),
        CheckConstraint("bid_count >= 0", name="count_not_negative"),
    )
