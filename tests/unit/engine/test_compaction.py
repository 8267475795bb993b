import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import inversion
from matchmaker.engine.compaction import compacted, replayed
from matchmaker.engine.documents import Document, Match
from matchmaker.engine.index import Index
from tests.unit.engine.samples import ACHIEVEMENTS, NEED, NEEDS, corpora


def by_key(matches: list[Match]) -> dict[int, float]:
    return {match.key: match.score for match in matches}


@given(corpora(smallest=2), NEED, st.lists(NEED, max_size=4), st.data(), st.sampled_from([1, 8192]))
def test_adding_and_compacting_equals_building(
    achievements: list[Document], need: Document, demand: list[Document], data: st.DataObject, dense_from: int
) -> None:
    late = data.draw(st.integers(0, len(achievements)))
    gone = data.draw(st.sets(st.sampled_from([each.key for each in achievements])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "DENSE_FROM", dense_from)
        index = Index.build(achievements[late:], demand)
        index.add(achievements[:late])
        index.remove(gone)
        index.compact()
        built = Index.build([each for each in achievements if each.key not in gone], demand)
    assert by_key(index.search(need, 100)) == pytest.approx(by_key(built.search(need, 100)), abs=1e-6)
    assert index.salience.single == built.salience.single
    assert index.stale == 0
    assert len(index) == len(built)
    assert sorted(index.vocabulary.codes.tolist()) == built.vocabulary.codes.tolist()
    assert [index.title(each.key) for each in achievements if each.key in index] == [
        built.title(each.key) for each in achievements if each.key in built
    ]


def test_a_long_run_survives_compaction() -> None:
    dull = Document(1, "锂", "电 " * 700)
    index = Index.build([dull, *ACHIEVEMENTS])
    index.add([Document(2, "镁", "电 " * 700)])
    index.compact()
    built = Index.build([dull, Document(2, "镁", "电 " * 700), *ACHIEVEMENTS])
    assert by_key(index.search(NEEDS[0], 20)) == pytest.approx(by_key(built.search(NEEDS[0], 20)), abs=1e-6)


def test_changes_made_during_a_compaction_are_made_again() -> None:
    index = Index.build(ACHIEVEMENTS)
    index.add([Document(50, "氢燃料电池", ""), Document(51, "铂回收", "")])
    before = index.view
    base = compacted(before)
    index.add([Document(52, "拉索检测", ""), Document(13, "秸秆还田", ""), Document(50, "氢能重卡", "")])
    index.remove([12, 51, 52])
    now = replayed(base, before, index.view)
    present = {key for key in range(100) if now.row(key) is not None}
    assert present == {key for key in range(100) if key in index}
    for key in present:
        row = now.row(key)
        assert row is not None
        assert now.title(row) == index.title(key)


def test_compacting_an_index_that_began_empty() -> None:
    index = Index.build([])
    index.add(ACHIEVEMENTS)
    index.compact()
    assert index.search(NEEDS[1], 1) == Index.build(ACHIEVEMENTS).search(NEEDS[1], 1)
    index.remove([each.key for each in ACHIEVEMENTS])
    index.compact()
    assert (len(index), len(index.vocabulary)) == (0, 0)
