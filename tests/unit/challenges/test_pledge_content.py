"""The text of a contract: its money sums to the 分, its hash follows every word."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.bid_content import Stage
from matchmaker.challenges.models import Party, Profile
from matchmaker.challenges.pledge_content import hash_of, milestones_of, parties_of

DAY = date(2027, 1, 31)
SHARES = st.lists(st.integers(1, 60), min_size=1, max_size=6).map(
    lambda parts: [*parts, 100 - sum(parts)] if sum(parts) < 100 else [100]
)


@given(st.integers(1, 10**14), SHARES)
def test_milestones_make_up_the_amount_to_the_fen(amount: int, shares: list[int]) -> None:
    made = milestones_of(amount, [Stage("节点", DAY, share) for share in shares])
    assert sum(each.amount for each in made) == amount
    assert all(each.amount >= 0 for each in made)
    for each in made[:-1]:
        assert each.amount * 100 <= amount * each.share < (each.amount + 1) * 100


@given(st.text(min_size=1), st.text(min_size=1))
def test_another_word_is_another_hash(one: str, other: str) -> None:
    assert (hash_of({"rewards": one}) == hash_of({"rewards": other})) is (one == other)


def test_the_bureau_is_a_party_unless_a_firm_pays_alone() -> None:
    assert parties_of(Profile.GOVERNMENT) == parties_of(Profile.UNIVERSITY) == tuple(Party)
    assert Party.BUREAU not in parties_of(Profile.ENTERPRISE)
