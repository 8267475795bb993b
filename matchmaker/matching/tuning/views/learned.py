"""What officers' decisions have taught, for officers to read."""

from __future__ import annotations

from flask import render_template

from matchmaker.matching.tuning import queries, words
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission
from matchmaker.matching.tuning.views.blueprint import blueprint
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require


@blueprint.get("/suggestions/learned")
@require(GET=needs(Permission.READ_LEARNED, PERMISSIONS))
def learned() -> str:
    """Which words count more or less by now, and by how many decisions."""
    row = queries.live(db.session)
    return render_template("matching/learned.html", row=row, lines=words.learned_lines(row), words=words)
