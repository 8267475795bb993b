"""Which features there are, and what binds them across the walls."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.feature import FEATURE as ACCOUNTS
from matchmaker.accounts.jobs import mail_channel
from matchmaker.accounts.models import User
from matchmaker.admin.feature import FEATURE as ADMIN
from matchmaker.catalog.feature import FEATURE as CATALOG
from matchmaker.catalog.jobs import register_digests
from matchmaker.catalog.sheet_targets import ACHIEVEMENT_SHEET, NEED_SHEET
from matchmaker.challenges.feature import FEATURE as CHALLENGES
from matchmaker.core import anchors
from matchmaker.core.authz import Actor
from matchmaker.core.invariants import Invariant
from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.core.outbox import DELIVER, Channel, deliverer
from matchmaker.deals.contracts.sheet_target import CONTRACT_SHEET
from matchmaker.deals.feature import FEATURE as DEALS
from matchmaker.home.feature import FEATURE as HOME
from matchmaker.matching.feature import FEATURE as MATCHING
from matchmaker.matching.levels import MatchedProspects
from matchmaker.matching.synonyms import LexiconSynonyms
from matchmaker.organizations.feature import FEATURE as ORGANIZATIONS
from matchmaker.organizations.infringement.sheet_target import INFRINGEMENT_SHEET
from matchmaker.organizations.queries import actor_of_user, site_settings
from matchmaker.organizations.sheet_target import ORGANIZATION_SHEET
from matchmaker.scouting.feature import FEATURE as SCOUTING
from matchmaker.scouting.jobs import register_routing
from matchmaker.scouting.sheet_target import SCOUT_SHEET
from matchmaker.sheets.feature import FEATURE as SHEETS
from matchmaker.sheets.jobs import register_work
from matchmaker.sheets.target import Targets
from matchmaker.statistics.feature import FEATURE as STATISTICS
from matchmaker.web.feature import Feature

FEATURES: tuple[Feature, ...] = (
    SHEETS,
    ACCOUNTS,
    ORGANIZATIONS,
    CATALOG,
    SCOUTING,
    DEALS,
    MATCHING,
    CHALLENGES,
    STATISTICS,
    HOME,
    ADMIN,
)


IMPORTED = (ACHIEVEMENT_SHEET, NEED_SHEET, ORGANIZATION_SHEET, CONTRACT_SHEET, SCOUT_SHEET, INFRINGEMENT_SHEET)
SHEET_TARGETS: Targets = {each.kind.value: each for each in IMPORTED}


def job_registry() -> JobRegistry:
    """All job handlers of all features, the outbox's delivery, and the anchors."""
    registry = JobRegistry()
    channels: dict[str, Channel] = {}
    for feature in FEATURES:
        channels.update(feature.channels)
        if feature.register_jobs is not None:
            feature.register_jobs(registry)
    channels["mail"] = mail_channel(site_settings)
    register_routing(registry, MatchedProspects())
    register_digests(registry, LexiconSynonyms)
    register_work(registry, SHEET_TARGETS, actor_of_id)
    registry.register(DELIVER, deliverer(channels))
    registry.register("audit.anchor", write_anchor, every_seconds=anchors.SECONDS_BETWEEN)
    return registry


def actor_of_id(session: Session, user_id: int) -> Actor:
    """Who somebody is today."""
    return actor_of_user(session, session.get_one(User, user_id))


def write_anchor(run: JobRun) -> None:
    """Checkpoint the audit chain outside the database."""
    run.read(lambda session: anchors.write(session, run.settings.anchor_file, run.settings.key_dir))


def all_invariants() -> list[Invariant]:
    """What must be true of the database, of all features."""
    return [rule for feature in FEATURES for rule in feature.invariants]
