"""A version as its page shows it: names for ids, and only what everybody may read of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Achievement, Need
from matchmaker.matching.tuning.models import EngineTuning


@dataclass(frozen=True, slots=True)
class Example:
    """A need whose list of the ten best changes: titles as the public reads them."""

    need: str
    entered: list[str]
    left: list[str]


def examples(session: Session, row: EngineTuning) -> list[Example]:
    """Needs of this installation whose lists change; records that are gone are left out. Two statements."""
    told = row.comparison.get("site", {}).get("examples", [])
    needs = _titles(session, Need, (each["need"] for each in told))
    keys = (key for each in told for name in ("entered", "left") for key in each[name])
    offered = _titles(session, Achievement, keys)
    return [
        Example(needs[each["need"]], _known(each["entered"], offered), _known(each["left"], offered))
        for each in told
        if each["need"] in needs
    ]


def _titles(session: Session, model: type[Any], ids: Iterable[int]) -> dict[int, str]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = session.scalars(select(model).where(model.id.in_(wanted))).unique()
    return {row.id: title for row in rows if (title := disclosure.public_title(row))}


def _known(ids: Iterable[int], titles: Mapping[int, str]) -> list[str]:
    return [titles[key] for key in ids if key in titles]


def names(session: Session, rows: Iterable[EngineTuning]) -> dict[int, str]:
    """Names of who made them and put them into use, by account id; one statement."""
    wanted = {key for row in rows for key in (row.created_by, row.live_by) if key is not None}
    return {row.id: row.name for row in session.execute(select(User.id, User.name).where(User.id.in_(wanted)))}


def bases(session: Session, rows: Iterable[EngineTuning]) -> dict[int, EngineTuning]:
    """The versions that these were compared with, by id; one statement."""
    wanted = {row.base_id for row in rows if row.base_id is not None}
    return {row.id: row for row in session.scalars(select(EngineTuning).where(EngineTuning.id.in_(wanted)))}
