"""A tag says nothing without the secret, and never two things."""

from __future__ import annotations

from itertools import product

from matchmaker.challenges.sealing import tags


def test_every_act_kind_and_empty_envelope_has_a_tag_of_its_own() -> None:
    one, other = b"a" * 32, b"b" * 32
    found = [
        made
        for secret, challenge, place, number in product((one, other), (1, 11), (1, 11), (1, 2))
        for made in (
            tags.of_act(secret, challenge, place, number),
            tags.of_kind(secret, challenge, place, number, "bid"),
            tags.of_kind(secret, challenge, place, number, "withdrawal"),
        )
    ]
    found += [tags.of_empty(secret, challenge, 1) for secret, challenge in product((one, other), (1, 11))]
    assert len(set(found)) == len(found)
    assert {len(tag) for tag in found} == {64}


def test_the_same_act_has_the_same_tag() -> None:
    assert tags.of_act(b"a" * 32, 1, 2, 3) == tags.of_act(b"a" * 32, 1, 2, 3)
