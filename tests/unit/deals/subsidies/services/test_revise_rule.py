"""A rule goes into force only with vectors that pass, and never changes what was claimed before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, VersionState
from matchmaker.deals.subsidies.queries import active_version
from matchmaker.deals.subsidies.services import revise_rule
from matchmaker.deals.subsidies.validity import Validity
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer, make_user
from tests.factories.subsidies import WAN, make_claim, make_version


@pytest.fixture
def keeper(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def changed(row: RuleVersion, **values: Any) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in revise_rule.COPIED}, **values}


def draft_of(session: Session, row: RuleVersion, keeper: Actor, **values: Any) -> RuleVersion:
    def copy(inner: Session) -> RuleVersion:
        made = revise_rule.copy_version(inner, inner.get_one(RuleVersion, row.id), actor=keeper)
        revise_rule.save_version(inner, made, changed(made, **values), actor=keeper)
        return made

    return transact(session, copy)


def put_into_use(session: Session, row: RuleVersion, keeper: Actor) -> None:
    def go(inner: Session) -> None:
        mine = inner.get_one(RuleVersion, row.id)
        revise_rule.try_vectors(inner, mine, actor=keeper)
        revise_rule.activate(inner, mine, actor=keeper)

    transact(session, go)


def test_a_wrong_vector_keeps_a_rule_out_of_force(session: Session, keeper: Actor) -> None:
    old = make_version(session)
    wrong = [*old.vectors, {"given": {"amount": 500 * WAN}, "verdict": "eligible", "amount": 101 * WAN, "note": "错的"}]
    draft = draft_of(session, old, keeper, vectors=wrong)
    with pytest.raises(Invalid, match="样例没有全部通过"):
        put_into_use(session, draft, keeper)
    session.rollback()
    assert active_version(session, old.rule_id) == old
    none_at_all = transact(session, lambda inner: _saved(inner, draft, keeper, vectors=[]))
    with pytest.raises(Invalid):
        put_into_use(session, none_at_all, keeper)


def _saved(session: Session, row: RuleVersion, keeper: Actor, **values: Any) -> RuleVersion:
    mine = session.get_one(RuleVersion, row.id)
    revise_rule.save_version(session, mine, changed(mine, **values), actor=keeper)
    return mine


def test_vectors_that_passed_for_another_content_do_not_count(session: Session, keeper: Actor) -> None:
    old = make_version(session)
    draft = draft_of(session, old, keeper)
    transact(session, lambda s: revise_rule.try_vectors(s, s.get_one(RuleVersion, draft.id), actor=keeper))
    session.refresh(draft)
    assert draft.has_passed
    definition = {**draft.definition, "documents": ["别的材料"]}
    transact(session, lambda inner: _saved(inner, draft, keeper, definition=definition))
    with pytest.raises(Invalid):
        transact(session, lambda s: revise_rule.activate(s, s.get_one(RuleVersion, draft.id), actor=keeper))


def test_the_database_itself_refuses_an_active_version_that_did_not_pass(session: Session, keeper: Actor) -> None:
    draft = draft_of(session, make_version(session), keeper)
    session.rollback()
    with pytest.raises(IntegrityError):
        session.execute(
            text("UPDATE subsidy_version SET state = 'active', rule_id = rule_id WHERE id = :id"), {"id": draft.id}
        )
    session.rollback()


def test_a_new_version_leaves_old_claims_as_they_are(session: Session, keeper: Actor) -> None:
    old = make_version(session)
    claim = make_claim(session, ClaimState.SUBMITTED, version=old)
    definition = {**old.definition, "parameters": {**old.definition["parameters"]}}
    definition["parameters"]["rate"] = {**definition["parameters"]["rate"], "value": "1/10"}
    vectors = [{"given": {"amount": 100 * WAN}, "verdict": "unclear", "amount": 10 * WAN, "note": "一成"}]
    new = draft_of(session, old, keeper, definition=definition, vectors=vectors)
    put_into_use(session, new, keeper)
    session.expire_all()
    assert (old.state, new.state, new.number) == (VersionState.RETIRED, VersionState.ACTIVE, 2)
    kept = session.get_one(Claim, claim.id)
    assert (kept.version_id, kept.reckoned) == (old.id, 20 * WAN)
    with pytest.raises(Conflict):
        transact(session, lambda inner: _saved(inner, old, keeper, title="改了"))


def test_only_officers_of_the_city_keep_its_rules(session: Session) -> None:
    draft = make_version(session, VersionState.DRAFT)
    for user, refusal in (
        (make_officer(session, region_code="340400"), NotFound),
        (make_officer(session, region_code="340304"), NotFound),
        (make_user(session, Role.LEADER, region_code="340300"), Forbidden),
    ):
        actor = actor_of_user(session, user)
        with pytest.raises(refusal):
            revise_rule.try_vectors(session, draft, actor=actor)
        with pytest.raises(refusal):
            revise_rule.retire(session, draft, "不用了", actor=actor)


def test_a_text_without_days_is_confirmed_with_its_ground(session: Session, keeper: Actor) -> None:
    row = make_version(session, valid_from=None)
    with pytest.raises(Invalid) as caught:
        revise_rule.confirm(session, row, " ", actor=keeper)
    assert "basis" in caught.value.fields
    transact(session, lambda s: revise_rule.confirm(s, s.get_one(RuleVersion, row.id), "局务会纪要", actor=keeper))
    session.refresh(row)
    assert row.validity() is Validity.CURRENT
    with pytest.raises(Conflict):
        revise_rule.confirm(session, make_version(session), "文件", actor=keeper)


def test_a_period_runs_forward_and_retiring_needs_a_reason(session: Session, keeper: Actor) -> None:
    draft = draft_of(session, make_version(session), keeper)
    with pytest.raises(Invalid) as caught:
        _saved(session, draft, keeper, valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))
    assert "valid_to" in caught.value.fields
    session.rollback()
    with pytest.raises(Invalid):
        revise_rule.retire(session, draft, "", actor=keeper)
