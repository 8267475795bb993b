"""Rows of a table becoming drafts: judged first, then taken, by one and the same reckoning.

A row is known by its unit and its own number or name, so the same table twice
changes nothing. What a person has submitted meanwhile is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.services.draft_record import EDIT, EDITABLE, Draft, create_drafts, save_draft
from matchmaker.catalog.services.known_record import claiming_unit, differing, known_records
from matchmaker.catalog.vocabulary import BUDGET_LIMITS
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.organizations import names
from matchmaker.organizations.models import Organization, OrganizationKind
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming

SOURCE = "sheet"
CLAIMS = "claims"
DEFAULTS: dict[RecordKind, dict[str, Any]] = {
    RecordKind.ACHIEVEMENT: {"disclosure": "public", "transfer_modes": ["negotiable"]},
    RecordKind.NEED: {},
}
NOT_EVALUATED = "not_evaluated"


class _Firm(NamedTuple):
    id: int
    name: str
    credit_code: str | None
    region_code: str


@dataclass
class Taking:
    """What holds for every row of one table.

    ``organization_id``: the unit of all rows, or None where each names its
    firm. ``claims``: rows of unknown firms go to the claiming unit.
    """

    kind: RecordKind
    actor: Actor
    organization_id: int | None
    claims: bool = False
    _firms: dict[str, _Firm | None] = field(default_factory=dict)
    _rows_seen: dict[str, int] = field(default_factory=dict)

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""
        outcome = Outcome()
        for row, known, _owner in self._placed(session, rows, outcome):
            changed = differing(known, row.values) if known is not None else {}
            outcome.created += known is None
            outcome.updated += bool(changed)
            outcome.unchanged += known is not None and not changed
        return outcome

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Make or change the drafts that ``rows`` speak of, within the caller's transaction."""
        outcome, drafts = Outcome(), []
        for row, known, owner in list(self._placed(session, rows, outcome)):
            if known is None:
                values = {**DEFAULTS[self.kind], **row.values}
                unit = claiming_unit(session) if owner == CLAIMS else int(owner)
                drafts.append(Draft(unit, values, SOURCE, row.known_by(self._owner_key(row))))
            elif changed := differing(known, row.values):
                save_draft(session, known, changed, actor=self.actor)
                outcome.updated += 1
            else:
                outcome.unchanged += 1
        outcome.created = len(create_drafts(session, self.kind, drafts, actor=self.actor))
        return outcome

    def _placed(
        self, session: Session, rows: Sequence[Incoming], outcome: Outcome
    ) -> Iterable[tuple[Incoming, Record | None, str]]:
        """Each row that can be taken, its record if it came before, and its owner's id or CLAIMS."""
        self._look_up(session, rows)
        keys = {row.row: row.known_by(self._owner_key(row)) for row in rows}
        known = known_records(session, self.kind, SOURCE, set(keys.values()))
        for row in rows:
            _complete(row.values)
            _look_across(row)
            owner, record = self._owner(row), known.get(keys[row.row])
            self._compare(row, keys[row.row], record)
            if row.problems:
                outcome.reject(row)
            else:
                yield row, record, owner

    def _owner_key(self, row: Incoming) -> str:
        return str(self.organization_id) if self.organization_id else names.normalize(row.unit_name or row.unit_code)

    def _owner(self, row: Incoming) -> str:
        if self.organization_id is not None:
            return str(self.organization_id)
        if not (row.unit_name or row.unit_code):
            row.refuse(N_("没有企业名称。"))
            return ""
        firm = self._firms.get(row.unit_code) or self._firms.get(names.normalize(row.unit_name))
        if firm is None:
            return self._unknown(row)
        if not self.actor.covers(firm.region_code):
            row.refuse(N_("“{}”不在您负责的地区。").format(firm.name))
        return str(firm.id)

    def _unknown(self, row: Incoming) -> str:
        name = row.unit_name or row.unit_code
        if not self.claims:
            row.refuse(N_("平台上没有“{}”，请先登记这家企业，或核对名称。").format(name[:40]))
            return ""
        line = f"填报单位：{name}"
        before = row.values.get("background", "")
        if line not in before:
            row.values["background"] = f"{before}\n{line}" if before else line
        return CLAIMS

    def _look_up(self, session: Session, rows: Sequence[Incoming]) -> None:
        """Find the firms that this batch names and no batch before it did."""
        if self.organization_id is not None:
            return
        said = {names.normalize(row.unit_name) for row in rows} | {row.unit_code for row in rows}
        wanted = {name for name in said if name and name not in self._firms}
        self._firms |= dict.fromkeys(wanted)
        if not wanted:
            return
        columns = (Organization.id, Organization.name, Organization.credit_code, Organization.region_code)
        named = or_(Organization.name.in_(wanted), Organization.credit_code.in_(wanted))
        for row in session.execute(select(*columns).where(Organization.kind == OrganizationKind.ENTERPRISE, named)):
            firm = _Firm(*row)
            self._firms |= {name: firm for name in (firm.name, firm.credit_code) if name in wanted and name}

    def _compare(self, row: Incoming, key: str, record: Record | None) -> None:
        first = self._rows_seen.setdefault(key, row.row)
        if first != row.row:
            row.refuse(N_("与第 {} 行重复。").format(first))
        if record is None or row.problems:
            return
        if not PERMISSIONS.allows(self.actor, EDIT[self.kind], record):
            row.refuse(N_("这条已由其他地区导入，请与对方联系。"))
        elif record.state not in EDITABLE and differing(record, row.values):
            row.refuse(N_("这条已提交或发布，表中内容与它不同，没有改动。如需修改，请先改回草稿。"))


def _look_across(row: Incoming) -> None:
    """What no cell can tell by itself."""
    low, high = row.values.get("price_min"), row.values.get("price_max")
    if low is not None and high is not None and low > high:
        row.refuse(N_("期望价格的下限大于上限。"))
    claimed = row.values.get("level_claim", NOT_EVALUATED) != NOT_EVALUATED
    if claimed and not (row.values.get("evaluation_method") and row.values.get("evaluation_body")):
        row.refuse(N_("填写成果水平须同时有评价方式和评价机构。"))


def _complete(values: dict[str, Any]) -> None:
    """The band that an amount of budget lies in."""
    amount = values.get("budget")
    if amount is not None and not values.get("budget_band"):
        within = (
            band for band, (low, high) in BUDGET_LIMITS.items() if low <= amount and (high is None or amount < high)
        )
        values["budget_band"] = next(within)
