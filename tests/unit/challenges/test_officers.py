"""Any two officers open; one, or a wrong word, does not."""

from __future__ import annotations

from itertools import combinations

import pytest

from matchmaker.challenges.sealing.officers import Cost, WrongPassphrase, make, unlock
from tests.unit.challenges.ceremony import CHEAP, PASSPHRASES

KEYS = make(7, PASSPHRASES, CHEAP)


def words(*officers: int) -> dict[int, str]:
    return {officer: PASSPHRASES[officer] for officer in officers}


def test_every_pair_and_all_together_get_the_same_key() -> None:
    found = {unlock(KEYS.document, words(*pair)) for pair in combinations(PASSPHRASES, 2)}
    found.add(unlock(KEYS.document, PASSPHRASES))
    assert len(found) == 1


@pytest.mark.parametrize("given", [{}, words(11), {11: "x", 99: "y"}])
def test_one_officer_or_a_stranger_opens_nothing(given: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="two officers"):
        unlock(KEYS.document, given)


def test_a_wrong_passphrase_names_its_officer() -> None:
    with pytest.raises(WrongPassphrase) as caught:
        unlock(KEYS.document, {11: PASSPHRASES[11], 12: PASSPHRASES[11]})
    assert caught.value.officers == [12]


def test_a_share_moved_to_another_officer_or_challenge_does_not_open() -> None:
    shares = KEYS.document["shares"]
    swapped = {**KEYS.document, "shares": [{**shares[0], "wrapped": shares[1]["wrapped"]}, *shares[1:]]}
    with pytest.raises(WrongPassphrase):
        unlock(swapped, words(11, 12))
    with pytest.raises(WrongPassphrase):
        unlock({**KEYS.document, "challenge": 8}, words(11, 12))


def test_a_share_of_another_making_is_noticed() -> None:
    other = make(7, PASSPHRASES, CHEAP)
    mixed = {**KEYS.document, "shares": [*KEYS.document["shares"][:1], *other.document["shares"][1:]]}
    with pytest.raises(ValueError, match="passphrase"):
        unlock(mixed, words(11, 12))


def test_two_officers_are_too_few() -> None:
    with pytest.raises(ValueError, match="three"):
        make(7, words(11, 12), CHEAP)


def test_neither_the_secret_nor_a_passphrase_is_in_the_document() -> None:
    private = unlock(KEYS.document, words(11, 12))
    text = repr(KEYS.document)
    assert private.hex() not in text
    assert not any(word in text for word in PASSPHRASES.values())
    assert KEYS.document["public_key"] == KEYS.public.hex()


def test_deriving_a_key_is_dear_unless_a_test_asks_otherwise() -> None:
    assert Cost().memory * Cost().passes >= 3 * 64 * 1024
