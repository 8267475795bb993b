"""A receipt is proven by anyone, with nothing but itself."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.sealing.receipts import canonical, entry_hash, fingerprint, is_genuine, sign

KEY = Ed25519PrivateKey.generate()
STATEMENT = {"challenge": 3, "act": "bid", "received_at": "2026-05-01T08:00:00+00:00", "title": "低温固化"}


@given(st.dictionaries(st.text(max_size=9), st.one_of(st.text(max_size=9), st.integers()), max_size=4))
def test_a_receipt_that_travelled_as_a_file_is_still_genuine(statement: dict[str, Any]) -> None:
    received = json.loads(json.dumps(sign(statement, KEY), ensure_ascii=True))
    assert is_genuine(received)
    assert is_genuine(received, KEY.public_key())


@pytest.mark.parametrize("name", STATEMENT)
def test_any_changed_part_is_noticed(name: str) -> None:
    receipt = sign(STATEMENT, KEY)
    receipt["statement"][name] = "changed"
    assert not is_genuine(receipt)


def test_a_receipt_of_another_house_is_not_ours() -> None:
    receipt = sign(STATEMENT, Ed25519PrivateKey.generate())
    assert is_genuine(receipt)
    assert not is_genuine(receipt, KEY.public_key())


@pytest.mark.parametrize("broken", [{}, {"statement": {}, "signature": "zz", "public_key": "00"}, {"statement": 1}])
def test_what_is_no_receipt_is_not_genuine(broken: dict[str, Any]) -> None:
    assert not is_genuine(broken)


def test_the_entry_hash_needs_its_salt_and_canonical_order() -> None:
    assert entry_hash("a", {"x": 1, "y": 2}) == entry_hash("a", {"y": 2, "x": 1})
    assert entry_hash("a", {"x": 1}) != entry_hash("b", {"x": 1})
    assert entry_hash("a", {"x": 1}) == hashlib.sha256(b"a" + canonical({"x": 1})).hexdigest()
    public = sign(STATEMENT, KEY)["public_key"]
    assert len(fingerprint(public)) == 64
