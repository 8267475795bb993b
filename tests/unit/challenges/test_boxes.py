"""A box opens for its key and its purpose only, and all look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.sealing import boxes
from matchmaker.challenges.sealing.officers import make, unlock
from matchmaker.challenges.sealing.stream import Tampered
from tests.unit.challenges.ceremony import CHEAP, PASSPHRASES

KEYS = make(1, PASSPHRASES, CHEAP)
PRIVATE = unlock(KEYS.document, {11: PASSPHRASES[11], 12: PASSPHRASES[12]})


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=99), max_size=3))
def test_what_was_closed_is_opened_and_every_box_has_one_size(document: dict[str, str]) -> None:
    box = boxes.close(KEYS.public, document, context="a")
    assert boxes.open_box(PRIVATE, box, context="a") == document
    assert len(box) == len(boxes.close(KEYS.public, {}, context="a"))
    assert boxes.close(KEYS.public, document, context="a") != box


@given(st.integers(0, boxes.ROOM), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    box = bytearray(boxes.close(KEYS.public, {"a": 1}, context="a"))
    box[place] ^= change
    with pytest.raises(Tampered):
        boxes.open_box(PRIVATE, bytes(box), context="a")


def test_a_box_for_another_purpose_or_key_stays_closed() -> None:
    box = boxes.close(KEYS.public, {"a": 1}, context="challenge 1")
    other = make(1, PASSPHRASES, CHEAP)
    with pytest.raises(Tampered):
        boxes.open_box(PRIVATE, box, context="challenge 2")
    with pytest.raises(Tampered):
        boxes.open_box(unlock(other.document, {11: PASSPHRASES[11], 13: PASSPHRASES[13]}), box, context="challenge 1")


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="fit"):
        boxes.close(KEYS.public, {"a": "x" * boxes.ROOM}, context="a")
