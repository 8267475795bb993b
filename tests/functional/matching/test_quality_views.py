"""The open quality page, from many decisions, from few and from none."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import DealState
from matchmaker.engine.frozen import measured
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.quality_tables import TABLES
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion
from tests.support.page_client import PageClient

S = SuggestionState
BUDGET = 8


def _reject(session: Session, code: str, *, shared: bool = True, **values: object) -> Suggestion:
    row = make_suggestion(session, S.REJECTED)
    given = {"reasons": [code], "share_reason": shared, **values}
    statement = update(Suggestion).where(Suggestion.id == row.id).values(**given)
    transact(session, lambda inner: inner.execute(statement))
    return row


def test_without_any_decision_the_page_says_so(visitor: PageClient) -> None:
    page = visitor.get("/quality", max_statements=BUDGET)
    assert page.text.count("尚无决定") == 3
    for words in ("尚无对接", "尚无推荐", "尚无引荐", "尚无注明原因的不通过决定", "尚无已发布的需求和成果"):
        assert words in page.text
    assert "0%" not in page.text.replace("100%", "")


def test_shares_come_with_their_numbers_and_intervals(visitor: PageClient, session: Session) -> None:
    for _each in range(3):
        make_suggestion(session, S.APPROVED)
    make_suggestion(session, S.REJECTED, rank=4)
    make_suggestion(session, S.HELD)
    text = visitor.get("/quality", max_statements=BUDGET).text
    assert "前 3 名准确率 100% 95% 区间 44%～100% 3 条决定中通过 3 条" in text
    assert "前 5 名准确率 75% 95% 区间 30%～95% 4 条决定中通过 3 条" in text
    assert "这一期间只有 4 条决定" in text


def test_an_introduction_and_what_still_waits_are_told(visitor: PageClient, session: Session) -> None:
    make_deal(session, DealState.INTRODUCED)
    make_deal(session)
    text = visitor.get("/quality").text
    assert "发起 2 次对接，双方同意 1 次" in text
    assert "另有 1 次对接还在等双方答复" in text
    assert "发布到首次引荐 0 天 中位数 中间一半都是 0 天 1 项需求有过引荐，1 项没有" in text


def test_reasons_are_counted_but_never_one_that_is_kept_from_the_sides(visitor: PageClient, session: Session) -> None:
    _reject(session, "too_early")
    _reject(session, "credit_risk", shared=False)
    _reject(session, "too_vague", shared=False)
    text = visitor.get("/quality").text
    assert "阶段太早 1 1 次" in text
    for hidden in ("信用或侵权风险", "描述太模糊"):
        assert hidden not in text
        assert hidden not in visitor.answer("/quality.csv?table=reasons").text


def test_gaps_name_fields_and_places_but_no_listing(visitor: PageClient, session: Session) -> None:
    listed = [
        make_need(session),
        make_need(session, disclosure="masked", masked_text="一种浓缩工艺", title="酶解液浓缩"),
        make_need(session, disclosure="officers_only", title="航发叶片修复", region_code="340303"),
        make_achievement(session, field_code="electronics"),
    ]
    page = visitor.get("/quality", max_statements=BUDGET)
    assert "新材料 3 0 0 100%" in page.text
    assert "电子信息 0 1 0 无需求" in page.text
    assert "禹会区 1 1 0" in page.text
    assert "市本级及未分县区 2 0 0" in page.text
    assert "蚌山区" not in page.text
    exported = "".join(visitor.answer(f"/quality.csv?table={name}").text for name in TABLES)
    for row in listed:
        assert row.title not in page.source + exported
        assert row.organization.name not in page.source + exported
    assert "浓缩工艺" not in page.source


def test_the_last_twelve_months_leave_out_what_is_older(visitor: PageClient, session: Session) -> None:
    _reject(session, "too_early", decided_at=clock.now() - timedelta(days=500))
    make_suggestion(session, S.APPROVED)
    assert "2 条决定中通过 1 条" in visitor.get("/quality").text
    page = visitor.get("/quality?period=year", max_statements=BUDGET)
    assert "1 条决定中通过 1 条" in page.text
    assert "阶段太早" not in page.text
    assert page.links["下载 CSV：推荐准不准"] == "/quality.csv?table=rates&period=year"
    assert visitor.get("/quality?period=nonsense").links["最近 12 个月"] == "/quality?period=year"


def test_the_engine_s_figures_on_the_frozen_set_stand_beside_their_definitions(visitor: PageClient) -> None:
    text = visitor.get("/quality").text
    kept = measured()
    assert f"排序质量 nDCG@10 {kept.values['ndcg_at_10']:.3f}" in text
    assert f"引擎 {kept.engine}" in text
    assert f"{kept.judgements} 对由维护方的一名判定者" in text


def test_somebody_signed_in_asks_the_database_no_more(visitor: PageClient, session: Session) -> None:
    make_suggestion(session, S.APPROVED)
    visitor.sign_in(make_officer(session)).get("/quality", max_statements=BUDGET)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_can_be_taken_away(visitor: PageClient, session: Session, name: str) -> None:
    make_deal(session, DealState.INTRODUCED)
    _reject(session, "too_early")
    answer = visitor.answer(f"/quality.csv?table={name}&period=year")
    assert answer.mimetype == "text/csv"
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert rows
    assert {len(row) for row in rows} == {len(head)}


def test_the_rates_are_what_one_gets_unasked_and_an_unknown_table_is_missing(visitor: PageClient) -> None:
    assert "前 3 名准确率" in visitor.answer("/quality.csv").text
    visitor.get("/quality.csv?table=needs", 404)


def test_every_page_and_the_help_lead_here(visitor: PageClient) -> None:
    assert 'href="/quality"' in visitor.get("/").source
    assert visitor.get("/about").links["匹配质量"] == "/quality"
