"""A claim: on a rule in force, once for a thing, with files, as the rule gives and the platform knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, SubsidyRule, VersionState
from matchmaker.deals.subsidies.services import claiming, revise_rule
from matchmaker.deals.subsidies.services.claiming import Entry
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.base import MAKER
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_enterprise
from tests.factories.subsidies import WAN, make_claim, make_version
from tests.unit.deals.subsidies.services.papers import give_paper


@dataclass
class Claimant:
    session: Session
    unit: Organization
    actor: Actor

    def start(self, version: RuleVersion, item: str = "收卷技术", **facts: Any) -> Claim:
        return self.start_on(version, None, item, **facts)

    def start_on(self, version: RuleVersion, contract: Contract | None, item: str = "", **facts: Any) -> Claim:
        def go(inner: Session) -> Claim:
            rule, unit = inner.get_one(SubsidyRule, version.rule_id), inner.get_one(Organization, self.unit.id)
            contract_id = contract.id if contract else None
            return claiming.start_claim(
                inner, rule, unit, Entry(item, facts), actor=self.actor, contract_id=contract_id
            )

        return transact(self.session, go)

    def save(self, row: Claim, **facts: Any) -> None:
        entry = Entry(row.item, facts)
        transact(self.session, lambda s: claiming.save_claim(s, s.get_one(Claim, row.id), entry, actor=self.actor))

    def submit(self, row: Claim) -> Claim:
        transact(self.session, lambda s: claiming.submit(s, s.get_one(Claim, row.id), actor=self.actor))
        self.session.refresh(row)
        return row


@pytest.fixture
def claimant(session: Session) -> Claimant:
    unit = make_enterprise(session)
    return Claimant(session, unit, actor_of_user(session, make_member(session, unit)))


def test_a_claim_on_a_contract_takes_what_the_contract_says(session: Session, claimant: Claimant) -> None:
    contract = make_contract(session, buyer=claimant.unit, kind="transfer", amount=600 * WAN)
    row = claimant.start_on(make_version(session), contract, amount=1, seller_kind="university", sales=5)
    assert row.facts["amount"] == 600 * WAN
    assert "sales" not in row.facts
    assert (row.reckoned, row.once_key, row.item) == (100 * WAN, f"contract:{contract.id}", contract.name)
    assert row.outcome["steps"][-1] == ["结果", "100 万元"]


def test_both_rows_of_a_joined_contract_are_one_thing_to_claim_for(session: Session, claimant: Claimant) -> None:
    version = make_version(session)
    registered = make_contract(session, buyer=claimant.unit, amount=52 * WAN)
    own = make_contract(session, buyer=claimant.unit, ledger="platform", registered_as_id=registered.id)
    first = claimant.start_on(version, own)
    assert (first.contract_id, first.facts["amount"]) == (own.id, 52 * WAN)
    with pytest.raises(Invalid):
        claimant.start_on(version, registered)
    transact(session, lambda s: claiming.withdraw(s, s.get_one(Claim, first.id), actor=claimant.actor))
    claimant.start_on(version, registered)
    with pytest.raises(Invalid):
        claimant.start_on(version, own)


def test_nobody_claims_twice_for_the_same_thing(session: Session, claimant: Claimant) -> None:
    version = make_version(session)
    contract = make_contract(session, buyer=claimant.unit)
    first = claimant.start_on(version, contract)
    with pytest.raises(Invalid) as caught:
        claimant.start(version, str(contract.registration_number))
    assert "已经申领过" in caught.value.fields["item"][0]
    transact(session, lambda s: claiming.withdraw(s, s.get_one(Claim, first.id), actor=claimant.actor))
    assert claimant.start_on(version, contract).id != first.id
    other = claimant.start(version, "另一 份")
    with pytest.raises(Invalid):
        claimant.start(version, "另一份")
    assert claimant.start(make_version(session), "另一份").id != other.id


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"valid_from": None}, "没有写有效期"),
        ({"valid_to": date(2024, 12, 31)}, "已经到期"),
        ({"valid_from": date(2099, 1, 1)}, "还没有生效"),
        ({"state": VersionState.DRAFT}, "没有启用"),
        ({"state": VersionState.RETIRED}, "没有启用"),
        ({"code": "transfer-staff"}, "不通过平台申领"),
    ],
)
def test_a_rule_that_is_not_in_force_cannot_be_claimed(
    session: Session, claimant: Claimant, values: dict[str, Any], said: str
) -> None:
    given = {"state": VersionState.ACTIVE, **values}
    version = make_version(session, **given)
    with pytest.raises(Invalid, match=said):
        claimant.start(version)


def test_others_units_and_contracts_look_missing(session: Session, claimant: Claimant) -> None:
    version, foreign = make_version(session), make_contract(session, buyer=make_enterprise(session))
    with pytest.raises(NotFound):
        claimant.start_on(version, foreign)
    stranger = Claimant(session, make_enterprise(session), claimant.actor)
    with pytest.raises(NotFound):
        stranger.start(version)
    officer = Claimant(session, claimant.unit, actor_of_user(session, make_officer(session)))
    with pytest.raises(Forbidden):
        officer.start(version)


def test_a_year_is_a_year(session: Session, claimant: Claimant) -> None:
    version = make_version(session, code="instruments")
    for strange in ("去年", "26", "2099", "1999", "２０２５", ""):
        with pytest.raises(Invalid) as caught:
            claimant.start(version, strange)
        assert "item" in caught.value.fields
    assert claimant.start(version, "2025", yearly_spending=60 * WAN, from_catalogue=True).reckoned == 12 * WAN


def test_a_claim_is_handed_in_whole_and_tells_the_office(session: Session, claimant: Claimant) -> None:
    make_officer(session, region_code=claimant.unit.region_code)
    version = make_version(session)
    row = claimant.start(version)
    with pytest.raises(Invalid, match="算不出金额"):
        claimant.submit(row)
    for amount, said in ((10 * WAN, "金额达到起补线"), (100 * WAN, "证明材料")):
        claimant.save(row, amount=amount)
        with pytest.raises(Invalid, match=said):
            claimant.submit(row)
    give_paper(session, row)
    assert claimant.submit(row).state == ClaimState.SUBMITTED
    with pytest.raises(Conflict):
        claiming.save_claim(session, row, Entry("别的", {}), actor=claimant.actor)


def test_a_draft_falls_with_its_version_but_what_was_handed_in_goes_on(session: Session, claimant: Claimant) -> None:
    version = make_version(session)
    draft = claimant.start(version, amount=100 * WAN)
    returned = make_claim(session, ClaimState.RETURNED, version=version, unit=claimant.unit)
    for row in (draft, returned):
        give_paper(session, row)
    transact(session, lambda s: revise_rule.retire(s, s.get_one(RuleVersion, version.id), "换新版", actor=MAKER))
    session.expire_all()
    with pytest.raises(Invalid, match="新版本"):
        claimant.submit(draft)
    assert claimant.submit(returned).state == ClaimState.SUBMITTED
    assert returned.state_reason == ""
