"""`matchmaker seed accept`: one of everything, for checking from outside."""

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.services.passwords import verify_password
from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED
from matchmaker.core.authz import Role
from matchmaker.core.workflow import Workflow
from matchmaker.deals.models import Deal
from matchmaker.deals.subsidies.models import Claim, RuleVersion
from matchmaker.deals.subsidies.workflow import CLAIM, RULE_VERSION
from matchmaker.deals.workflow import DEAL
from matchmaker.matching.models import DuplicatePair, Suggestion
from matchmaker.matching.workflow import DUPLICATE, SUGGESTION
from matchmaker.organizations.models import OrganizationKind
from tests.support.command import Command

WORKFLOWS: dict[str, tuple[type[Any], Workflow[Any]]] = {
    "need": (Need, NEED),
    "achievement": (Achievement, ACHIEVEMENT),
    "suggestion": (Suggestion, SUGGESTION),
    "duplicate_pair": (DuplicatePair, DUPLICATE),
    "deal": (Deal, DEAL),
    "subsidy_version": (RuleVersion, RULE_VERSION),
    "subsidy_claim": (Claim, CLAIM),
}


def test_every_role_can_sign_in_and_every_kind_has_two_units(command: Command, session: Session) -> None:
    document = command.json("seed", "accept")
    assert {user["role"] for user in document["users"]} == {role.value for role in Role if role is not Role.LINK}
    first = document["users"][0]
    assert verify_password(session.get_one(User, first["id"]).password_hash, first["password"])
    organizations = document["objects"]["organization"]
    assert {kind: len(set(pair)) for kind, pair in organizations.items()} == dict.fromkeys(OrganizationKind, 2)


def test_there_is_one_object_in_every_state_and_no_rule_is_broken(command: Command, session: Session) -> None:
    document = command.json("seed", "accept")
    for name, (model, workflow) in WORKFLOWS.items():
        states: dict[str, str] = {
            state: session.get_one(model, key).state for state, key in document["objects"][name].items()
        }
        assert states == {state.value: state.value for state in workflow.states}
    assert command.json("check")["ok"]


def test_a_second_set_shares_nothing_with_the_first(command: Command) -> None:
    one, other = (command.json("seed", "accept")["objects"] for _time in range(2))
    for name in WORKFLOWS:
        assert set(one[name].values()).isdisjoint(other[name].values())
