"""What makes a contract look strange: signs for an officer to look into, never a reason to refuse.

The same pair with the same amount may be one contract entered twice; several
contracts of one pair signed within a month may be one that was split; parties
that share a name, a credit code or a telephone may be related; a party may be on
the published list of infringers (侵权名录). A contract and what it was joined to
(对账) are one. The rules are ours; no text of the register sets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, extract, or_, select
from sqlalchemy.orm import aliased

from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.models import Contract
from matchmaker.organizations.infringement.queries import was_listed
from matchmaker.organizations.models import Organization


class Flag(StrEnum):
    """A sign; see FLAG_LABELS."""

    SAME_AMOUNT = "same_amount"
    SPLIT = "split"
    RELATED = "related"
    INFRINGER = "infringer"


FLAG_LABELS = {
    Flag.SAME_AMOUNT: N_("疑似重复"),
    Flag.SPLIT: N_("疑似拆分"),
    Flag.RELATED: N_("疑似关联"),
    Flag.INFRINGER: N_("侵权名录"),
}
FLAG_NOTES = {
    Flag.SAME_AMOUNT: N_("同一双方另有金额相同的合同，可能重复录入。"),
    Flag.SPLIT: N_("同一双方在同一个月签了多份合同，可能由一份拆成。"),
    Flag.RELATED: N_("双方名称、信用代码或登记电话相同。"),
    Flag.INFRINGER: N_("一方在签订时或此后列入主管机关公布的重复侵权、故意侵权企业名录，请核对。"),
}


def conditions() -> Mapping[Flag, ColumnElement[bool]]:
    """For each sign the condition that a contract bears it."""
    other = aliased(Contract)
    same_pair = and_(
        other.id != Contract.id,
        other.registered_as_id.is_(None),
        other.id.is_distinct_from(Contract.registered_as_id),
        other.buyer_name == Contract.buyer_name,
        other.seller_name == Contract.seller_name,
    )
    same_month = and_(
        extract("year", other.signed_on) == extract("year", Contract.signed_on),
        extract("month", other.signed_on) == extract("month", Contract.signed_on),
    )
    return {
        Flag.SAME_AMOUNT: exists(select(other.id).where(same_pair, other.amount == Contract.amount)),
        Flag.SPLIT: exists(select(other.id).where(same_pair, same_month)),
        Flag.RELATED: or_(
            Contract.buyer_name == Contract.seller_name,
            Contract.buyer_credit_code == Contract.seller_credit_code,
            _share_telephone(),
        ),
        Flag.INFRINGER: or_(
            was_listed(Contract.buyer_name, Contract.buyer_credit_code, Contract.signed_on),
            was_listed(Contract.seller_name, Contract.seller_credit_code, Contract.signed_on),
        ),
    }


def _share_telephone() -> ColumnElement[bool]:
    buyer, seller = aliased(Organization), aliased(Organization)
    both = and_(buyer.id == Contract.buyer_organization_id, seller.id == Contract.seller_organization_id)
    query = select(buyer.id).select_from(buyer).join(seller, seller.contact_phone == buyer.contact_phone)
    return exists(query.where(both, buyer.contact_phone != ""))
