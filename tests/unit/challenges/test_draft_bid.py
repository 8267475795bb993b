"""Drafts belong to their team, and say nothing to the database."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services.draft_bid import (
    discard_draft,
    draft_of,
    forget_drafts,
    keep_draft,
    open_draft,
    seal_draft,
)
from matchmaker.challenges.services.stop import close_unfilled
from matchmaker.core.errors import Conflict, Invalid, NotFound
from tests.unit.challenges.stage import Way

WORDS = "our team's words"


def test_a_draft_is_kept_reopened_replaced_and_discarded(way: Way) -> None:
    way.receiving()
    unit, keys = way.teams[0].id, way.keys
    given: dict[str, Any] = {"organization_id": unit, "keys": keys, "actor": way.actor(way.members[0])}
    other = {**given, "actor": way.actor(way.members[1])}
    with pytest.raises(Invalid):
        seal_draft(way.challenge_id, unit, {}, "short")
    for plan in ("第一稿", "第二稿"):
        content = seal_draft(way.challenge_id, unit, {"plan": plan}, WORDS)
        way.do(keep_draft, Challenge, content, **given)
    row = draft_of(way.session, way.challenge_id, unit, keys=keys)
    assert row is not None
    assert open_draft(row, unit, WORDS) == {"plan": "第二稿"}
    assert "第二稿".encode() not in row.content
    with pytest.raises(Invalid):
        open_draft(row, unit, "other team's words")
    with pytest.raises(NotFound):
        way.do(keep_draft, Challenge, b"", **other)
    way.do(discard_draft, way.challenge_id, **given)
    assert draft_of(way.session, way.challenge_id, unit, keys=keys) is None
    way.do(keep_draft, Challenge, b"kept", **given)
    way.close()
    way.do(forget_drafts)
    assert draft_of(way.session, way.challenge_id, unit, keys=keys) is not None
    way.authorize(0, 1)
    way.open()
    way.do(forget_drafts)
    assert draft_of(way.session, way.challenge_id, unit, keys=keys) is not None, "posted again, it may still serve"
    way.do(close_unfilled, Challenge, reason="不再张榜。", actor=way.actor(way.county))
    way.do(forget_drafts)
    assert draft_of(way.session, way.challenge_id, unit, keys=keys) is None
    with pytest.raises(Conflict):
        way.do(keep_draft, Challenge, b"", **given)
