"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.core.authz import Role, merge
from matchmaker.core.i18n import N_
from matchmaker.statistics.policies import PERMISSIONS
from matchmaker.statistics.reports.policies import MEMBERS
from matchmaker.statistics.reports.policies import PERMISSIONS as REPORT_PERMISSIONS
from matchmaker.statistics.reports.views import blueprint as reports_blueprint
from matchmaker.statistics.reports.workflow import REPORT
from matchmaker.statistics.views import blueprint
from matchmaker.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="statistics",
    blueprints=(blueprint, reports_blueprint),
    permissions=merge((PERMISSIONS, REPORT_PERMISSIONS)),
    workflows=(REPORT,),
    navigation=(
        NavigationItem(N_("统计"), "statistics.index", frozenset({Role.OFFICER, Role.LEADER}), order=60),
        NavigationItem(N_("年度报告"), "reports.mine", frozenset(MEMBERS), order=46),
    ),
)
