"""Document and files come back whole, and the size tells little."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.sealing import container
from matchmaker.challenges.sealing.stream import SealingWriter, Tampered, new_key, unseal


class Plain:
    """A writer that only keeps."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.size = 0

    def write(self, data: bytes) -> None:
        self.kept += data
        self.size += len(data)


@given(
    st.dictionaries(st.text(max_size=9), st.text(max_size=99), max_size=4),
    st.lists(st.tuples(st.text(min_size=1, max_size=20), st.lists(st.binary(max_size=300), max_size=4)), max_size=3),
    st.integers(1, 70_000),
)
def test_what_was_packed_is_unpacked(document: dict[str, str], files: list[tuple[str, list[bytes]]], step: int) -> None:
    writer = Plain()
    container.write(writer, document, files)
    kept = bytes(writer.kept)
    pieces = [kept[place : place + step] for place in range(0, len(kept), step)]
    assert container.document_of(pieces) == (document, [name for name, _content in files])
    for number, (_name, content) in enumerate(files):
        assert b"".join(container.file_of(pieces, number)) == b"".join(content)
    assert not list(container.file_of(pieces, len(files)))


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_bids_of_all_usual_sizes_are_one_size(one: int, other: int) -> None:
    sizes = set()
    for length in (one, other):
        writer = Plain()
        container.write(writer, {"plan": "x" * length}, [("plan.pdf", [bytes(length)])])
        sizes.add(writer.size)
    assert sizes == {container.SMALLEST}


@given(st.integers(1, container.LARGEST))
def test_sizes_are_powers_of_two_and_waste_at_most_the_half(size: int) -> None:
    padded = container.padded(size)
    assert padded >= size
    assert padded & (padded - 1) == 0
    assert padded == container.SMALLEST or padded < 2 * size


def test_more_than_an_envelope_holds_is_refused() -> None:
    piece = bytes(1024 * 1024)
    with pytest.raises(container.TooLarge):
        container.write(Plain(), {}, [("big.bin", (piece for _number in range(65)))])


def test_a_run_that_breaks_off_or_is_none_is_refused() -> None:
    writer = Plain()
    container.write(writer, {"a": "b"})
    with pytest.raises(Tampered):
        list(container.frames([bytes(writer.kept[:8])]))
    with pytest.raises(Tampered):
        list(container.frames([b"?" + bytes(300)]))


def test_damage_in_the_padding_is_noticed_too() -> None:
    sink, key = BytesIO(), new_key()
    writer = SealingWriter(sink, key)
    container.write(writer, {"a": "b"})
    writer.finish()
    damaged = bytearray(sink.getvalue())
    damaged[-1] ^= 1
    with pytest.raises(Tampered):
        container.document_of(unseal(BytesIO(bytes(damaged)), key))
