"""What was posted, version by version: each as it was, beside the one before."""

from __future__ import annotations

from itertools import pairwise

from flask import render_template
from flask_babel import gettext as _

from matchmaker.challenges.models import Challenge, ChallengeVersion
from matchmaker.challenges.posted_text import LABELS, differences, told
from matchmaker.challenges.queries.public import get_posted, versions_of
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.core.errors import NotFound
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require


@blueprint.get("/challenges/<id:challenge_id>/versions")
@require(GET=public())
def versions(challenge_id: int) -> str:
    """All versions, the newest first, each with what it changed."""
    row, found = _load(challenge_id)
    changes = {each.number: differences(older.content, each.content) for each, older in pairwise(found)}
    return render_template("challenges/versions.html", challenge=row, versions=found, changes=changes)


@blueprint.get("/challenges/<id:challenge_id>/versions/<id:number>")
@require(GET=public())
def version(challenge_id: int, number: int) -> str:
    """One version, whole."""
    row, found = _load(challenge_id)
    shown = next((each for each in found if each.number == number), None)
    if shown is None:
        raise NotFound
    facts = [(_(label), told(name, shown.content)) for name, label in LABELS.items()]
    return render_template("challenges/version.html", challenge=row, version=shown, facts=facts, newest=found[0].number)


def _load(challenge_id: int) -> tuple[Challenge, list[ChallengeVersion]]:
    found = get_posted(db.session, challenge_id)
    if found is None:
        raise NotFound
    return found.challenge, versions_of(db.session, challenge_id)
