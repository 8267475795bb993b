"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.core.authz import Role, merge
from matchmaker.core.i18n import N_
from matchmaker.statistics.open_data.jobs import register
from matchmaker.statistics.open_data.views import blueprint as open_data_blueprint
from matchmaker.statistics.policies import PERMISSIONS
from matchmaker.statistics.reports.policies import MEMBERS
from matchmaker.statistics.reports.policies import PERMISSIONS as REPORT_PERMISSIONS
from matchmaker.statistics.reports.views import blueprint as reports_blueprint
from matchmaker.statistics.reports.workflow import REPORT
from matchmaker.statistics.views import blueprint
from matchmaker.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="statistics",
    blueprints=(blueprint, open_data_blueprint, reports_blueprint),
    permissions=merge((PERMISSIONS, REPORT_PERMISSIONS)),
    workflows=(REPORT,),
    navigation=(
        NavigationItem(N_("统计"), "statistics.index", frozenset({Role.OFFICER, Role.LEADER}), order=60),
        NavigationItem(N_("走访到合同"), "statistics.scout_credit", frozenset({Role.SCOUT}), order=61),
        NavigationItem(N_("年度报告"), "reports.mine", frozenset(MEMBERS), order=46),
        NavigationItem(N_("开放数据"), "open_data.index", order=82, place="footer"),
    ),
    register_jobs=register,
)
