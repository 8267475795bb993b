"""Rows of a table becoming organisations, or changing what is known of them.

A unit is known by its credit code. What its own people stated last stays as
they stated it, and the trial says so; blank cells change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.core.pinyin import pinyin_key
from matchmaker.organizations import credit_code as codes
from matchmaker.organizations import names
from matchmaker.organizations.models import KIND_LABELS, Organization, OrganizationKind
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.organizations.services.own_particulars import forget_own, own_fields
from matchmaker.organizations.sheet_fields import LABELS
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming

NEEDED = {
    "name": N_("平台上没有这家单位，新登记要写单位全称。"),
    "kind": N_("平台上没有这家单位，新登记要写单位类型。"),
    "region_code": N_("平台上没有这家单位，新登记要写所在地区。"),
}


@dataclass
class _Found:
    """What the platform knows of the units of one batch."""

    by_code: dict[str, Organization]
    by_name: dict[tuple[str, str], Organization]
    own: dict[int, set[str]]


@dataclass
class TakingOrganizations:
    """What holds for every row of one table; ``verified``: the officer has seen these units' papers."""

    actor: Actor
    verified: bool = False
    _regions: RegionNames | None = None
    _rows_seen: dict[str, int] = field(default_factory=dict)

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""
        outcome = Outcome()
        for _row, known, changed in self._placed(session, rows, outcome):
            outcome.created += known is None
            outcome.updated += known is not None and bool(changed)
            outcome.unchanged += known is not None and not changed
        return outcome

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Enter or change the units that ``rows`` speak of, within the caller's transaction."""
        PERMISSIONS.require(self.actor, Permission.IMPORT)
        outcome, new = Outcome(), list[Organization]()
        for row, known, changed in list(self._placed(session, rows, outcome)):
            if known is None:
                new.append(Organization(**row.values, name_key=pinyin_key(row.values["name"])))
            elif changed:
                self._change(session, known, changed)
                outcome.updated += 1
            else:
                outcome.unchanged += 1
        self._enter(session, new)
        outcome.created = len(new)
        return outcome

    def _placed(
        self, session: Session, rows: Sequence[Incoming], outcome: Outcome
    ) -> Iterator[tuple[Incoming, Organization | None, dict[str, Any]]]:
        """Each row that can be taken, its unit if it is known, and what it changes there."""
        self._regions = self._regions or RegionNames(session, self.actor.region_codes)
        for row in rows:
            self._read(row, self._regions)
        found = _look_up(session, rows)
        for row in rows:
            known = self._known(row, found)
            changed = self._changes(row, known, found) if known else {}
            if not known:
                self._refuse_incomplete(row)
            self._refuse_strange(row, known)
            if row.problems:
                outcome.reject(row)
            else:
                outcome.notice(row)
                yield row, known, changed

    def _read(self, row: Incoming, regions: RegionNames) -> None:
        """Bring code, name and region into their stored form; done once, as the row may come again."""
        values = row.values
        if "name" in values:
            values["name"] = names.normalize(values["name"])
        if "credit_code" in values:
            values["credit_code"] = codes.normalize(values["credit_code"])
            if problem := codes.problem(values["credit_code"]):
                row.refuse_field("credit_code", problem)
        if "region_code" in values:
            code = regions.find(values["region_code"])
            if code in regions.names:
                values["region_code"] = code
            else:
                said = values["region_code"][:20]
                row.refuse_field("region_code", N_("“{}”看不出是哪个地区，请写到县区，或写行政区划代码。").format(said))
        for key in (str(values.get("credit_code")), f"{values.get('kind')}\n{values.get('name', row.row)}"):
            first = self._rows_seen.setdefault(key, row.row)
            if first != row.row and not row.problems:
                row.refuse(N_("与第 {} 行重复。").format(first))

    def _known(self, row: Incoming, found: _Found) -> Organization | None:
        code = row.values.get("credit_code", "")
        if code in found.by_code:
            return found.by_code[code]
        same = found.by_name.get((str(row.values.get("kind", "")), str(row.values.get("name", ""))))
        if same is not None and same.credit_code:
            row.refuse_field("credit_code", N_("平台上同名单位的统一社会信用代码与此不同，请核对。"))
        elif same is not None:
            row.remark("credit_code", N_("按名称对应到平台上还没有信用代码的同名单位。"))
        return same

    def _changes(self, row: Incoming, known: Organization, found: _Found) -> dict[str, Any]:
        differing = {name: value for name, value in row.values.items() if getattr(known, name) != value}
        if "kind" in differing:
            label = KIND_LABELS[OrganizationKind(known.kind)]
            row.refuse_field("kind", N_("平台上登记为“{}”，类型请在单位页面修改。").format(label))
        for name in sorted(differing.keys() & found.own.get(known.id, set())):
            row.remark(name, N_("“{}”由该单位自己填写，与表中不同，没有改动。").format(LABELS[name]))
            del differing[name]
        if found.by_name.get((known.kind, differing.get("name", "")), known) is not known:
            row.refuse_field("name", N_("平台上另一家单位已用这个名称，请核对信用代码。"))
        return differing

    def _refuse_incomplete(self, row: Incoming) -> None:
        for name, message in NEEDED.items():
            if not row.problems and not row.values.get(name):
                row.refuse_field(name, message)

    def _refuse_strange(self, row: Incoming, known: Organization | None) -> None:
        """An officer's table reaches as far as the officer's regions."""
        if not PERMISSIONS.holds(self.actor, Permission.VERIFY):
            return
        places = {known.region_code if known else "", str(row.values.get("region_code", ""))} - {""}
        if not row.problems and not all(self.actor.covers(code) for code in places):
            row.refuse(N_("不在您负责的地区。"))

    def _enter(self, session: Session, new: Sequence[Organization]) -> None:
        """Enter units in a few statements, each of them audited."""
        with _or_conflict(session):
            ORGANIZATION.begin_many(session, new)
        for unit in new:
            audit.record(session, self.actor, "organization.created", "organization", unit.id)
            if self.verified and PERMISSIONS.allows(self.actor, Permission.VERIFY, unit):
                seen = {"verified_at": clock.now(), "verified_by": self.actor.user_id}
                ORGANIZATION.apply(session, unit, "verify", actor=self.actor, values=seen)

    def _change(self, session: Session, known: Organization, changed: dict[str, Any]) -> None:
        for name, value in changed.items():
            setattr(known, name, value)
        if "name" in changed:
            known.name_key = pinyin_key(known.name)
        with _or_conflict(session):
            session.flush()
        forget_own(session, known.id, changed.keys())
        audit.record(session, self.actor, "organization.changed", "organization", known.id, fields=sorted(changed))


@contextmanager
def _or_conflict(session: Session) -> Iterator[None]:
    """Conflict when somebody else takes a name or code at this moment; a second try says which."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        raise Conflict from error


def _look_up(session: Session, rows: Sequence[Incoming]) -> _Found:
    """Known units by code and by name, and what their people stated. Two statements."""
    said_codes = {str(row.values.get("credit_code")) for row in rows}
    said_names = {str(row.values["name"]) for row in rows if row.values.get("name")}
    named = or_(Organization.credit_code.in_(said_codes), Organization.name.in_(said_names))
    found = session.scalars(select(Organization).where(named)).all()
    return _Found(
        {row.credit_code: row for row in found if row.credit_code},
        {(row.kind, row.name): row for row in found},
        own_fields(session, [row.id for row in found]),
    )
