"""All tables there are: importing this module maps every class."""

from __future__ import annotations

from types import ModuleType

from matchmaker.accounts import models as accounts
from matchmaker.catalog import models as catalog
from matchmaker.challenges import models as challenges
from matchmaker.core import audit, idempotency, jobs, outbox, security_events
from matchmaker.core.db import Base
from matchmaker.deals import models as deals
from matchmaker.deals.contracts import models as contracts
from matchmaker.deals.pricing import models as pricing
from matchmaker.deals.subsidies import models as subsidies
from matchmaker.deals.work import models as work
from matchmaker.matching import models as matching
from matchmaker.matching.tuning import models as tuning
from matchmaker.organizations import models as organizations
from matchmaker.organizations.infringement import models as infringement
from matchmaker.organizations.integrity import models as integrity
from matchmaker.scouting import models as scouting
from matchmaker.sheets import models as sheets
from matchmaker.statistics import models as statistics
from matchmaker.statistics.reports import models as reports

MODULES: tuple[ModuleType, ...] = (
    audit,
    idempotency,
    jobs,
    outbox,
    security_events,
    accounts,
    organizations,
    integrity,
    infringement,
    sheets,
    catalog,
    scouting,
    deals,
    contracts,
    subsidies,
    pricing,
    work,
    matching,
    tuning,
    challenges,
    statistics,
    reports,
)
METADATA = Base.metadata
