"""Accounts, as the application sees them."""

from __future__ import annotations

from matchmaker.accounts import jobs
from matchmaker.accounts.policies import PERMISSIONS
from matchmaker.accounts.views import blueprint
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.web.feature import Feature

FEATURE = Feature(
    name="accounts",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(ACCOUNT,),
    register_jobs=jobs.register,
    channels={"notice": jobs.deliver_notice},
)
