"""Rows of the published list becoming entries, known by name and day of listing; a day of removal ends one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.infringement.policies import PERMISSIONS, Permission
from matchmaker.organizations.infringement.services.keep_entry import COLUMNS, checked, enter, own_city, remove
from matchmaker.organizations.names import normalize
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming

Key = tuple[str, date]
REMOVED = N_("公布的名录已移出")
Placed = tuple[Mapping[str, Any], InfringementEntry | None]


@dataclass
class TakingEntries:
    """What holds for every row of one table."""

    actor: Actor
    _rows_seen: dict[Key, int] = field(default_factory=dict)

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""
        outcome = Outcome()
        for values, known in self._placed(session, rows, outcome):
            outcome.created += known is None
            outcome.updated += _ends(known, values)
            outcome.unchanged += known is not None and not _ends(known, values)
        return outcome

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Enter and remove, within the caller's transaction."""
        PERMISSIONS.require(self.actor, Permission.IMPORT)
        outcome = Outcome()
        for values, known in list(self._placed(session, rows, outcome)):
            ends, row = _ends(known, values), known or enter(session, values, actor=self.actor)
            outcome.created += known is None
            outcome.updated += ends
            outcome.unchanged += known is not None and not ends
            if ends or (known is None and values.get("removed_on")):
                remove(session, row, values["removed_on"], values.get("removal") or REMOVED, actor=self.actor)
        return outcome

    def _placed(self, session: Session, rows: Sequence[Incoming], outcome: Outcome) -> Iterator[Placed]:
        """What each row that can be taken says, with the entry it speaks of."""
        held = self._held(session, rows)
        for row in rows:
            values = {**dict.fromkeys(COLUMNS), **row.values}
            if not row.problems:
                self._check(row, values)
            if row.problems:
                outcome.reject(row)
                continue
            outcome.notice(row)
            yield values, held.get((normalize(values["name"]), values["listed_on"]))

    def _check(self, row: Incoming, values: Mapping[str, Any]) -> None:
        try:
            checked(values)
        except Invalid as error:
            for name, messages in error.fields.items():
                row.refuse_field(name, messages[0])
        if values.get("removed_on") and values["removed_on"] < values["listed_on"]:
            row.refuse_field("removed_on", N_("移出日期不能早于列入日期。"))
        first = self._rows_seen.setdefault((normalize(values["name"]), values["listed_on"]), row.row)
        if first != row.row:
            row.refuse(N_("与第 {} 行重复。").format(first))

    def _held(self, session: Session, rows: Sequence[Incoming]) -> dict[Key, InfringementEntry]:
        """The city's entries of the same names. One statement."""
        said = {normalize(str(row.values.get("name", ""))) for row in rows}
        query = select(InfringementEntry).where(InfringementEntry.region_code == own_city(self.actor))
        return {
            (each.name, each.listed_on): each for each in session.scalars(query.where(InfringementEntry.name.in_(said)))
        }


def _ends(known: InfringementEntry | None, values: Mapping[str, Any]) -> bool:
    return known is not None and known.removed_on is None and values.get("removed_on") is not None
