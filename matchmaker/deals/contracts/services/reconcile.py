"""对账: a platform contract is found to be a registered one, or not to be; and that is taken back.

Both rows stay as they are. While they are joined only the registered one
counts; the platform's keeps the way to its deal or challenge. Every decision
stays on record with the two rows.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.contracts.comparing import compare
from matchmaker.deals.contracts.models import Contract, ContractVerdict, Ledger, Verdict, Way
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission

JOINED_ALREADY = N_("其中一份合同刚刚已与别的合同对上，请查看最新情况后再决定。")
NOT_APART = N_("对账是一份平台合同对一份已登记合同，请重新选择。")
OWN_ENTRY = N_("这份已登记合同本身就来自平台上的对接或榜题，不用再对。")


def join(
    session: Session,
    platform: Contract,
    registered: Contract,
    *,
    actor: Actor,
    version: int | None = None,
    registered_version: int | None = None,
) -> None:
    """Take both rows for one contract. The versions are those that the officer saw.

    Raises Invalid for rows that cannot be one, Conflict when one of them is
    joined already, StaleVersion when one was changed since it was seen.
    """
    _require(actor, platform, registered)
    check_version(platform, version)
    check_version(registered, registered_version)
    way = Way.SUGGESTION if compare(platform, registered).is_likely else Way.CHOICE
    tie(session, platform, registered, way, actor=actor)


def tie(session: Session, platform: Contract, registered: Contract, way: Way, *, actor: Actor) -> None:
    """As ``join``, for whoever has been let in already; ``registered`` may be new."""
    if registered.is_linked:
        raise Invalid(OWN_ENTRY)
    if platform.registered_as_id is not None:
        raise Conflict(JOINED_ALREADY)
    platform.registered_as_id = registered.id
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise Conflict(JOINED_ALREADY) from error
    _decide(session, platform, registered.id, Verdict.JOINED, actor=actor, way=way)


def undo(session: Session, platform: Contract, reason: str, *, actor: Actor, version: int | None = None) -> None:
    """Take a join back; the platform contract stands in its own ledger again.

    Raises Invalid without a reason, Conflict when there is nothing to undo.
    """
    PERMISSIONS.require(actor, Permission.RECONCILE, platform)
    if not reason.strip():
        raise Invalid(fields={"reason": [N_("请写明为什么撤销。")]})
    registered_id = platform.registered_as_id
    if registered_id is None:
        raise Conflict
    check_version(platform, version)
    platform.registered_as_id = None
    session.flush()
    _decide(session, platform, registered_id, Verdict.UNDONE, actor=actor, reason=reason.strip())


def dismiss(session: Session, platform: Contract, registered: Contract, *, actor: Actor) -> None:
    """Remember that the two are not the same: they are not suggested again. Conflict when they are joined."""
    _require(actor, platform, registered)
    if platform.registered_as_id == registered.id:
        raise Conflict
    query = select(ContractVerdict.id).where(
        ContractVerdict.platform_id == platform.id,
        ContractVerdict.registered_id == registered.id,
        ContractVerdict.verdict == Verdict.DISMISSED,
    )
    if session.scalar(query.limit(1)) is None:
        _decide(session, platform, registered.id, Verdict.DISMISSED, actor=actor)


def _require(actor: Actor, platform: Contract, registered: Contract) -> None:
    for row in (platform, registered):
        PERMISSIONS.require(actor, Permission.RECONCILE, row)
    if (platform.ledger, registered.ledger) != (Ledger.PLATFORM, Ledger.REGISTERED):
        raise Invalid(NOT_APART)


def _decide(
    session: Session,
    platform: Contract,
    registered_id: int,
    verdict: Verdict,
    *,
    actor: Actor,
    way: Way | None = None,
    reason: str = "",
) -> None:
    row = ContractVerdict(platform_id=platform.id, registered_id=registered_id, verdict=verdict, way=way)
    row.reason, row.decided_by = reason, actor.user_id
    session.add(row)
    session.flush()
    audit.record(session, actor, f"contract.{verdict}", "contract", platform.id, registered=registered_id)
