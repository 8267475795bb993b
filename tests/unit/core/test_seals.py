"""A sealed file tells of every byte that changes."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core.seals import is_genuine, seal

KEY = Ed25519PrivateKey.generate()
SEALED = seal("定价决策卷宗\n".encode() * 20, KEY)


def test_what_was_sealed_is_genuine_under_this_key_only() -> None:
    assert is_genuine(SEALED, KEY.public_key())
    assert not is_genuine(SEALED, Ed25519PrivateKey.generate().public_key())


def test_the_document_comes_first_and_untouched() -> None:
    assert seal(b"%PDF-1.7 ...%%EOF", KEY).startswith(b"%PDF-1.7 ...%%EOF\n%SEAL-ED25519 ")


def test_any_changed_byte_is_found() -> None:
    for place in range(len(SEALED)):
        for other in (SEALED[place] ^ 1, SEALED[place] ^ 32, 0):
            if other != SEALED[place]:
                assert not is_genuine(SEALED[:place] + bytes([other]) + SEALED[place + 1 :], KEY.public_key()), place


def test_nothing_may_be_added_or_cut_off() -> None:
    for changed in (SEALED + b"\n", SEALED[:-1], SEALED[1:], b" " + SEALED, SEALED[:-1] + b" \n"):
        assert not is_genuine(changed, KEY.public_key())


@given(st.binary(max_size=400))
def test_what_nobody_sealed_is_refused(content: bytes) -> None:
    assert not is_genuine(content, KEY.public_key())
