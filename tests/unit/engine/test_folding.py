import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.folding import fold_texts
from matchmaker.engine.text import normalise, word_runs

ODD = ["ΑΣ", "ΑΣΑ", "㎏", "５㎞²", "ﷺ", "か\u3099", "ｶﾞ", "\u1112\u1161\u11ab"]
ODD += ["沈思", "瞭解", "İ", "\ud800锂", "a\u200b㎎"]


def folded(texts: list[str]) -> list[str]:
    points, ends = fold_texts(texts)
    starts = [0, *ends.tolist()[:-1]] if texts else []
    return [
        " ".join(points[start:end].astype("<u4").tobytes().decode("utf-32-le").split())
        for start, end in zip(starts, ends.tolist(), strict=True)
    ]


def slowly(texts: list[str]) -> list[str]:
    return [word_runs(normalise(text)) for text in texts]


@given(st.lists(st.text(max_size=20), max_size=5))
def test_folding_is_normalising(texts: list[str]) -> None:
    assert folded(texts) == slowly(texts)


def test_characters_whose_neighbours_decide_are_read_slowly() -> None:
    assert folded(ODD) == slowly(ODD)


def test_every_character_folds_as_it_normalises() -> None:
    assigned = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) not in {"Cn", "Co", "Cs"}]
    texts = ["锂".join(assigned[i : i + 40]) for i in range(0, len(assigned), 40)]
    assert folded(texts) == slowly(texts)


def test_nothing_folds_to_nothing() -> None:
    assert folded([]) == []
    assert folded(["", "……"]) == ["", ""]
