"""Who stands on the authority's list of repeated or wilful infringers (重复侵权、故意侵权企业名录)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Timestamped, Versioned


class InfringementEntry(Identified, Timestamped, Versioned, Base):
    """One unit on the published list, as copied by a city.

    ``name`` in the spelling of ``organizations.names``. ``url`` is the page on
    which the authority published it. From ``removed_on`` on it counts no more;
    that day may lie ahead when the authority has named it.
    """

    __tablename__ = "infringement_entry"

    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    name: Mapped[str] = mapped_column(String(100), index=True)
    credit_code: Mapped[str | None] = mapped_column(String(18), index=True)
    authority: Mapped[str] = mapped_column(String(100))
    url: Mapped[str] = mapped_column(String(500))
    listed_on: Mapped[date]
    removed_on: Mapped[date | None]
    removal: Mapped[str] = mapped_column(String(300), default="")
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        UniqueConstraint("region_code", "name", "listed_on"),
        CheckConstraint("name <> '' AND authority <> '' AND url <> ''", name="whole"),
        CheckConstraint("removed_on IS NULL OR removed_on >= listed_on", name="removed_after_listed"),
        CheckConstraint("removed_on IS NULL OR removal <> ''", name="removed_has_reason"),
        CheckConstraint("credit_code IS NULL OR length(credit_code) = 18", name="credit_code_length"),
        Index(None, "listed_on"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))

    @property
    def is_in_force(self) -> bool:
        today = clock.today()
        return self.listed_on <= today and (self.removed_on is None or today < self.removed_on)
