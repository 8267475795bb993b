"""What a feature package hands to the application: one object, all data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Blueprint

from matchmaker.core.authz import PermissionTable, Role
from matchmaker.core.i18n import N_
from matchmaker.core.invariants import Invariant
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.outbox import Channel
from matchmaker.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """A menu of the header in which links of a kind fold together; ``order`` sorts it among the links."""

    label: str
    order: int


LEDGERS = NavigationGroup(N_("台账"), 58)
KEEPING = NavigationGroup(N_("管理"), 90)
OPEN_PAGES = NavigationGroup(N_("公开栏目"), 200)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the frame: for ``roles``, or for everybody when empty.

    ``order`` sorts; ``place`` is the header or the footer. Links of a ``group``
    fold for who is signed in and sees more than one of them: one's daily work
    stays a row of links, what is wanted now and then is one press further.
    """

    label: str
    endpoint: str
    roles: frozenset[Role] = frozenset()
    order: int = 50
    values: Mapping[str, Any] = field(default_factory=dict)
    place: Literal["header", "footer"] = "header"
    group: NavigationGroup | None = None


@dataclass(frozen=True)
class Feature:
    """Everything the application must know of a feature."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    permissions: PermissionTable = field(default_factory=PermissionTable)
    workflows: tuple[Workflow[Any], ...] = ()
    invariants: tuple[Invariant, ...] = ()
    navigation: tuple[NavigationItem, ...] = ()
    register_jobs: Callable[[JobRegistry], None] | None = None
    channels: Mapping[str, Channel] = field(default_factory=dict)
