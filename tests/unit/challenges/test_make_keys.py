"""Keys are made by three people before the posting, once."""

from __future__ import annotations

import pytest

from matchmaker.challenges.services.make_keys import adopt_key, check_passphrases
from matchmaker.core.errors import Conflict, Forbidden, Invalid
from tests.factories.base import MAKER
from tests.unit.challenges.stage import Way

GOOD = {1: "a long passphrase", 2: "another passphrase", 3: "the third passphrase"}


@pytest.mark.parametrize("words", [{1: GOOD[1], 2: GOOD[2]}, {**GOOD, 3: "short"}, {**GOOD, 3: GOOD[1]}])
def test_few_people_and_weak_words_are_refused(words: dict[int, str]) -> None:
    check_passphrases(GOOD)
    with pytest.raises(Invalid):
        check_passphrases(words)


def test_a_key_is_adopted_once_by_the_operators_host_for_people_who_are_there(way: Way) -> None:
    way.approved()
    people = [holder.id for holder in way.holders]
    with pytest.raises(Forbidden):
        way.do(adopt_key, way.challenge_id, officers=people, public_key=bytes(32), actor=way.actor(way.officer))
    for other in (9999, way.members[0].id):
        with pytest.raises(Invalid):
            way.do(adopt_key, way.challenge_id, officers=[*people[:2], other], public_key=bytes(32), actor=MAKER)
    way.make_keys()
    with pytest.raises(Conflict):
        way.make_keys()
