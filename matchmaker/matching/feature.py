"""Matching, as the application sees it."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.matching import jobs
from matchmaker.matching.found_views import blueprint as found_blueprint
from matchmaker.matching.invariants import INVARIANTS
from matchmaker.matching.policies import PERMISSIONS
from matchmaker.matching.quality_views import blueprint as quality_blueprint
from matchmaker.matching.views import blueprint
from matchmaker.matching.workflow import SUGGESTION
from matchmaker.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="matching",
    blueprints=(blueprint, quality_blueprint, found_blueprint),
    permissions=PERMISSIONS,
    workflows=(SUGGESTION,),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("匹配推荐"), "matching.queue", frozenset({Role.OFFICER}), order=20),
        NavigationItem(N_("匹配质量"), "quality.overview", order=80, place="footer"),
    ),
    register_jobs=jobs.register,
)
