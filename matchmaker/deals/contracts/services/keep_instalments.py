"""When a contract is to be paid, and what was paid of it: one line for each instalment."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.core.workflow import check_version
from matchmaker.deals.contracts.facts import Line
from matchmaker.deals.contracts.models import Contract, Instalment
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.queries import instalments_of

MOST = 60


def keep_instalment(
    session: Session,
    contract: Contract,
    line: Line,
    *,
    actor: Actor,
    row: Instalment | None = None,
    version: int | None = None,
) -> Instalment:
    """Add an instalment, or change ``row``; what was paid is added to the contract's ``received`` at once.

    Raises Invalid for a line without day and condition, without amount, paid
    by half or in the future, or when all lines come to more than the contract;
    Conflict for more than MOST lines; StaleVersion.
    """
    PERMISSIONS.require(actor, Permission.EDIT, contract)
    others = [each for each in instalments_of(session, contract.id) if row is None or each.id != row.id]
    if len(others) >= MOST:
        raise Conflict(N_("一份合同最多记 {} 期。").format(MOST))
    problems = _problems(contract, line, sum(each.amount for each in others))
    if problems or line.amount is None:
        raise Invalid(fields=problems)
    if row is None:
        row = Instalment(contract_id=contract.id)
        session.add(row)
    else:
        check_version(row, version)
    before, after = row.paid_amount or 0, line.paid_amount or 0
    row.condition, row.due_on, row.amount = line.condition.strip(), line.due_on, line.amount
    row.paid_on, row.paid_amount, row.recorded_by = line.paid_on, line.paid_amount, actor.user_id
    contract.received = max(0, contract.received + after - before)
    session.flush()
    detail = {"instalment": row.id, "amount": row.amount, "paid": row.paid_amount}
    audit.record(session, actor, "contract.instalment_kept", "contract", contract.id, **detail)
    return row


def remove_instalment(session: Session, contract: Contract, row: Instalment, *, actor: Actor) -> None:
    """Take a line away. Raises Conflict when something was paid: that has to be taken back first, knowingly."""
    PERMISSIONS.require(actor, Permission.EDIT, contract)
    if row.paid_amount is not None:
        raise Conflict(N_("这一期已经记了到账，请先清空到账再删除。"))
    session.delete(row)
    session.flush()
    audit.record(session, actor, "contract.instalment_removed", "contract", contract.id, amount=row.amount)


def _problems(contract: Contract, line: Line, others: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if line.due_on is None and not line.condition.strip():
        found["due_on"] = [N_("请填写应付日期，或写明付款条件。")]
    if not line.amount or line.amount < 0:
        found["amount"] = [N_("请填写大于零的金额。")]
    elif contract.amount is not None and others + line.amount > contract.amount:
        words = N_("各期合计 {} 万元，超过合同成交额 {} 万元。")
        found["amount"] = [words.format(exact_wan(others + line.amount), exact_wan(contract.amount))]
    if (line.paid_on is None) != (line.paid_amount is None):
        missing = "paid_on" if line.paid_on is None else "paid_amount"
        found[missing] = [N_("到账日期和到账金额要一起填写。")]
    elif line.paid_amount is not None and line.paid_amount <= 0:
        found["paid_amount"] = [N_("请填写大于零的金额。")]
    elif line.paid_on is not None and line.paid_on > clock.today():
        found["paid_on"] = [N_("到账日期不能晚于今天。")]
    return found
