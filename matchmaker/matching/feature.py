"""Matching, as the application sees it."""

from __future__ import annotations

from matchmaker.core.authz import Role, merge
from matchmaker.core.i18n import N_
from matchmaker.core.jobs import JobRegistry
from matchmaker.matching import export_views, jobs  # noqa: F401 - its route registers itself
from matchmaker.matching.dossier_views import blueprint as dossier_blueprint
from matchmaker.matching.duplicate_views import blueprint as duplicates_blueprint
from matchmaker.matching.found_views import blueprint as found_blueprint
from matchmaker.matching.invariants import INVARIANTS
from matchmaker.matching.policies import PERMISSIONS
from matchmaker.matching.quality_views import blueprint as quality_blueprint
from matchmaker.matching.tuning import jobs as tuning_jobs
from matchmaker.matching.tuning.policies import PERMISSIONS as TUNING_PERMISSIONS
from matchmaker.matching.tuning.views import blueprint as tuning_blueprint
from matchmaker.matching.tuning.workflow import TUNING
from matchmaker.matching.views import blueprint
from matchmaker.matching.workflow import DUPLICATE, SUGGESTION
from matchmaker.web.feature import KEEPING, Feature, NavigationItem


def _register_jobs(registry: JobRegistry) -> None:
    jobs.register(registry)
    tuning_jobs.register(registry)


FEATURE = Feature(
    name="matching",
    blueprints=(
        blueprint,
        dossier_blueprint,
        duplicates_blueprint,
        quality_blueprint,
        found_blueprint,
        tuning_blueprint,
    ),
    permissions=merge((PERMISSIONS, TUNING_PERMISSIONS)),
    workflows=(SUGGESTION, TUNING, DUPLICATE),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("匹配推荐"), "matching.queue", frozenset({Role.OFFICER}), order=20),
        NavigationItem(N_("疑似重复"), "duplicates.overview", frozenset({Role.OFFICER}), order=30, group=KEEPING),
        NavigationItem(N_("匹配质量"), "quality.overview", order=80, place="footer"),
        NavigationItem(N_("匹配词库"), "tuning.lexicon", frozenset({Role.SYSTEM_ADMIN}), order=102),
    ),
    register_jobs=_register_jobs,
)
