from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Disclosure, RecordKind
from matchmaker.catalog.search.presence import used_nowhere
from matchmaker.core.unit_of_work import transact
from tests.factories.listed import list_achievement, list_need
from tests.support.statements import count_statements

ACHIEVEMENT, NEED = RecordKind.ACHIEVEMENT, RecordKind.NEED


def test_only_words_that_no_public_text_has_are_named(session: Session) -> None:
    list_achievement(session, title="UTG玻璃强化", summary="微孔陶瓷膜连续浓缩")
    list_need(session, title="板框除尘", problem="除尘布袋寿命短")
    words = ["陶瓷膜", "除尘", "utg", "钙钛矿", "强化微"]
    assert used_nowhere(session, ACHIEVEMENT, words) == ["除尘", "钙钛矿", "强化微"]
    assert used_nowhere(session, NEED, ["除尘", "陶瓷膜"]) == ["陶瓷膜"]


def test_what_the_public_may_not_read_is_used_nowhere(session: Session) -> None:
    list_achievement(session, title="钼酸铵浸渍", disclosure="officers_only")
    masked = list_achievement(session, title="钒钛合金")
    assert used_nowhere(session, ACHIEVEMENT, ["钼酸铵", "钒钛"]) == ["钼酸铵"]

    def mask(inner: Session) -> None:
        row = inner.get_one(type(masked), masked.id)
        row.disclosure = Disclosure.MASKED

    transact(session, mask)  # its entry was written when it was open
    assert used_nowhere(session, ACHIEVEMENT, ["钼酸铵", "钒钛"]) == ["钼酸铵", "钒钛"]


def test_any_number_of_words_takes_one_statement(engine: Engine) -> None:
    with Session(engine) as session, count_statements(engine) as counted:
        assert used_nowhere(session, ACHIEVEMENT, ["轴承", "齿轮", "刀具"]) == ["轴承", "齿轮", "刀具"]
        assert used_nowhere(session, ACHIEVEMENT, ["，。", ""]) == []
    assert counted.count == 1, str(counted)
