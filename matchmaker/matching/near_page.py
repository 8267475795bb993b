"""The part of a need's suggestions page that helps when nothing strong was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app

from matchmaker.catalog import quality
from matchmaker.catalog.contents import contents
from matchmaker.catalog.models import Need, NeedState, RecordKind
from matchmaker.catalog.views.advice import advised
from matchmaker.config import Settings
from matchmaker.matching.keeper import keeper_for
from matchmaker.matching.models import Level, Suggestion
from matchmaker.matching.near_miss_words import cards
from matchmaker.matching.near_misses import near_misses
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db

SETTINGS_KEY = "matchmaker_settings"


def section(need: Need, proposed: Sequence[Suggestion]) -> dict[str, Any] | None:
    """What ``matching/_near_misses.html`` shows; None where a strong suggestion stands or nobody looks any more."""
    if need.state != NeedState.PUBLISHED or any(row.level == Level.STRONG for row in proposed):
        return None
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    found = near_misses(db.session, keeper_for(settings), need, current_actor())
    return {
        "cards": cards(need, found.listed, {row.achievement_id: row for row in proposed}),
        "unused": found.unused,
        "missing": advised(quality.score(RecordKind.NEED, contents(need)), None),
    }
