"""Words of the lexicon in use stand for each other; a lexicon put away says nothing more."""

from sqlalchemy.orm import Session

from matchmaker.catalog.search.tokens import parse
from matchmaker.matching.synonyms import LexiconSynonyms
from tests.factories.tuning import make_tuning


def others(found: LexiconSynonyms, text: str) -> list[str]:
    return [each.written for each in parse(text, found.meanings).others]


def test_words_of_a_group_stand_for_each_other_however_spelled(session: Session) -> None:
    make_tuning(session, synonyms=[["刚玉", "蓝宝石", "Al2O3"], ["陶瓷膜", "无机膜"]])
    found = LexiconSynonyms(lambda: session)
    assert others(found, "剛玉窗口") == ["蓝宝石", "Al2O3"]
    assert others(found, "ＡＬ２Ｏ３ 无机膜") == ["刚玉", "蓝宝石", "陶瓷膜"]
    assert others(found, "al2o35 窗口") == []


def test_who_types_both_wants_both(session: Session) -> None:
    make_tuning(session)
    assert others(LexiconSynonyms(lambda: session), "刚玉 蓝宝石") == []


def test_the_lexicon_put_into_use_counts_from_the_next_question_on(session: Session) -> None:
    found = LexiconSynonyms(lambda: session)
    assert others(found, "刚玉") == []
    make_tuning(session)
    assert others(found, "刚玉") == ["蓝宝石"]
    make_tuning(session, synonyms=[])
    assert others(found, "刚玉") == []
