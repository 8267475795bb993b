"""How common terms are before there are records."""

import numpy as np

from matchmaker.engine.background import FEWEST, NO_BACKGROUND, Background, background, count_terms
from matchmaker.engine.vocabulary import term_codes


def test_a_term_is_counted_once_a_text_and_kept_when_enough_have_it() -> None:
    counted = count_terms(["锂电锂电", "锂电", "锂"], ["锂电", "锂", "钠"])
    assert counted == {"锂": (3, 2)}
    assert sum(counted["锂"]) == FEWEST


def test_pairs_are_terms_too() -> None:
    assert count_terms(["锂电"] * 3, ["锂电"] * 2) == {"电": (3, 2), "锂": (3, 2), "锂电": (3, 2)}


def test_counts_are_found_by_code_and_unknown_terms_are_in_none() -> None:
    known = Background.of({"锂电": (7, 1), "锂": (9, 2)}, 10, 5)
    codes = term_codes("锂电")  # 锂, 电 and the pair
    achievements, needs = known.counts_of(codes)
    assert (achievements.tolist(), needs.tolist()) == ([9, 0, 7], [2, 0, 1])
    assert [each.tolist() for each in NO_BACKGROUND.counts_of(codes)] == [[0, 0, 0], [0, 0, 0]]


def test_what_ships_knows_function_words_from_subjects_and_how_needs_speak() -> None:
    shipped = background()
    common, wanted = shipped.counts_of(term_codes("的"))
    subject, _asked = shipped.counts_of(term_codes("酶"))
    assert common[0] > shipped.achievements / 2
    assert wanted[0] > shipped.needs / 2
    assert subject[0] < shipped.achievements / 10
    pair = np.array([term_codes("现有")[-1]])
    offered, asked = shipped.counts_of(pair)
    assert asked[0] / shipped.needs > 2 * offered[0] / shipped.achievements


def test_no_share_is_above_all() -> None:
    shipped = background()
    assert shipped.achievements_with.max() <= shipped.achievements
    assert shipped.needs_with.max() <= shipped.needs
    assert (np.diff(shipped.codes) > 0).all()
