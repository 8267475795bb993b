"""A draft opens for its team's words only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.sealing import drafts
from matchmaker.challenges.sealing.officers import WrongPassphrase
from tests.unit.challenges.ceremony import CHEAP


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=999), max_size=3), st.text(min_size=1, max_size=30))
def test_a_draft_comes_back_and_all_small_ones_look_alike(document: dict[str, str], words: str) -> None:
    draft = drafts.seal(document, words, context="1|2", cost=CHEAP)
    assert drafts.unseal(draft, words, context="1|2") == document
    assert len(draft) == len(drafts.seal({}, words, context="1|2", cost=CHEAP))


def test_other_words_another_team_or_damage_open_nothing() -> None:
    draft = drafts.seal({"plan": "canary"}, "words", context="1|2", cost=CHEAP)
    assert b"canary" not in draft
    damaged = draft[:-1] + bytes([draft[-1] ^ 1])
    for content, words, context in ((draft, "other", "1|2"), (draft, "words", "1|3"), (damaged, "words", "1|2")):
        with pytest.raises(WrongPassphrase):
            drafts.unseal(content, words, context=context)
