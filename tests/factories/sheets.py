"""Uploaded tables with their rows, as if they had just been read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.sheet_targets import ACHIEVEMENT_SHEET, NEED_SHEET
from matchmaker.core import blobs
from matchmaker.core.authz import Role
from matchmaker.organizations.queries import actor_of_user
from matchmaker.sheets.models import SheetImport, SheetStage
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.services.import_sheet import Upload, begin_sheet, keep, plain_chosen
from matchmaker.sheets.tables import mapping
from matchmaker.sheets.tables.layout import Column, find_layout
from matchmaker.sheets.tables.rows import Problem
from matchmaker.sheets.tables.sandbox import Reading
from matchmaker.sheets.target import Target
from tests.factories.base import made

ACHIEVEMENTS = (["成果名称", "技术成熟度"], ["低温烧结银浆", "小试"], ["菌渣制肥", "很成熟"])
NEEDS = (["企业名称", "需求名称"], ["没有登记的厂", "薄膜收卷起皱"])


def make_sheet(
    session: Session,
    folder: Path,
    user: User,
    rows: Sequence[Sequence[str]] | None = None,
    stage: SheetStage = SheetStage.COLUMNS,
) -> SheetImport:
    """A table uploaded by ``user``: of needs for an officer, of achievements for a unit's office."""

    def build(inner: Session) -> SheetImport:
        actor = actor_of_user(inner, user)
        target = NEED_SHEET if actor.has(Role.OFFICER) else ACHIEVEMENT_SHEET
        given = rows or (NEEDS if target is NEED_SHEET else ACHIEVEMENTS)
        unit = None if target is NEED_SHEET else min(actor.organization_ids)
        sheet = begin_sheet(inner, target, stored(folder, target, given), actor=actor, organization_id=unit)
        guesses = mapping.guess(layout_of(target, given), target.fields)
        if stage is not SheetStage.COLUMNS:
            sheet.chosen = plain_chosen({each.column.index: (each.field, each.unit) for each in guesses if each.field})
            problem = Problem(2, 0, given[0][0], "看不清。")
            keep(sheet, Outcome(created=len(given) - 2, rejected=1, problems=[problem]), stage)
        return sheet

    return made(session, build)


def stored(folder: Path, target: Target, rows: Sequence[Sequence[str]]) -> Upload:
    """``rows`` where the reader would have put them."""
    blob = blobs.reserve(folder)
    lines = [json.dumps([number, list(cells)]) for number, cells in enumerate(rows, start=1)]
    blobs.path_of(folder, blob).write_text("\n".join(lines) + "\n", encoding="utf-8")
    layout = find_layout(numbered(rows), mapping.known_headings(target.fields))
    assert layout is not None
    return Upload("汇总表.xlsx", blob, Reading(len(rows), len(rows[0]), "汇总", (), 1), layout)


def layout_of(target: Target, rows: Sequence[Sequence[str]]) -> Sequence[Column]:
    """The columns of ``rows``."""
    layout = find_layout(numbered(rows), mapping.known_headings(target.fields))
    assert layout is not None
    return layout.columns


def numbered(rows: Sequence[Sequence[str]]) -> list[tuple[int, list[str]]]:
    """``rows`` with their numbers from 1."""
    return [(number, list(cells)) for number, cells in enumerate(rows, start=1)]
