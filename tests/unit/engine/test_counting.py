from collections import Counter as Bag

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.counting import Counter
from matchmaker.engine.vocabulary import term_codes


@given(st.lists(st.lists(st.text(max_size=20), max_size=3), max_size=3))
def test_counting_in_blocks_is_counting_each_text(blocks: list[list[str]]) -> None:
    counter = Counter()
    for block in blocks:
        grams = counter.read(block)
        start = 0
        for text, end in zip(block, grams.ends.tolist(), strict=True):
            codes = counter.codes[grams.terms[start:end]].tolist()
            assert dict(zip(codes, grams.counts[start:end].tolist(), strict=True)) == Bag(term_codes(text).tolist())
            start = end
    texts = [text for block in blocks for text in block]
    wanted = Bag(code for text in texts for code in set(term_codes(text).tolist()))
    assert dict(zip(counter.codes.tolist(), counter.frequencies.tolist(), strict=True)) == wanted


def test_a_long_run_takes_several_postings() -> None:
    counter = Counter()
    grams = counter.read(["锂 " * 600, "锂"])
    assert grams.counts.tolist() == [255, 255, 90, 1]
    assert (counter.frequencies.tolist(), counter.postings.tolist()) == ([2], [4])


def test_the_tables_grow() -> None:
    counter = Counter()
    for start in range(0x4E00, 0x8E00, 0x1000):
        counter.read(["".join(chr(point) for point in range(start, start + 0x1000))])
    again = counter.read(["".join(chr(point) for point in range(0x4E00, 0x4E10))])
    assert len(set(counter.codes.tolist())) == len(counter.codes)
    assert len(again.terms) == 16 + 15
