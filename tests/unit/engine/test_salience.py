from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import salience as module
from matchmaker.engine.background import NO_BACKGROUND, Background
from matchmaker.engine.fitting import fit
from matchmaker.engine.salience import NO_DEMAND, Demand, Salience
from matchmaker.engine.vocabulary import LAST_SINGLE, term_codes
from tests.unit.engine.samples import TEXTS


def codes(characters: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([ord(each) for each in characters], dtype=np.int64)


def of(salience: Salience, terms: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[float]:
    return [float(each) for each in salience.of(terms, salience.vocabulary.lookup(terms))]


@given(st.lists(TEXTS, max_size=5))
def test_demand_counts_in_how_many_needs_a_term_occurs(texts: list[str]) -> None:
    demand = Demand.read(texts)
    asked = np.unique(np.concatenate([codes("界"), *map(term_codes, texts)]))
    wanted = [sum(code in term_codes(text) for text in texts) for code in asked]
    assert demand.needs_with(asked).tolist() == wanted
    assert demand.needs == len(texts)


def test_many_needs_are_counted_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 2)
    demand = Demand.read(["锂", "锂", "锂", "钠", "钠锂"])
    assert demand.needs_with(codes("锂钠钾")).tolist() == [4, 2, 0]


def test_the_formula_by_hand() -> None:
    vocabulary, _ = fit(["锂电", "钠电", "钾"])
    background = Background.of({"电": (30, 5), "界": (10, 15)}, 75, 15)
    salience = Salience(vocabulary, Demand.read(["电", "电", "锂"]), 2.0, background)
    offered = (np.array([30, 0, 10]) + 25 * 0.02) / 100
    wanted = (np.array([5, 0, 15]) + 25 * offered) / 40
    supplied = (np.array([2, 1, 0]) + 25 * offered) / 28
    demanded = (np.array([2, 1, 0]) + 25 * wanted) / 28
    assert of(salience, codes("电锂界")) == pytest.approx(2.0 * np.log(2.2 / (supplied + demanded)))


def test_what_is_common_anyway_says_little_until_the_office_itself_knows_better() -> None:
    common = Background.of({"术": (80, 80)}, 100, 100)
    few, many = fit(["锂电"] * 4)[0], fit(["锂电"] * 10_000)[0]
    first = of(Salience(few, NO_DEMAND, 1.0, common), codes("术钠"))
    assert first[0] < first[1] / 2
    asked = Demand.read(["电"] * 10_000)
    known, plain = (of(Salience(many, asked, 1.0, each), codes("术"))[0] for each in (common, NO_BACKGROUND))
    assert known > 2 * first[0]
    assert known > plain / 2


def test_a_pair_counts_once_and_a_character_as_often_as_texts_are_short() -> None:
    vocabulary, _ = fit(["锂电"] * 2)
    salience = replace(Salience.against(vocabulary, NO_DEMAND, vocabulary.terms_each), background=NO_BACKGROUND)
    single, pair = of(salience, np.unique(term_codes("锂电"))[[0, 2]])
    assert single == pytest.approx(3 * pair)
    assert [Salience.against(vocabulary, NO_DEMAND, terms).single for terms in (0, 20, 80, 400)] == [1, 3, 1.5, 1.1]


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4), TEXTS)
def test_nothing_counts_nothing(achievements: list[str], needs: list[str], text: str) -> None:
    vocabulary, _ = fit(achievements)
    salience = Salience.against(vocabulary, Demand.read(needs), vocabulary.terms_each)
    assert all(each > 0 for each in of(salience, np.unique(term_codes(text))))
    assert LAST_SINGLE > 0x10FFFF


def test_a_few_needs_change_little_and_many_decide() -> None:
    vocabulary, _ = fit(["锂电", "钠电", "钾碱", "煤", "麦"])
    few, many = (Salience(vocabulary, Demand.read(["煤"] * number), 1.0) for number in (1, 1000))
    none = of(Salience(vocabulary, NO_DEMAND, 1.0), codes("煤"))[0]
    assert of(few, codes("煤"))[0] == pytest.approx(none, rel=0.2)
    assert of(many, codes("煤"))[0] < 0.4 * none


def test_the_one_subject_of_a_dozen_records_still_counts() -> None:
    vocabulary, _ = fit(["锂电"] * 12)
    subject, unheard = of(Salience(vocabulary, NO_DEMAND, 1.0), codes("锂钠"))
    assert subject > unheard / 4
