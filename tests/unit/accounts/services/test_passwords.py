"""Judging and hashing passwords."""

import pytest

from matchmaker.accounts.policies import PASSWORD_MAXIMUM
from matchmaker.accounts.services.create_user import UNUSABLE
from matchmaker.accounts.services.passwords import _DECOY, _hasher, hash_password, verify_password, weakness


def test_only_the_right_password_fits() -> None:
    stored = hash_password("harbour lantern 27")
    assert stored.startswith("$argon2id$")
    assert verify_password(stored, "harbour lantern 27")
    assert not verify_password(stored, "harbour lantern 28")


@pytest.mark.parametrize("stored", [None, UNUSABLE, ""])
def test_nothing_fits_an_account_without_a_password(stored: str | None) -> None:
    assert not verify_password(stored, "no account has this password")


def test_an_unknown_name_costs_as_much_as_a_known_one() -> None:
    assert not _hasher.check_needs_rehash(_DECOY)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "至少"),
        ("x" * (PASSWORD_MAXIMUM + 1), "最多"),
        ("my-wen-password", "登录名"),
        ("ababababab", "过于简单"),
        ("harbour lantern", None),
    ],
)
def test_weak_ones_are_named(password: str, said: str | None) -> None:
    found = weakness(password, "wen")
    assert (said in found) if said and found else found is said
