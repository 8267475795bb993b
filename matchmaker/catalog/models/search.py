"""What makes searching quick, and searches that people keep."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.catalog.models.shared import RecordKind
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Timestamped, Versioned, one_of, sort_key

LONGEST_PHRASE = 60
LONGEST_SPELLING = 240


class SearchPhrase(Identified, Base):
    """Words from the titles and keywords of listings open to all, as suggested while somebody types.

    ``plain`` is the engine's spelling, ``pinyin`` all syllables in letters and
    ``initials`` the first letter of each ("" where nothing is Chinese).
    ``uses`` is about how many listings have it: a job counts them anew, so
    that publications do not wait for each other.
    """

    __tablename__ = "search_phrase"

    plain: Mapped[str] = mapped_column(sort_key(LONGEST_PHRASE), unique=True)
    shown: Mapped[str] = mapped_column(String(LONGEST_PHRASE))
    pinyin: Mapped[str] = mapped_column(sort_key(LONGEST_SPELLING), index=True)
    initials: Mapped[str] = mapped_column(sort_key(LONGEST_PHRASE), index=True)
    uses: Mapped[int] = mapped_column(default=1)

    __table_args__ = (CheckConstraint("uses >= 0", name="uses_counted"),)


class SearchPhraseUse(Base):
    """That a listing has a phrase; gone with the listing's search entry."""

    __tablename__ = "search_phrase_use"

    phrase_id: Mapped[int] = mapped_column(ForeignKey("search_phrase.id", ondelete="CASCADE"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        ForeignKey("search_entry.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Rhythm(StrEnum):
    """How often somebody is told what is new in a search."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class SearchPage(StrEnum):
    """The page that a search is made on."""

    BOTH = "search"
    ACHIEVEMENTS = "achievements"
    NEEDS = "needs"


class SavedSearch(Identified, Timestamped, Versioned, Base):
    """A search that a person keeps under a name.

    ``asked`` holds the address's arguments, each name with its list of values.
    What was published before ``since`` is not news; ``due_at`` is when the
    person is told next, NULL for never.
    """

    __tablename__ = "saved_search"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    page: Mapped[str] = mapped_column(String(16))
    asked: Mapped[dict[str, Any]]
    rhythm: Mapped[str] = mapped_column(String(8), default=Rhythm.NEVER)
    since: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)

    __table_args__ = (
        one_of("page", SearchPage),
        one_of("rhythm", Rhythm),
        CheckConstraint("length(name) > 0", name="name_given"),
        CheckConstraint("(rhythm = 'never') = (due_at IS NULL)", name="due_when_told"),
        UniqueConstraint("user_id", "name"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.user_id}))


class SavedSearchHit(Base):
    """A listing that a person was told of for a saved search: never again, even when it is published anew."""

    __tablename__ = "saved_search_hit"

    search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True)
    record_kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (one_of("record_kind", RecordKind),)
