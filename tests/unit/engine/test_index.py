import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document, Match
from matchmaker.engine.index import Index
from matchmaker.engine.text import normalise, word_runs
from tests.unit.engine.samples import ACHIEVEMENTS, NEED, NEEDS, corpora, reference_scores

NEWCOMER = Document(50, "氢燃料电池催化剂铂载量降低", "载量降到每平方厘米零点一毫克。")


@pytest.fixture
def index() -> Index:
    return Index.build(ACHIEVEMENTS)


@given(corpora(), NEED, st.lists(NEED, max_size=4))
def test_search_is_brute_force_by_scikit_learn(
    achievements: list[Document], need: Document, demand: list[Document]
) -> None:
    wanted = reference_scores([need], achievements, demand)[0]
    found = {match.key: match.score for match in Index.build(achievements, demand).search(need, 100)}
    for document, score in zip(achievements, wanted, strict=True):
        assert found.get(document.key, 0.0) == pytest.approx(score, abs=1e-6)


def test_the_order_is_that_of_scikit_learn(index: Index) -> None:
    for need, scores in zip(NEEDS, reference_scores(NEEDS, ACHIEVEMENTS), strict=True):
        wanted = sorted(np.flatnonzero(scores), key=lambda row: -scores[row])[:3]
        assert [match.key for match in index.search(need, 3)] == [ACHIEVEMENTS[row].key for row in wanted]


def test_the_first_match_is_the_one_a_reader_would_name(index: Index) -> None:
    assert [index.search(need, 1)[0].key for need in NEEDS] == [11, 12, 14, 16, 17]


def test_the_floor_cuts_off_weaker_matches(index: Index) -> None:
    everything = index.search(NEEDS[0], 10)
    floor = everything[1].score
    assert index.search(NEEDS[0], 10, floor) == everything[:2]


def test_many_needs_are_searched_one_by_one(index: Index) -> None:
    answers = index.search_many(iter(NEEDS), 3, 0.05)
    assert list(answers) == [(need, index.search(need, 3, 0.05)) for need in NEEDS]


def test_a_need_without_words_matches_nothing(index: Index) -> None:
    assert index.search(Document(1, "", "……"), 10) == []


def test_two_documents_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        Index.build([NEWCOMER, NEWCOMER])


def test_a_new_document_is_found_by_words_nobody_used_before(index: Index) -> None:
    index.add([NEWCOMER])
    need = Document(1, "铂催化剂载量", "")
    assert index.search(need, 1)[0].key == NEWCOMER.key
    assert NEWCOMER.key in index
    assert len(index) == len(ACHIEVEMENTS) + 1


@given(corpora(smallest=2), st.data())
def test_any_added_document_is_found_by_its_own_text(achievements: list[Document], data: st.DataObject) -> None:
    late = data.draw(st.integers(1, len(achievements)))
    index = Index.build(achievements[late:])
    index.add(achievements[:late])
    for document in achievements:
        own = [match.key for match in index.search(Document(1, document.text, ""), 100)]
        assert (document.key in own) == bool(word_runs(normalise(document.text)))


@given(corpora(smallest=3), NEED)
def test_no_newcomer_changes_the_score_of_another(achievements: list[Document], need: Document) -> None:
    index = Index.build(achievements[2:], [need])
    keys = [each.key for each in achievements[2:]]
    before = index.score_keys(need, keys)
    index.add(achievements[:2])
    assert index.score_keys(need, keys) == pytest.approx(before, abs=1e-9)


def test_what_every_need_says_counts_less() -> None:
    documents = [Document(1, "公司锂电池", ""), Document(2, "小麦育种", ""), Document(3, "公司轴承", "")]
    need = Document(9, "公司小麦", "")
    plain = Index.build(documents).search(need, 3)
    asked = Index.build(documents, [Document(i, "公司需求", "") for i in range(100)]).search(need, 3)
    assert [match.key for match in plain] == [match.key for match in asked] == [2, 3, 1]
    assert asked[0].score > plain[0].score
    assert asked[1].score < plain[1].score


def test_the_order_of_adding_does_not_change_a_score(index: Index) -> None:
    other = Index.build(ACHIEVEMENTS)
    late = Document(51, "铂回收", "")
    index.add([NEWCOMER, late])
    other.add([late])
    other.add([NEWCOMER])
    need = Document(1, "废催化剂铂回收", "燃料电池")
    assert dict(scored(index.search(need, 10))) == pytest.approx(dict(scored(other.search(need, 10))))


def scored(matches: list[Match]) -> list[tuple[int, float]]:
    return [(match.key, match.score) for match in matches]


def test_a_removed_document_is_gone_and_the_others_keep_their_scores(index: Index) -> None:
    before = index.search(NEEDS[0], 10)
    index.remove([before[0].key, 999])
    assert index.search(NEEDS[0], 10) == before[1:]
    assert before[0].key not in index
    assert len(index) == len(ACHIEVEMENTS) - 1


def test_a_removed_document_can_no_longer_be_asked_for(index: Index) -> None:
    index.remove([11])
    for question in (
        lambda: index.explain(NEEDS[0], 11),
        lambda: index.score_pairs(NEEDS, 11),
        lambda: index.score_keys(NEEDS[0], [11]),
        lambda: index.title(11),
    ):
        with pytest.raises(KeyError):
            question()


def test_adding_a_known_key_replaces_the_document(index: Index) -> None:
    index.add([Document(11, "桥梁拉索检测", "")])
    assert len(index) == len(ACHIEVEMENTS)
    assert index.title(11) == "桥梁拉索检测"
    assert 11 not in [match.key for match in index.search(Document(1, "磷酸铁锂", ""), 10)]
    assert index.search(Document(1, "桥梁拉索", ""), 1)[0].key == 11


def test_staleness_is_the_share_of_changes(index: Index) -> None:
    assert index.stale == 0
    index.add([NEWCOMER])
    index.remove([11])
    assert index.stale == pytest.approx(2 / len(ACHIEVEMENTS))


def test_an_index_that_began_empty_works_and_asks_to_be_built() -> None:
    index = Index.build([])
    assert index.search(NEEDS[0], 5) == []
    index.add(ACHIEVEMENTS)
    assert index.search(NEEDS[1], 1)[0].key == 12
    assert index.stale == len(ACHIEVEMENTS)


@given(corpora(smallest=2), st.lists(NEED, min_size=1, max_size=3))
def test_the_reverse_gives_the_scores_of_the_search(achievements: list[Document], needs: list[Document]) -> None:
    index = Index.build(achievements[1:])
    index.add(achievements[:1])
    for document in achievements:
        scores = index.score_pairs(needs, document.key)
        for need, score in zip(needs, scores, strict=True):
            assert index.score_keys(need, [document.key])[0] == pytest.approx(score, abs=1e-6)


def test_an_achievement_outside_the_index_scores_as_if_it_were_inside(index: Index) -> None:
    assert index.score_pairs(NEEDS, ACHIEVEMENTS[0]) == pytest.approx(index.score_pairs(NEEDS, 11), abs=1e-6)


def test_similar_texts_come_by_cosine_without_the_document_itself(index: Index) -> None:
    draft = Document(77, "磷酸铁锂正极材料碳包覆", "改善低温放电容量")
    assert index.similar(draft, 2)[0].key == 11
    assert 11 not in [match.key for match in index.similar(ACHIEVEMENTS[0], 10)]
