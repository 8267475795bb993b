"""Rows of the register's table becoming contracts, known by their registration number.

A platform entry of the same pair, amount and day is taken for the same
contract: the new row is joined to it (``reconcile``), so that it counts once
and an officer can take that back. Strange contracts are taken and pointed out.
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
from matchmaker.deals.contracts.models import Contract, Ledger, Way
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.services.check_row import (
    SIDES,
    check_orders,
    check_row,
    place_parties,
    remark_strange,
)
from matchmaker.deals.contracts.services.reconcile import tie
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming

NUMBER = "registration_number"
NOTED = ("assessed_unit", "received")
PARTIES = frozenset(f"{side}_organization_id" for side in SIDES)
NOT_YOURS = N_("双方都不在您负责的地区。")


@dataclass
class Known:
    """What the platform holds of one batch's contracts and parties."""

    by_number: dict[str, Contract]
    by_pair: dict[tuple[str, str], list[Contract]]
    units: dict[str, Organization]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that can be taken.

    ``known``: the contract of its number, if there is one; ``values``: the
    columns it gives; ``twin``: the platform's own entry of what it registers.
    """

    known: Contract | None
    values: dict[str, Any]
    twin: Contract | None


@dataclass
class TakingContracts:
    """What holds for every row of one table."""

    actor: Actor
    _regions: RegionNames | None = None
    _rows_seen: dict[str, int] = field(default_factory=dict)
    _pairs_seen: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    _twins_seen: set[int] = field(default_factory=set)

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""
        outcome = Outcome()
        for each in self._placed(session, rows, outcome):
            changed = each.known is not None and _changed(each.known, each.values)
            outcome.created += each.known is None
            outcome.updated += bool(changed)
            outcome.unchanged += each.known is not None and not changed
        return outcome

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Enter or change the contracts that ``rows`` speak of, within the caller's transaction."""
        PERMISSIONS.require(self.actor, Permission.IMPORT)
        outcome, made, written = Outcome(), list[Contract](), list[Contract]()
        joined = list[tuple[Contract, Contract]]()
        for placed in list(self._placed(session, rows, outcome)):
            if placed.known is None:
                made.append(self._new(placed))
                joined += [(placed.twin, made[-1])] if placed.twin else []
            elif changed := _changed(placed.known, placed.values):
                for name, value in changed.items():
                    setattr(placed.known, name, value)
                written.append(placed.known)
            else:
                outcome.unchanged += 1
        _write(session, made)
        for action, contracts in (("contract.entered", made), ("contract.changed", written)):
            for each in contracts:
                audit.record(session, self.actor, action, "contract", each.id, number=each.registration_number)
        for twin, registered in joined:
            tie(session, twin, registered, Way.IMPORT, actor=self.actor)
        outcome.created, outcome.updated = len(made), len(written)
        return outcome

    def _new(self, placed: Placed) -> Contract:
        """What officers noted of the platform's entry holds until the table says otherwise."""
        unit = self._regions.names.get(placed.values["buyer_region_code"], "") if self._regions else ""
        noted = {"assessed_unit": unit}
        if placed.twin is not None:
            noted = {name: getattr(placed.twin, name) for name in NOTED}
        return Contract(entered_by=self.actor.user_id, **{**noted, **placed.values})

    def _placed(self, session: Session, rows: Sequence[Incoming], outcome: Outcome) -> Iterator[Placed]:
        """The rows that can be taken."""
        regions = self._regions = self._regions or RegionNames(session, self.actor.region_codes)
        for row in rows:
            check_row(row, self._rows_seen)
        found = look_up(session, rows)
        for row in rows:
            known = found.by_number.get(str(row.values.get(NUMBER)))
            values, twin = place_parties(row, found.units, regions, known), None
            if not row.problems:
                twin = None if known else self._same_signed(row, values, found)
                check_orders(row, known)
                self._refuse_foreign(row, known or twin, values)
            if row.problems:
                outcome.reject(row)
                continue
            self._compare(row, values, found)
            outcome.notice(row)
            if twin is not None:
                self._twins_seen.add(twin.id)
            yield Placed(known, values, twin)

    def _same_signed(self, row: Incoming, values: Mapping[str, Any], found: Known) -> Contract | None:
        """The platform's own entry of what the register has registered now."""
        for each in found.by_pair.get(_pair(values), []):
            is_free = each.ledger == Ledger.PLATFORM and each.registered_as_id is None
            same = (each.amount, each.signed_on) == (values["amount"], values["signed_on"])
            if is_free and same and each.id not in self._twins_seen:
                row.remark(NUMBER, N_("与平台台账中 {} 号合同相符，对上后只计已登记的这一份。").format(each.id))
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
