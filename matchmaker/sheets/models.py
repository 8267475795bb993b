"""Spreadsheets on their way in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Timestamped, Versioned, one_of


class SheetKind(StrEnum):
    """What the rows of a table become."""

    ACHIEVEMENT = "achievement"
    NEED = "need"
    CONTRACT = "contract"
    ORGANIZATION = "organization"
    SCOUT = "scout"
    INFRINGEMENT = "infringement"


class SheetStage(StrEnum):
    """What an upload waits for: columns to be settled, the trial, a yes, the import; then it is done."""

    COLUMNS = "columns"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"


class SheetImport(Identified, Timestamped, Versioned, Base):
    """One uploaded table; its rows as plain text lie in a blob.

    ``organization_id``: the unit whose achievements these are; None where each
    row says whose it is. ``layout``: {"head": [row numbers], "above": rows
    down to it, "columns": [{"index", "heading", "samples"}]}; ``chosen``: column index → [field, unit].
    ``claims``: the target's own question was answered yes (for needs: those of
    firms that are not registered go to the unit that keeps them until somebody
    claims them). ``counts``: created, updated, unchanged, rejected of the
    trial, then of the import, with each batch while it lasts; ``taken``: so
    many rows are behind it. ``problems`` and ``remarks``: the first of
    [row, column or None, heading, message].
    """

    __tablename__ = "sheet_import"

    record_kind: Mapped[str] = mapped_column(String(16))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(160))
    blob: Mapped[str] = mapped_column(String(64), unique=True)
    sheet_name: Mapped[str] = mapped_column(String(100), default="")
    other_sheets: Mapped[list[str]] = mapped_column(default=list)
    row_count: Mapped[int]
    layout: Mapped[dict[str, Any]]
    chosen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    claims: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[str] = mapped_column(String(16), default=SheetStage.COLUMNS)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[Any]] = mapped_column(default=list)
    remarks: Mapped[list[Any]] = mapped_column(default=list)
    taken: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("record_kind", SheetKind),
        one_of("stage", SheetStage),
        CheckConstraint("row_count > 0", name="rows_given"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("record_kind <> 'achievement' OR organization_id IS NOT NULL", name="unit_of_achievements"),
        CheckConstraint("stage <> 'done' OR finished_at IS NOT NULL", name="done_dated"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.uploaded_by}))
