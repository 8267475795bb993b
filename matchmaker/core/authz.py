"""Who may do what: actors, scopes and permission tables.

A feature declares a ``Permission`` enum and one ``PermissionTable`` that
lists, for each permission, the grants that give it: which roles, and how the
object must belong to the actor. Reading the table answers "who may do this?".
The role is judged before an object is loaded (403); belonging is judged on
the object and a miss looks like a missing object (404).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from matchmaker.core import regions
from matchmaker.core.errors import Forbidden, NotFound


class Role(StrEnum):
    """Every role there is; ``link`` is held only by the bearer of a one-time link."""

    RESEARCHER = "researcher"
    UNIVERSITY_OFFICE = "university_office"
    ENTERPRISE = "enterprise"
    SCOUT = "scout"
    OFFICER = "officer"
    EXPERT = "expert"
    LEADER = "leader"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    LINK = "link"


class Ownership(StrEnum):
    """How an object must belong to the actor for a grant to hold.

    ``none`` any object · ``self`` entered by the actor · ``organization`` of
    one of the actor's organisations · ``region`` in a region the actor's
    rights cover · ``party`` an organisation of the actor is one of two sides ·
    ``assigned`` given to the actor by name.
    """

    NONE = "none"
    SELF = "self"
    ORGANIZATION = "organization"
    REGION = "region"
    PARTY = "party"
    ASSIGNED = "assigned"


class Named:
    """People named for an object, read only where a permission turns on it: reading them costs a statement."""

    def __init__(self, read: Callable[[], Iterable[int]]) -> None:
        self._read = read

    def __contains__(self, user_id: object) -> bool:
        return user_id in frozenset(self._read())


@dataclass(frozen=True, slots=True)
class Scope:
    """To whom an object belongs; empty sets belong to nobody."""

    users: frozenset[int] = frozenset()
    organizations: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()
    parties: frozenset[int] = frozenset()
    assigned: Container[int] = frozenset()


class Scoped(Protocol):
    """An object that knows to whom it belongs."""

    @property
    def scope(self) -> Scope: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting. ``kind``: user, link, system or anonymous.

    ``region_codes`` are the roots of what an officer's, leader's or scout's
    rights cover, those of an officer whom the actor stands in for today
    included.
    """

    kind: str
    user_id: int | None = None
    login: str = ""
    name: str = ""
    roles: frozenset[Role] = frozenset()
    organization_ids: frozenset[int] = frozenset()
    organization_name: str = ""
    region_codes: frozenset[str] = frozenset()
    email: str | None = None
    subject: tuple[str, int] | None = None
    session_id: int | None = None
    must_change_password: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.kind == "user"

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    def covers(self, code: str) -> bool:
        """Whether the actor's regions include ``code``."""
        return any(regions.covers(root, code) for root in self.region_codes)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of ``roles``."""
        return not self.roles.isdisjoint(roles)


ANONYMOUS = Actor(kind="anonymous")


def system_actor(name: str) -> Actor:
    """The platform itself: a worker, a schedule or ``cli:<os user>``."""
    return Actor(kind="system", login=name, name=name)


@dataclass(frozen=True, slots=True)
class Grant:
    """``roles`` hold the permission over objects that belong as ``ownership`` says."""

    roles: frozenset[Role]
    ownership: Ownership


def grant(*roles: Role, over: Ownership = Ownership.NONE) -> Grant:
    """Shorthand for one line of a permission table."""
    return Grant(frozenset(roles), over)


@dataclass(frozen=True, slots=True)
class PermissionTable:
    """permission → grants; any one suffices. The system actor has them all."""

    rules: Mapping[StrEnum, tuple[Grant, ...]] = field(default_factory=dict)

    def grants(self, permission: StrEnum) -> tuple[Grant, ...]:
        return self.rules[permission]

    def roles(self, permission: StrEnum) -> frozenset[Role]:
        """All roles that hold ``permission`` over some object."""
        return frozenset(role for line in self.rules[permission] for role in line.roles)

    def holds(self, actor: Actor, permission: StrEnum) -> bool:
        """Whether the actor's role allows ``permission`` at all."""
        return actor.is_system or not self.roles(permission).isdisjoint(actor.roles)

    def allows(self, actor: Actor, permission: StrEnum, subject: Scoped) -> bool:
        """Whether ``actor`` has ``permission`` over ``subject``."""
        if actor.is_system:
            return True
        held = [line.ownership for line in self.rules[permission] if not line.roles.isdisjoint(actor.roles)]
        # what belongs to nobody in particular (a job, a security event) needs no scope
        return Ownership.NONE in held or any(_belongs(actor, ownership, subject.scope) for ownership in held)

    def require(self, actor: Actor, permission: StrEnum, subject: Scoped | None = None) -> None:
        """Raise Forbidden for the wrong role, NotFound for somebody else's object."""
        if not self.holds(actor, permission):
            raise Forbidden
        if subject is not None and not self.allows(actor, permission, subject):
            raise NotFound


def _belongs(actor: Actor, ownership: Ownership, scope: Scope) -> bool:
    match ownership:
        case Ownership.NONE:
            return True
        case Ownership.SELF:
            return actor.user_id is not None and actor.user_id in scope.users
        case Ownership.ASSIGNED:
            return actor.user_id is not None and actor.user_id in scope.assigned
        case Ownership.ORGANIZATION:
            return not actor.organization_ids.isdisjoint(scope.organizations)
        case Ownership.PARTY:
            return not actor.organization_ids.isdisjoint(scope.parties)
        case Ownership.REGION:
            return any(actor.covers(code) for code in scope.regions)


def merge(tables: Iterable[PermissionTable]) -> PermissionTable:
    """One table of several features; raises ValueError when two declare the same permission."""
    rules: dict[StrEnum, tuple[Grant, ...]] = {}
    for table in tables:
        clash = rules.keys() & table.rules.keys()
        if clash:
            raise ValueError(f"permissions declared twice: {sorted(clash)}")
        rules.update(table.rules)
    return PermissionTable(rules)
