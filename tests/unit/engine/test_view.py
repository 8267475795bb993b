from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from tests.unit.engine.samples import ACHIEVEMENTS, NEEDS


def test_a_view_stays_as_it_was() -> None:
    index = Index.build(ACHIEVEMENTS)
    before = index.view
    index.add([Document(50, "氢燃料电池", ""), Document(11, "桥梁拉索检测", "")])
    index.remove([12])
    assert (len(before), len(index.view)) == (len(ACHIEVEMENTS), len(ACHIEVEMENTS))
    assert before.row(50) is None
    assert before.title(before.row(11) or 0) == ACHIEVEMENTS[0].title
    assert index.title(11) == "桥梁拉索检测"
    assert index.view.row(12) is None
    assert before.row(12) is not None


def test_keys_and_titles_by_row() -> None:
    index = Index.build(ACHIEVEMENTS[1:])
    index.add(ACHIEVEMENTS[:1])
    view = index.view
    for document in ACHIEVEMENTS:
        row = view.row(document.key)
        assert row is not None
        assert (view.key(row), view.title(row)) == (document.key, index.title(document.key))


def test_equal_scores_come_by_ascending_key_wherever_the_documents_are() -> None:
    twin = ACHIEVEMENTS[1]
    index = Index.build([*ACHIEVEMENTS, Document(3, twin.title, twin.body)])
    assert [match.key for match in index.search(NEEDS[1], 2)] == [3, 12]


def test_removing_nothing_changes_nothing() -> None:
    index = Index.build(ACHIEVEMENTS)
    before = index.view
    index.remove([999])
    assert index.view is before
