from flask import Flask

from matchmaker.deals.level_words import meanings, source
from matchmaker.engine.ranking import LEVELS, PRECISION


def test_every_level_has_a_meaning_in_whole_pairs_of_a_hundred(app: Flask) -> None:
    with app.test_request_context():
        said = meanings()
        assert list(said) == [name for name, _lowest in LEVELS]
        for level, (related, relevant) in PRECISION.items():
            meaning = said[level]
            assert (meaning.related, meaning.relevant) == (round(100 * related), round(100 * relevant))
            assert f"约 {meaning.related} 对" in meaning.sentence
            assert f"约 {meaning.relevant} 对" in meaning.sentence
            assert f"“{meaning.name}”" in meaning.sentence
        assert [meaning.from_points for meaning in said.values()] == [30, 20, 5, 0]


def test_the_source_says_how_many_were_judged(app: Flask) -> None:
    with app.test_request_context():
        assert "109 项" in source()
        assert "4951 对" in source()
