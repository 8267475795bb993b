"""The sheet for paper."""

from __future__ import annotations

from matchmaker.deals.models import Side
from tests.support.downloads import document_of, file_name, words_in
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_the_sheet_has_both_sides_on_one_page(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    text = officer.get(f"/deals/{deal.id}/sheet", max_statements=8).text
    for words in (stage.need.problem, stage.achievement.advantage, "浓缩收率", "双方意见"):
        assert words in text
    enterprise.get(f"/deals/{deal.id}/sheet")


def test_the_same_goes_out_as_a_word_document(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    answer = officer.answer(officer.get(f"/deals/{deal.id}/sheet").links["下载 Word"])
    assert file_name(answer).startswith("对接推荐单_")
    assert stage.need.title in words_in(document_of(answer))
    assert document_of(enterprise.answer(f"/deals/{deal.id}/sheet/word"))


def test_an_officer_sends_it_and_the_log_says_so(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    assert "发给双方" not in enterprise.get(f"/deals/{deal.id}/sheet").links
    path = officer.get(f"/deals/{deal.id}/sheet").links["发给双方"]
    page = officer.get(path, max_statements=8)
    assert "单位名称在双方同意后可见" in page.text or stage.need.title in page.text
    officer.post(path, {"sides": "need"}, button="发送")
    assert "推荐单已发给需求方" in officer.follow().text
    assert stage.members[Side.NEED].id in stage.told_users("deal.sheet")
    enterprise.get(path, 403)
