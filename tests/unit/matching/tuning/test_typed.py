"""A lexicon as typed, pasted and exported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.tuning import typed
from matchmaker.matching.tuning.lexicon import Counts, Lexicon


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("刚玉、蓝宝石，红宝石;白玉；青玉", ["刚玉", "蓝宝石", "红宝石", "白玉", "青玉"]),
        ("刚玉 蓝宝石\u3000红宝石", ["刚玉", "蓝宝石", "红宝石"]),
        ("machine vision、机器视觉", ["machine vision", "机器视觉"]),
        ("machine vision、", ["machine vision"]),
        (" 、 ，", []),
    ],
)
def test_a_line_is_cut_at_its_separators(line: str, words: list[str]) -> None:
    assert typed.split(line) == words


def test_a_word_twice_in_one_text_counts_once() -> None:
    read = typed.read({"more": "刚玉\n剛玉、刚玉", "synonyms": "涂层、塗層、薄膜"})
    assert read.complaints == {}
    assert dict(read.lexicon.words) == {"刚玉": Counts.MORE}
    assert read.lexicon.groups == (("涂层", "薄膜"),)


def test_a_word_may_count_more_and_have_synonyms() -> None:
    read = typed.read({"more": "刚玉", "synonyms": "刚玉、蓝宝石"})
    assert read.complaints == {}


def test_so_many_complaints_are_told_and_the_rest_counted() -> None:
    complaints = typed.read({"synonyms": "\n".join(f"孤词{n}" for n in range(20))}).complaints["synonyms"]
    assert len(complaints) == typed.COMPLAINTS_SHOWN + 1
    assert complaints[-1] == "另有 12 处问题"


def test_an_import_adds_each_line_once() -> None:
    text = "\ufeff多计：陶瓷膜\n\n同义,刚玉,蓝宝石\n多计: 陶瓷膜\n"
    fields, complaints = typed.imported(text, {"more": "陶瓷膜", "synonyms": ""})
    assert complaints == []
    assert fields == {"more": "陶瓷膜", "synonyms": "刚玉,蓝宝石"}


words = st.lists(
    st.text("刚玉蓝宝石膜ab ", min_size=1, max_size=6).map(str.strip).filter(bool), unique=True, max_size=50
)


@given(words, st.sampled_from(list(Counts)))
def test_what_is_exported_and_pasted_is_the_same_lexicon(entered: list[str], counts: Counts) -> None:
    lexicon = typed.read({counts: "\n".join(f"{word}、" for word in entered)}).lexicon
    fields, complaints = typed.imported(typed.exported(lexicon), {})
    assert complaints == []
    assert typed.read(fields).lexicon == lexicon


def test_an_empty_lexicon_is_an_empty_text() -> None:
    assert typed.exported(Lexicon()) == ""
