"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.home.views import blueprint
from matchmaker.web.feature import Feature, NavigationItem

SIGNED_IN = frozenset(role for role in Role if role is not Role.LINK)
FEATURE = Feature(
    name="home",
    blueprints=(blueprint,),
    navigation=(
        NavigationItem(N_("工作台"), "home.workbench", SIGNED_IN, order=1),
        NavigationItem(N_("说明与帮助"), "home.about", order=90, place="footer"),
        NavigationItem(N_("无障碍说明"), "home.about", order=91, place="footer", values={"_anchor": "accessibility"}),
    ),
)
