"""Organisations, as the application sees them."""

from __future__ import annotations

from matchmaker.core.authz import Role, merge
from matchmaker.core.i18n import N_
from matchmaker.organizations.infringement.policies import PERMISSIONS as INFRINGEMENT_PERMISSIONS
from matchmaker.organizations.infringement.views import blueprint as infringement_blueprint
from matchmaker.organizations.integrity.policies import PERMISSIONS as INTEGRITY_PERMISSIONS
from matchmaker.organizations.integrity.views import blueprint as integrity_blueprint
from matchmaker.organizations.integrity.workflow import INTEGRITY
from matchmaker.organizations.invariants import INVARIANTS
from matchmaker.organizations.policies import PERMISSIONS
from matchmaker.organizations.views import blueprint
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.web.feature import KEEPING, Feature, NavigationItem

FEATURE = Feature(
    name="organizations",
    blueprints=(blueprint, integrity_blueprint, infringement_blueprint),
    permissions=merge((PERMISSIONS, INTEGRITY_PERMISSIONS, INFRINGEMENT_PERMISSIONS)),
    workflows=(ORGANIZATION, INTEGRITY),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("单位"), "organizations.organizations", frozenset({Role.OFFICER}), order=70, group=KEEPING),
        NavigationItem(
            N_("侵权名录"), "infringement.index", frozenset({Role.OFFICER, Role.LEADER}), order=72, group=KEEPING
        ),
        NavigationItem(N_("导入单位"), "organizations.import_organizations", frozenset({Role.SYSTEM_ADMIN}), order=103),
        NavigationItem(
            N_("本单位"),
            "organizations.mine",
            frozenset({Role.ENTERPRISE, Role.UNIVERSITY_OFFICE}),
            order=80,
        ),
        NavigationItem(N_("代理"), "organizations.deputies", frozenset({Role.OFFICER}), order=90, group=KEEPING),
    ),
)
