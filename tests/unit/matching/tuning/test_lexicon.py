"""A lexicon, what it does to the engine, and how two of them differ."""

from matchmaker.engine.tuning import UNTUNED
from matchmaker.matching.tuning.lexicon import Counts, Lexicon, changes, lexicon_of, merged, tuning_of
from matchmaker.matching.tuning.models import EngineTuning


def test_the_administrators_word_goes_before_what_was_learned() -> None:
    tuning = merged(Lexicon({"剛玉": Counts.LESS}), 0.56, {"刚玉": 1.8, "浓缩": 1.3})
    assert dict(tuning.factors) == {"刚玉": 0.5, "浓缩": 1.3}
    assert tuning.title_share == 0.56


def test_a_version_is_read_as_it_was_entered() -> None:
    lexicon = Lexicon({"刚玉": Counts.MORE, "平台": Counts.NONE, "膜": Counts.USUAL}, (("刚玉", "蓝宝石"),))
    row = EngineTuning(title_share=0.5, factors={}, **lexicon.columns)
    assert lexicon_of(row) == lexicon
    tuning = tuning_of(row)
    assert dict(tuning.factors) == {"刚玉": 2.0, "平台": 0.0, "膜": 1.0}
    assert tuning.synonyms == (("刚玉", "蓝宝石"),)


def test_without_a_version_the_engine_reads_as_it_is_built() -> None:
    assert tuning_of(None) is UNTUNED
    assert lexicon_of(None) == Lexicon()


def test_every_difference_is_told() -> None:
    before = Lexicon({"甲": Counts.MORE, "乙": Counts.LESS}, (("一", "二"), ("三", "四")))
    after = Lexicon({"乙": Counts.NONE, "丙": Counts.MORE}, (("二", "一"), ("三", "四", "五")))
    found = changes(before, after)
    assert found.added == [("丙", Counts.MORE)]
    assert found.removed == [("甲", Counts.MORE)]
    assert found.moved == [("乙", Counts.LESS, Counts.NONE)]
    assert found.new_groups == [("三", "四", "五")]
    assert found.old_groups == [("三", "四")]
    assert found
    assert not changes(after, after)
