"""Matching, as the application sees it."""

from __future__ import annotations

from matchmaker.core.authz import Role, merge
from matchmaker.core.i18n import N_
from matchmaker.core.jobs import JobRegistry
from matchmaker.matching import jobs
from matchmaker.matching.found_views import blueprint as found_blueprint
from matchmaker.matching.invariants import INVARIANTS
from matchmaker.matching.policies import PERMISSIONS
from matchmaker.matching.quality_views import blueprint as quality_blueprint
from matchmaker.matching.tuning import jobs as tuning_jobs
from matchmaker.matching.tuning.policies import PERMISSIONS as TUNING_PERMISSIONS
from matchmaker.matching.tuning.views import blueprint as tuning_blueprint
from matchmaker.matching.tuning.workflow import TUNING
from matchmaker.matching.views import blueprint
from matchmaker.matching.workflow import SUGGESTION
from matchmaker.web.feature import Feature, NavigationItem


def _register_jobs(registry: JobRegistry) -> None:
    jobs.register(registry)
    tuning_jobs.register(registry)


FEATURE = Feature(
    name="matching",
    blueprints=(blueprint, quality_blueprint, found_blueprint, tuning_blueprint),
    permissions=merge((PERMISSIONS, TUNING_PERMISSIONS)),
    workflows=(SUGGESTION, TUNING),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("匹配推荐"), "matching.queue", frozenset({Role.OFFICER}), order=20),
        NavigationItem(N_("匹配质量"), "quality.overview", order=80, place="footer"),
        NavigationItem(N_("匹配词库"), "tuning.lexicon", frozenset({Role.SYSTEM_ADMIN}), order=102),
    ),
    register_jobs=_register_jobs,
)
