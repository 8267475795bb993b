"""The catalogue, as the application sees it."""

from __future__ import annotations

from matchmaker.catalog import feed_views, jobs, public_views, suggestion_views, views  # noqa: F401 - their routes register themselves
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED, REFINEMENT
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.web.feature import OPEN_PAGES, Feature, NavigationItem

FEATURE = Feature(
    name="catalog",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(ACHIEVEMENT, NEED, REFINEMENT),
    navigation=(
        NavigationItem(N_("科技成果"), "catalog.achievements", order=25, group=OPEN_PAGES),
        NavigationItem(N_("技术需求"), "catalog.needs", order=26, group=OPEN_PAGES),
        NavigationItem(
            N_("我的成果"),
            "catalog.mine_achievements",
            frozenset({Role.UNIVERSITY_OFFICE, Role.RESEARCHER, Role.SCOUT}),
            order=30,
        ),
        NavigationItem(N_("审核"), "catalog.review", frozenset({Role.OFFICER}), order=15),
        NavigationItem(N_("凝练"), "catalog.refining", frozenset({Role.EXPERT}), order=16),
        NavigationItem(N_("我的需求"), "catalog.mine_needs", frozenset({Role.ENTERPRISE, Role.SCOUT}), order=31),
    ),
    register_jobs=jobs.register,
)
