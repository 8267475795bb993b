import numpy as np

from matchmaker.engine import kernel_text


def test_a_table_folds_to_one_to_several_or_to_none() -> None:
    table = np.arange(128, dtype=np.uint32)
    table[ord("K")] = kernel_text.LIST
    table[ord("!")] = kernel_text.SLOW
    pieces = np.array([2, ord("k"), ord("g")], dtype=np.uint32)
    points = np.array([ord(each) for each in "aK\n\nb!\n\u9502\n"], dtype=np.uint32)
    folded, ends, slow = np.zeros(20, np.uint32), np.zeros(4, np.int64), np.zeros(4, np.bool_)
    kernel_text.fold(points, table, pieces, folded, ends, slow)
    assert "".join(map(chr, folded[: ends[0]])) == "akg"
    assert ends[1] == ends[0]
    assert slow.tolist() == [False, False, True, True]


def test_codes_keep_their_ids_in_a_larger_table() -> None:
    small, large = np.zeros((8, 2), np.int64), np.zeros((16, 2), np.int64)
    small[1], small[4] = (77, 3), (99, 5)
    kernel_text.rehash(small, large)
    assert {tuple(line) for line in large.tolist() if line[0]} == {(77, 3), (99, 5)}
