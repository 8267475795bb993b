from sqlalchemy.orm import Session

from matchmaker.engine.documents import Part
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.matching.meaning import shared_words, unmeant, unused
from tests.factories.listed import list_achievement

SYNONYMS = Tuning.of(synonyms=[("刚玉", "蓝宝石")])


def test_a_shared_word_is_told_once_and_with_the_needs_own() -> None:
    parts = [Part("抛光", 0.2, "title"), Part("抛光", 0.1, "body"), Part("蓝宝石", 0.1, "body", "刚玉")]
    assert shared_words([*parts, Part("膜", 0.1, "body")]) == ("抛光", "蓝宝石（需求写作“刚玉”）")


def test_a_word_is_meant_where_a_synonym_stands() -> None:
    assert unmeant(["刚玉", "抛光"], "藍寶石襯底", SYNONYMS) == ["抛光"]
    assert unmeant(["刚玉", "抛光"], "藍寶石襯底", UNTUNED) == ["刚玉", "抛光"]


def test_a_word_is_used_where_a_synonym_is(session: Session) -> None:
    list_achievement(session, title="蓝宝石衬底抛光")
    assert unused(session, ["刚玉", "研磨"], UNTUNED) == ["刚玉", "研磨"]
    assert unused(session, ["刚玉", "研磨"], SYNONYMS) == ["研磨"]
    assert unused(session, [], SYNONYMS) == []
