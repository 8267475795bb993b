"""What a contract of the platform's book is about, filled in by its sides or the officer.

The register's own contracts are not touched: what they say is what was registered.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.vocabulary import FIELDS, IP_KINDS
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.contracts.facts import Particulars
from matchmaker.deals.contracts.models import (
    CONTRACT_PRICING,
    DEVELOPMENT_LABELS,
    KIND_LABELS,
    PAYMENT_LABELS,
    Contract,
    ContractKind,
    Ledger,
)
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.models import Deal

CODES = {
    "kind": KIND_LABELS,
    "development_mode": DEVELOPMENT_LABELS,
    "payment_mode": PAYMENT_LABELS,
    "pricing_method": CONTRACT_PRICING,
    "field_code": FIELDS,
}


def may_describe(row: Contract) -> bool:
    """Whether what the contract says is still the platform's own note."""
    return row.ledger == Ledger.PLATFORM


def has_fixed_amount(row: Contract) -> bool:
    """Whether the amount stands elsewhere: a contract from a challenge has that of its pledge."""
    return row.origin_kind is not None


def describe_contract(
    session: Session, row: Contract, given: Particulars, *, actor: Actor, version: int | None = None
) -> None:
    """Fill the particulars in; a deal that was signed without an amount learns it.

    Raises Conflict for a registered contract, Invalid for what contradicts
    itself, StaleVersion.
    """
    PERMISSIONS.require(actor, Permission.DESCRIBE, row)
    check_version(row, version)
    if not may_describe(row):
        raise Conflict(N_("已登记的合同以登记系统为准，请在登记系统更正后重新导入。"))
    amount = row.amount if has_fixed_amount(row) else given.amount
    if problems := _problems(row, given, amount):
        raise Invalid(fields=problems)
    for name in CODES:
        setattr(row, name, getattr(given, name))
    row.name, row.amount, row.technology_amount = given.name.strip(), amount, given.technology_amount
    row.ip_kinds, row.valid_until = list(given.ip_kinds), given.valid_until
    if row.deal_id is not None:
        _tell_deal(session, row)
    session.flush()
    audit.record(session, actor, "contract.described", "contract", row.id, kind=row.kind, amount=row.amount)


def _tell_deal(session: Session, row: Contract) -> None:
    deal = session.get_one(Deal, row.deal_id)
    if deal.amount is None:
        deal.amount = row.amount


def _problems(row: Contract, given: Particulars, amount: int | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if not given.name.strip():
        found["name"] = [N_("请填写项目名称。")]
    for name, labels in CODES.items():
        if getattr(given, name) is not None and getattr(given, name) not in labels:
            found[name] = [N_("请选择一项。")]
    if not set(given.ip_kinds) <= set(IP_KINDS):
        found["ip_kinds"] = [N_("请选择一项。")]
    if given.development_mode is not None and given.kind != ContractKind.DEVELOPMENT:
        found["development_mode"] = [N_("只有技术开发合同填开发方式。")]
    if amount is not None and amount < 0:
        found["amount"] = [N_("金额不能为负数。")]
    if given.technology_amount is not None and (amount is None or not 0 <= given.technology_amount <= amount):
        found["technology_amount"] = [N_("技术交易额不能大于成交额。")]
    if given.valid_until is not None and given.valid_until < row.signed_on:
        found["valid_until"] = [N_("有效期不能早于签订日期。")]
    return found
