"""A sealed stream gives back what went in, or nothing."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.sealing.stream import PIECE, TAG, SealingWriter, Tampered, new_key, unseal

LENGTHS = st.one_of(st.integers(0, 40), st.integers(PIECE - 2, PIECE + 2), st.integers(2 * PIECE - 2, 2 * PIECE + 2))


def sealed(parts: list[bytes], key: bytes) -> tuple[bytes, SealingWriter]:
    sink = BytesIO()
    writer = SealingWriter(sink, key)
    for part in parts:
        writer.write(part)
    writer.finish()
    return sink.getvalue(), writer


def opened(ciphertext: bytes, key: bytes) -> bytes:
    return b"".join(unseal(BytesIO(ciphertext), key))


@given(st.lists(LENGTHS, max_size=4))
def test_what_went_in_comes_out_whatever_the_pieces(lengths: list[int]) -> None:
    key, parts = new_key(), [bytes([number % 251]) * length for number, length in enumerate(lengths, 1)]
    ciphertext, writer = sealed(parts, key)
    assert opened(ciphertext, key) == b"".join(parts)
    assert writer.size == sum(lengths)
    assert writer.digest == hashlib.sha256(ciphertext).hexdigest()


@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    key = new_key()
    ciphertext, _writer = sealed([b"x" * (PIECE + 10)], key)
    place = data.draw(st.integers(0, len(ciphertext) - 1))
    changed = bytearray(ciphertext)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Tampered):
        opened(bytes(changed), key)


def test_pieces_cannot_be_cut_off_swapped_repeated_or_mixed() -> None:
    key = new_key()
    step = PIECE + TAG
    ciphertext, _writer = sealed([b"a" * PIECE, b"b" * PIECE, b"c" * 5], key)
    first, second, last = ciphertext[:step], ciphertext[step : 2 * step], ciphertext[2 * step :]
    for wrong in (first, first + second, second + first + last, first + first + second + last, first + last, b""):
        with pytest.raises(Tampered):
            opened(wrong, key)
    with pytest.raises(Tampered):
        opened(ciphertext, new_key())


def test_nothing_of_the_text_shows() -> None:
    ciphertext, _writer = sealed([b"canary" * 1000], new_key())
    assert b"canary" not in ciphertext
