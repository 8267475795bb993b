"""The working page of a challenge: where it stands, what may be done, and where its parts are."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _

from matchmaker.challenges.case_links import ACT_PAGES, links_for
from matchmaker.challenges.models import FUNDING_LABELS, Challenge, FundingKind, Mode, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import PROFILES, walks
from matchmaker.challenges.services.guards import checks
from matchmaker.challenges.services.plain_acts import PLAIN_ACTS
from matchmaker.challenges.stages import STAGES, TONES, stage_of
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

MODE_LABELS = {Mode.SINGLE: N_("单一揭榜"), Mode.RACE: N_("赛马")}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step somebody may take: its button, and what still stands in its way, in words."""

    label: str
    tone: str
    href: str
    missing: list[str]


@blueprint.get("/challenges/<id:challenge_id>/case")
@require(GET=needs(Permission.READ, PERMISSIONS))
def case(challenge_id: int) -> str:
    """For issuer, officers and leaders."""
    row, actor = load_challenge(challenge_id, Permission.READ), current_actor()
    return render_template(
        "challenges/case.html",
        challenge=row,
        issuer=db.session.get_one(Organization, row.organization_id),
        state=(CHALLENGE.labels[row.state], TONES[row.state]),
        stages=[_(label) for label, _states in STAGES],
        at_stage=stage_of(row.state),
        profile=PROFILES[Profile(row.profile)],
        mode=MODE_LABELS[Mode(row.mode)] if row.mode else "",
        funding=FUNDING_LABELS[FundingKind(row.funding_kind)] if row.funding_kind else "",
        offers=offers(actor, row),
        links=links_for(actor, row),
        oversees=PERMISSIONS.holds(actor, Permission.OVERSEE),
    )


def offers(actor: Actor, challenge: Challenge) -> list[Offer]:
    """The steps ``actor`` may take now, in the workflow's order."""
    found = []
    for step in CHALLENGE.available(actor, challenge):
        if not walks(challenge.profile, step.action) or not _reaches(actor, challenge, step.permission):
            continue
        endpoint = ACT_PAGES.get(step.action) or (f"challenges.act_{step.action}" if step.action in PLAIN_ACTS else "")
        if endpoint:
            missing = [words for words, holds in checks(db.session, challenge, step.action) if not holds]
            href = url_for(endpoint, challenge_id=challenge.id)
            found.append(Offer(step.label, step.tone, href, missing))
    return found


def _reaches(actor: Actor, challenge: Challenge, permission: object) -> bool:
    """Acts of the city are for those whose rights reach the whole of it."""
    return permission is not Permission.DECIDE or actor.covers(challenge.city_code)
