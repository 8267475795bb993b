"""Two shares give the secret, one gives nothing."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.sealing.shamir import PRIME, Share, combine, split

SECRETS = st.binary(min_size=1, max_size=64)


@given(SECRETS, st.integers(2, 5), st.integers(0, 4))
def test_any_threshold_of_shares_gives_the_secret(secret: bytes, threshold: int, more: int) -> None:
    shares = split(secret, threshold=threshold, count=threshold + more)
    for chosen in combinations(reversed(shares), threshold):
        assert combine(chosen, length=len(secret)) == secret
    assert combine(shares, length=len(secret)) == secret


@given(SECRETS, st.integers(0, 2**512 - 1))
def test_one_share_fits_every_secret(secret: bytes, other: int) -> None:
    """For any other secret there is a line through it and the share, so a share excludes nothing."""
    share = split(secret, threshold=2, count=3)[0]
    slope = (share.y - other) * pow(share.x, -1, PRIME) % PRIME
    second = Share(2, (other + slope * 2) % PRIME)
    assert combine([share, second], length=64) == other.to_bytes(64)


@given(st.binary(min_size=32, max_size=32), st.integers(1, PRIME - 1))
def test_a_wrong_share_does_not_give_the_secret(secret: bytes, change: int) -> None:
    first, second, _third = split(secret, threshold=2, count=3)
    wrong = Share(second.x, (second.y + change) % PRIME)
    with suppress(ValueError):
        assert combine([first, wrong], length=32) != secret


def test_sharing_the_same_secret_twice_gives_other_shares() -> None:
    assert split(b"secret", threshold=2, count=3) != split(b"secret", threshold=2, count=3)


@pytest.mark.parametrize(("threshold", "count"), [(1, 3), (3, 2), (2, 256)])
def test_impossible_numbers_are_refused(threshold: int, count: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        split(b"secret", threshold=threshold, count=count)


def test_a_secret_too_long_is_refused_and_a_share_counts_once() -> None:
    with pytest.raises(ValueError, match="fit"):
        split(bytes(65), threshold=2, count=3)
    share = split(b"secret", threshold=2, count=3)[0]
    with pytest.raises(ValueError, match="twice"):
        combine([share, share], length=6)
