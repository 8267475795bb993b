from sqlalchemy.orm import Session

from matchmaker.matching.duplicates import IndexedDuplicates
from tests.factories.catalog import make_achievement
from tests.unit.matching.support import Matcher


def test_the_same_title_reworded_is_found_and_the_record_itself_is_not(matcher: Matcher, session: Session) -> None:
    row = make_achievement(session, title="超薄柔性玻璃化学强化工艺")
    make_achievement(session, title="小麦赤霉病快速检测试纸")
    matcher.all()
    finder = IndexedDuplicates(matcher.keeper, lambda: session)
    hits = finder.similar("achievement", "超薄柔性玻璃的化学强化技术", "")
    assert [(hit.id, hit.title) for hit in hits] == [(row.id, "超薄柔性玻璃化学强化工艺")]
    assert not finder.similar("achievement", "超薄柔性玻璃化学强化工艺", "", exclude_id=row.id)


def test_nothing_is_similar_to_nothing(matcher: Matcher, session: Session) -> None:
    finder = IndexedDuplicates(matcher.keeper, lambda: session)
    assert not finder.similar("need", "", "")
    assert not finder.similar("need", "轴承", "")
