"""The officer's queue as a file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.matching.models import SuggestionState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.matching import make_suggestion
from tests.support.downloads import document_of, file_name, rows_of, words_in
from tests.support.page_client import PageClient
from tests.support.statements import count_statements


def test_the_queue_goes_out_as_filtered_and_in_its_order(session: Session, client: PageClient) -> None:
    need = make_need(session, title="浓缩能耗高")
    better = make_suggestion(session, score=0.9, level="strong")
    for score in (0.3, 0.5):
        make_suggestion(session, need=need, score=score)
    make_suggestion(session, SuggestionState.HELD, need=need)
    make_suggestion(session, region_code="340100")
    client.sign_in(make_officer(session))
    found = rows_of(client.answer(client.get("/suggestions").links["导出 Excel"]))
    assert [row["需求"] for row in found] == [better.need.title, need.title, need.title]
    assert [row["匹配度（满分100）"] for row in found] == [90, 50, 30]
    assert found[0]["匹配度等级"] == "强相关"
    link = client.get("/suggestions", q="浓缩", state="held").links["导出 CSV"]
    [row] = rows_of(client.answer(link))
    assert (row["需求"], row["处理情况"], row["共有的词"]) == ("浓缩能耗高", "暂缓", "浓缩")


def test_it_asks_the_database_as_often_for_many_rows_as_for_few(session: Session, client: PageClient) -> None:
    client.sign_in(make_officer(session))
    counts = []
    for _round in range(2):
        for _each in range(6):
            make_suggestion(session)
        session.rollback()
        with count_statements(session.get_bind()) as counted:  # type: ignore[arg-type]
            answer = client.answer("/suggestions/export")
        counts.append(counted.count)
        assert file_name(answer).startswith("匹配推荐_")
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_only_officers_take_it(client: PageClient) -> None:
    assert client.answer("/suggestions/export").status_code == 302


def test_the_sheet_of_a_pair_goes_out_as_a_word_document(session: Session, client: PageClient) -> None:
    row, elsewhere = make_suggestion(session), make_suggestion(session, region_code="340100")
    client.sign_in(make_officer(session))
    answer = client.answer(client.get(f"/suggestions/{row.id}").links["推荐单（Word）"])
    text = words_in(document_of(answer))
    assert row.need.title in text
    assert row.achievement.title in text
    assert client.answer(f"/suggestions/{elsewhere.id}/sheet/word").status_code == 404
    assert client.answer("/suggestions/987654321/sheet/word").status_code == 404
