"""Who may do what: role first, then belonging; the truth table of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import pytest

from matchmaker.app.wiring import FEATURES
from matchmaker.core.authz import (
    ANONYMOUS,
    Actor,
    Ownership,
    PermissionTable,
    Role,
    Scope,
    grant,
    merge,
    system_actor,
)
from matchmaker.core.errors import Forbidden, NotFound


class Do(StrEnum):
    IT = "thing.do"
    OTHER = "thing.do_other"


@dataclass(frozen=True)
class Thing:
    scope: Scope = field(default_factory=Scope)


ME = Actor(
    kind="user",
    user_id=1,
    roles=frozenset({Role.OFFICER}),
    organization_ids=frozenset({10}),
    region_codes=frozenset({"340300"}),
)
# how an object belongs → (one that is mine in this way, one that is somebody else's in this way)
BELONGING: dict[Ownership, tuple[Scope, Scope]] = {
    Ownership.SELF: (Scope(users=frozenset({1, 2})), Scope(users=frozenset({2}))),
    Ownership.ORGANIZATION: (Scope(organizations=frozenset({10})), Scope(organizations=frozenset({11}))),
    Ownership.REGION: (Scope(regions=frozenset({"340304"})), Scope(regions=frozenset({"340400"}))),
    Ownership.PARTY: (Scope(parties=frozenset({10, 11})), Scope(parties=frozenset({11, 12}))),
    Ownership.ASSIGNED: (Scope(assigned=frozenset({1})), Scope(assigned=frozenset({2}))),
}


def table(over: Ownership, role: Role = Role.OFFICER) -> PermissionTable:
    return PermissionTable({Do.IT: (grant(role, over=over),)})


@pytest.mark.parametrize("asked", BELONGING)
@pytest.mark.parametrize("given", BELONGING)
def test_an_object_must_belong_in_the_very_way_the_grant_says(asked: Ownership, given: Ownership) -> None:
    mine, others = BELONGING[given]
    assert table(asked).allows(ME, Do.IT, Thing(mine)) is (asked is given)
    assert not table(asked).allows(ME, Do.IT, Thing(others))


@pytest.mark.parametrize("over", Ownership)
def test_nobody_owns_what_belongs_to_nobody(over: Ownership) -> None:
    assert table(over).allows(ME, Do.IT, Thing()) is (over is Ownership.NONE)
    assert not table(over).allows(ANONYMOUS, Do.IT, Thing())


@pytest.mark.parametrize("over", Ownership)
def test_the_role_must_be_the_right_one_however_it_belongs(over: Ownership) -> None:
    mine = Thing(BELONGING[over][0] if over in BELONGING else Scope())
    wrong = table(over, Role.LEADER)
    assert not wrong.allows(ME, Do.IT, mine)
    with pytest.raises(Forbidden):
        wrong.require(ME, Do.IT, mine)


def test_the_wrong_role_is_told_and_the_wrong_object_is_not_there() -> None:
    rules = table(Ownership.ORGANIZATION)
    rules.require(ME, Do.IT)
    rules.require(ME, Do.IT, Thing(BELONGING[Ownership.ORGANIZATION][0]))
    with pytest.raises(NotFound):
        rules.require(ME, Do.IT, Thing(BELONGING[Ownership.ORGANIZATION][1]))
    with pytest.raises(Forbidden):
        rules.require(ANONYMOUS, Do.IT)


def test_any_one_grant_is_enough_but_grants_do_not_mix() -> None:
    """The role of one line and the belonging of another give nothing."""
    rules = PermissionTable(
        {Do.IT: (grant(Role.LEADER, over=Ownership.REGION), grant(Role.OFFICER, over=Ownership.ORGANIZATION))}
    )
    assert rules.allows(ME, Do.IT, Thing(BELONGING[Ownership.ORGANIZATION][0]))
    assert not rules.allows(ME, Do.IT, Thing(BELONGING[Ownership.REGION][0]))
    assert rules.roles(Do.IT) == {Role.LEADER, Role.OFFICER}


def test_the_platform_itself_may_do_everything() -> None:
    platform = system_actor("cli:root")
    table(Ownership.SELF).require(platform, Do.IT, Thing())
    assert platform.is_system
    assert not platform.is_signed_in


def test_an_undeclared_permission_is_an_error_and_not_a_yes() -> None:
    with pytest.raises(KeyError):
        table(Ownership.NONE).holds(ME, Do.OTHER)


def test_rights_cover_what_lies_under_a_region() -> None:
    assert ME.covers("340304")
    assert not ME.covers("340000")
    assert not ANONYMOUS.covers("340300")
    assert ME.has(Role.LEADER, Role.OFFICER)
    assert not ME.has(Role.LEADER)


def test_a_permission_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        merge([table(Ownership.NONE), table(Ownership.SELF)])
    everything = merge(feature.permissions for feature in FEATURES)
    assert len(everything.rules) > 30


def test_nobody_both_acts_and_watches() -> None:
    """System, security and audit administrators are three; none of them works on records.

    The dictionary by which needs are read is no record: the system administrator keeps it, as all dictionaries.
    """
    watchers = {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    for feature in FEATURES:
        for permission in feature.permissions.rules:
            if feature.name in {"catalog", "deals", "matching", "scouting"}:
                barred = watchers if permission.startswith("tuning.") else watchers | {Role.SYSTEM_ADMIN}
                assert not feature.permissions.roles(permission) & barred, permission
