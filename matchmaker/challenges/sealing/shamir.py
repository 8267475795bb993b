"""Shamir's sharing of a secret: any ``threshold`` of the shares give it, fewer give nothing.

The secret is the value at 0 of a random polynomial over the integers modulo
the Mersenne prime 2**521 - 1; a share is the value at another place.
A. Shamir, How to Share a Secret, CACM 22 (1979).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

PRIME = 2**521 - 1
LONGEST = 64
SHARE_BYTES = 66


@dataclass(frozen=True, slots=True)
class Share:
    """The polynomial's value ``y`` at place ``x`` (from 1)."""

    x: int
    y: int


def split(secret: bytes, *, threshold: int, count: int) -> list[Share]:
    """``count`` shares of ``secret`` (at most 64 bytes).

    Raises ValueError unless 2 ≤ threshold ≤ count ≤ 255 and the secret fits.
    """
    if not 2 <= threshold <= count <= 255:  # noqa: PLR2004 - one byte numbers a share
        raise ValueError("a threshold lies between two and the number of shares")
    if len(secret) > LONGEST:
        raise ValueError("the secret does not fit the field")
    polynomial = [int.from_bytes(secret), *(secrets.randbelow(PRIME) for _ in range(threshold - 1))]
    return [Share(x, _value(polynomial, x)) for x in range(1, count + 1)]


def combine(shares: Sequence[Share], *, length: int) -> bytes:
    """The secret of ``length`` bytes behind ``shares``.

    With too few shares, or with one that is wrong, the outcome is another
    number: ValueError where that cannot be a secret of this length, bytes
    that mean nothing otherwise. So check what comes out.
    """
    if len({share.x for share in shares}) != len(shares):
        raise ValueError("a share was given twice")
    total = sum(share.y * _weight(share, shares) for share in shares) % PRIME
    try:
        return total.to_bytes(length)
    except OverflowError as error:
        raise ValueError("these shares hold no such secret") from error


def _value(polynomial: Sequence[int], x: int) -> int:
    result = 0
    for coefficient in reversed(polynomial):
        result = (result * x + coefficient) % PRIME
    return result


def _weight(share: Share, shares: Sequence[Share]) -> int:
    """Lagrange's coefficient of ``share`` at 0."""
    above, below = 1, 1
    for other in shares:
        if other.x != share.x:
            above = above * other.x % PRIME
            below = below * (other.x - share.x) % PRIME
    return above * pow(below, -1, PRIME) % PRIME
