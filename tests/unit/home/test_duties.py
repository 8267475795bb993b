"""Every role finds its duties, each described in full."""

from __future__ import annotations

import pytest

from matchmaker.core.authz import Actor, Role
from matchmaker.home.duties import DUTIES, Duty, duties_of
from matchmaker.organizations.queries import DEFAULTS


def test_keys_are_unique() -> None:
    assert len({duty.key for duty in DUTIES}) == len(DUTIES)


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.key)
def test_a_clock_is_a_setting(duty: Duty) -> None:
    assert duty.clock in {"", "due", *DEFAULTS}


def test_several_roles_have_the_duties_of_all() -> None:
    both = duties_of(Actor(kind="user", roles=frozenset({Role.SCOUT, Role.EXPERT})))
    assert {"refine", "leads"} <= {duty.key for duty in both}
    leads = duties_of(Actor(kind="user", roles=frozenset({Role.LEADER})))
    assert {duty.key for duty in leads} == {"challenges", "openings"}
