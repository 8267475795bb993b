"""The public page of a posted challenge, and the wish to be told of its changes."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.challenges.cards import shortened, state_badge
from matchmaker.challenges.deadlines import left
from matchmaker.challenges.models import ENDED, Challenge, ChallengeState, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.posted_text import LABELS, SECTIONS, extensions, told
from matchmaker.challenges.profiles import PROFILES
from matchmaker.challenges.queries.public import Posted, get_posted, questions_of, versions_of
from matchmaker.challenges.services.intend import drop_intention, register_intention
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.challenges.views.deployment import deployment
from matchmaker.core.authz import Actor
from matchmaker.core.errors import NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import public, require, signed_in

OPEN_STATES = frozenset({ChallengeState.POSTED, ChallengeState.RECEIVING})
FACTS = ("reward", "funding_kind", "mode", "race_reason", "months", "ownership", "profile")
BID, ASK = "challenges.bid", "challenges.ask"


@blueprint.get("/challenges/<id:challenge_id>")
@require(GET=public())
def challenge(challenge_id: int) -> str | Response:
    """One challenge as it is posted now. Before it was posted it looks missing to all but those who work on it."""
    actor = current_actor()
    found = get_posted(db.session, challenge_id, actor.user_id)
    if found is None:
        return _unposted(challenge_id, actor)
    row, versions = found.challenge, versions_of(db.session, challenge_id)
    content = versions[0].content
    return render_template(
        "challenges/challenge.html",
        found=found,
        challenge=row,
        content=content,
        sections=[(name, _(label), content[name]) for name, label in SECTIONS.items() if content[name]],
        facts=[(_(LABELS[name]), told(name, content)) for name in FACTS],
        rule=PROFILES[Profile(row.profile)],
        state=state_badge(row.state),
        left=left(row.closes_at) if row.state == ChallengeState.RECEIVING and row.closes_at else "",
        summary=shortened(content["goal"] or content["problem"]),
        address=f"{deployment().base_url}{request.path}",
        versions=versions,
        extensions=extensions(versions),
        questions=questions_of(db.session, challenge_id),
        **_offers(found, actor),
    )


def _unposted(challenge_id: int, actor: Actor) -> Response:
    row = db.session.get(Challenge, challenge_id)
    if row is None or not PERMISSIONS.allows(actor, Permission.READ, row):
        raise NotFound
    return redirect(url_for("challenges.case", challenge_id=challenge_id))


def _offers(found: Posted, actor: Actor) -> dict[str, Any]:
    """What this visitor may do from here."""
    row = found.challenge
    own = row.organization_id in actor.organization_ids
    is_open, is_receiving = row.state in OPEN_STATES, row.state == ChallengeState.RECEIVING
    return {
        "is_open": is_open,
        "bid_href": _way_to(BID, Permission.BID_SUBMIT, row, actor) if is_receiving and not own else "",
        "ask_href": _way_to(ASK, Permission.ASK, row, actor) if is_open and not own else "",
        "may_answer": PERMISSIONS.allows(actor, Permission.PREPARE, row),
        "may_read_case": PERMISSIONS.allows(actor, Permission.READ, row),
        "may_follow": row.state not in ENDED and not own,
    }


def _way_to(endpoint: str, permission: Permission, row: Challenge, actor: Actor) -> str:
    """A page for who holds ``permission``, through the sign-in for visitors; "" where the site has no such page."""
    if endpoint not in current_app.view_functions:
        return ""
    href = url_for(endpoint, challenge_id=row.id)
    if not actor.is_signed_in:
        return url_for("accounts.sign_in", next=href)
    return href if PERMISSIONS.holds(actor, permission) else ""


@blueprint.post("/challenges/<id:challenge_id>/intention")
@require(POST=signed_in())
def intention(challenge_id: int) -> Response:
    """Be told of changes from now on (``wanted`` = 1), or no more."""
    if (answered := replayed()) is not None:
        return answered
    actor, wanted = current_actor(), request.form.get("wanted") == "1"
    if get_posted(db.session, challenge_id, actor.user_id) is None:
        raise NotFound

    def once(session: Session) -> str:
        row = session.get_one(Challenge, challenge_id)
        (register_intention if wanted else drop_intention)(session, row, actor=actor)
        return url_for("challenges.challenge", challenge_id=challenge_id, _anchor="intention")

    response = perform(once)
    flash(_("已登记，榜题有变化会告诉您。") if wanted else _("已取消登记。"), "success")
    return response
