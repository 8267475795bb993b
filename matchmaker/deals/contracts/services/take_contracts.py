"""Rows of the register's table becoming contracts, known by their registration number.

A platform entry of the same pair, amount and day is taken for the same
contract: it moves into the register's ledger instead of standing there twice.
Strange contracts are taken and pointed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.services.check_row import (
    SIDES,
    check_orders,
    check_row,
    place_parties,
    remark_strange,
)
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming

NUMBER = "registration_number"
PARTIES = frozenset(f"{side}_organization_id" for side in SIDES)
NOT_YOURS = N_("双方都不在您负责的地区。")


@dataclass
class Known:
    """What the platform holds of one batch's contracts and parties."""

    by_number: dict[str, Contract]
    by_pair: dict[tuple[str, str], list[Contract]]
    units: dict[str, Organization]


@dataclass
class TakingContracts:
    """What holds for every row of one table."""

    actor: Actor
    _regions: RegionNames | None = None
    _rows_seen: dict[str, int] = field(default_factory=dict)
    _pairs_seen: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = field(default_factory=dict)

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""
        outcome = Outcome()
        for _row, known, values in self._placed(session, rows, outcome):
            changed = known is not None and _changed(known, values)
            outcome.created += known is None
            outcome.updated += bool(changed)
            outcome.unchanged += known is not None and not changed
        return outcome

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Enter or change the contracts that ``rows`` speak of, within the caller's transaction."""
        PERMISSIONS.require(self.actor, Permission.IMPORT)
        outcome, made, written = Outcome(), list[Contract](), list[Contract]()
        for _row, known, values in list(self._placed(session, rows, outcome)):
            if known is None:
                made.append(self._new(values))
            elif changed := _changed(known, values):
                for name, value in changed.items():
                    setattr(known, name, value)
                written.append(known)
            else:
                outcome.unchanged += 1
        _write(session, made)
        for action, contracts in (("contract.entered", made), ("contract.changed", written)):
            for each in contracts:
                audit.record(session, self.actor, action, "contract", each.id, number=each.registration_number)
        outcome.created, outcome.updated = len(made), len(written)
        return outcome

    def _new(self, values: Mapping[str, Any]) -> Contract:
        unit = self._regions.names.get(values["buyer_region_code"], "") if self._regions else ""
        return Contract(entered_by=self.actor.user_id, **{"assessed_unit": unit, **values})

    def _placed(
        self, session: Session, rows: Sequence[Incoming], outcome: Outcome
    ) -> Iterator[tuple[Incoming, Contract | None, dict[str, Any]]]:
        """Each row that can be taken, its contract if there is one, and the columns it gives."""
        regions = self._regions = self._regions or RegionNames(session, self.actor.region_codes)
        for row in rows:
            check_row(row, self._rows_seen)
        found = look_up(session, rows)
        for row in rows:
            known = found.by_number.get(str(row.values.get(NUMBER)))
            values = place_parties(row, found.units, regions, known)
            if not row.problems:
                known = known or self._same_signed(row, values, found)
                check_orders(row, known)
                self._refuse_foreign(row, known, values)
            if row.problems:
                outcome.reject(row)
                continue
            self._compare(row, values, found)
            outcome.notice(row)
            yield row, known, values

    def _same_signed(self, row: Incoming, values: Mapping[str, Any], found: Known) -> Contract | None:
        """The platform's own entry of what the register has registered now."""
        for each in found.by_pair.get(_pair(values), []):
            same = (each.amount, each.signed_on) == (values["amount"], values["signed_on"])
            if each.ledger == Ledger.PLATFORM and same:
                row.remark(NUMBER, N_("与平台台账中 {} 号合同相符，转为已登记。").format(each.id))
                return each
        return None

    def _refuse_foreign(self, row: Incoming, known: Contract | None, values: Mapping[str, Any]) -> None:
        codes = {values[f"{side}_region_code"] for side in SIDES} | (set(known.scope.regions) if known else set())
        if not any(self.actor.covers(code) for code in codes):
            row.refuse(NOT_YOURS)

    def _compare(self, row: Incoming, values: Mapping[str, Any], found: Known) -> None:
        pair, number = _pair(values), values[NUMBER]
        others: dict[str, Mapping[str, Any]] = {
            each.registration_number or f"{each.id}": {"amount": each.amount, "signed_on": each.signed_on}
            for each in found.by_pair.get(pair, [])
            if each.ledger == Ledger.REGISTERED
        }
        seen = self._pairs_seen.setdefault(pair, {})
        others |= seen
        seen[number] = {"amount": values["amount"], "signed_on": values["signed_on"]}
        others.pop(number, None)
        remark_strange(row, values, others, found.units)


def _write(session: Session, made: Sequence[Contract]) -> None:
    """Conflict when somebody else brings one of the numbers at this moment; a second try finds it known."""
    try:
        with session.begin_nested():
            session.add_all(made)
            session.flush()
    except IntegrityError as error:
        raise Conflict from error


def _pair(values: Mapping[str, Any]) -> tuple[str, str]:
    return values["buyer_name"], values["seller_name"]


def _changed(known: Contract, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the row says otherwise; the parties of a deal stay those that were introduced."""
    kept = PARTIES if known.deal_id is not None else frozenset()
    return {name: value for name, value in values.items() if name not in kept and getattr(known, name) != value}


def look_up(session: Session, rows: Sequence[Incoming]) -> Known:
    """Contracts with the rows' numbers or pairs, and the parties on the platform. Two statements."""
    numbers = {str(row.values.get(NUMBER)) for row in rows}
    pairs = {(str(row.values.get("buyer_name")), str(row.values.get("seller_name"))) for row in rows}
    same = tuple_(Contract.buyer_name, Contract.seller_name).in_(pairs)
    contracts = session.scalars(select(Contract).where(or_(Contract.registration_number.in_(numbers), same))).all()
    by_pair: dict[tuple[str, str], list[Contract]] = {}
    for each in contracts:
        by_pair.setdefault((each.buyer_name, each.seller_name), []).append(each)
    said = {str(row.values[name]) for row in rows for side in SIDES for name in SIDES[side] if row.values.get(name)}
    wanted = or_(Organization.name.in_(said), Organization.credit_code.in_(said))
    units = session.scalars(select(Organization).where(wanted).order_by(Organization.id.desc())).all()
    return Known(
        {each.registration_number: each for each in contracts if each.registration_number},
        by_pair,
        {key: unit for unit in units for key in (unit.name, unit.credit_code) if key},
    )
