"""Drafts belong to their team, and say nothing to the database."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services.draft_bid import discard_draft, draft_of, keep_draft, open_draft, seal_draft
from matchmaker.core.errors import Conflict, Invalid, NotFound
from tests.unit.challenges.stage import Way

WORDS = "our team's words"


def test_a_draft_is_kept_reopened_replaced_and_discarded(way: Way) -> None:
    way.receiving()
    unit, actor = way.teams[0].id, way.actor(way.members[0])
    with pytest.raises(Invalid):
        seal_draft(way.challenge_id, unit, {}, "short")
    for plan in ("第一稿", "第二稿"):
        way.do(keep_draft, Challenge, unit, seal_draft(way.challenge_id, unit, {"plan": plan}, WORDS), actor=actor)
    row = draft_of(way.session, way.challenge_id, unit)
    assert row is not None
    assert open_draft(row, WORDS) == {"plan": "第二稿"}
    assert "第二稿".encode() not in row.content
    with pytest.raises(Invalid):
        open_draft(row, "other team's words")
    with pytest.raises(NotFound):
        way.do(keep_draft, Challenge, unit, b"", actor=way.actor(way.members[1]))
    way.do(discard_draft, way.challenge_id, unit, actor=actor)
    assert draft_of(way.session, way.challenge_id, unit) is None
    way.close()
    with pytest.raises(Conflict):
        way.do(keep_draft, Challenge, unit, b"", actor=actor)
