"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.admin.policies import PERMISSIONS
from matchmaker.admin.views import blueprint
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.web.feature import Feature, NavigationItem

SYSTEM, SECURITY, AUDIT = (
    frozenset({Role.SYSTEM_ADMIN}),
    frozenset({Role.SECURITY_ADMIN}),
    frozenset({Role.AUDIT_ADMIN}),
)
FEATURE = Feature(
    name="admin",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    navigation=(
        NavigationItem(N_("账号"), "admin.users", SYSTEM | SECURITY, order=100),
        NavigationItem(N_("设置"), "admin.settings", SYSTEM, order=101),
        NavigationItem(N_("后台任务"), "admin.jobs", SYSTEM, order=104),
        NavigationItem(N_("审计记录"), "admin.audit_trail", AUDIT, order=105),
        NavigationItem(N_("安全日志"), "admin.security_events", SECURITY | AUDIT, order=106),
    ),
)
