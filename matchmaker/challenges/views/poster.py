"""A poster of a challenge for walls and messages, with a code that leads to its public page."""

from __future__ import annotations

from io import BytesIO

import segno
from flask import Response, render_template, url_for
from flask_babel import gettext as _

from matchmaker.challenges.models import ChallengeState
from matchmaker.challenges.posted_text import LABELS, told
from matchmaker.challenges.queries.public import Posted, get_posted, versions_of
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.challenges.views.deployment import deployment
from matchmaker.core.errors import NotFound
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require

FACTS = ("reward", "mode", "months")
# A quarter of the code may be soiled or torn; the white edge is the four modules the standard asks for.
CORRECTION, EDGE, SCALE = "q", 4, 8


@blueprint.get("/challenges/<id:challenge_id>/poster")
@require(GET=public())
def poster(challenge_id: int) -> str:
    """One side of A4."""
    found = _load(challenge_id)
    content = versions_of(db.session, challenge_id)[0].content
    return render_template(
        "challenges/poster.html",
        found=found,
        challenge=found.challenge,
        content=content,
        facts=[(_(LABELS[name]), told(name, content)) for name in FACTS if content[name]],
        is_open=found.challenge.state in {ChallengeState.POSTED, ChallengeState.RECEIVING},
        address=_address(challenge_id),
    )


@blueprint.get("/challenges/<id:challenge_id>/qr.svg")
@require(GET=public())
def qr(challenge_id: int) -> Response:
    """The code alone, to be put into other papers."""
    _load(challenge_id)
    drawn = BytesIO()
    code = segno.make_qr(_address(challenge_id), error=CORRECTION)
    code.save(drawn, kind="svg", scale=SCALE, border=EDGE, light="#fff", svgclass=None, lineclass=None)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _load(challenge_id: int) -> Posted:
    found = get_posted(db.session, challenge_id)
    if found is None:
        raise NotFound
    return found


def _address(challenge_id: int) -> str:
    return deployment().base_url + url_for("challenges.challenge", challenge_id=challenge_id)
