"""The sheet for paper."""

from __future__ import annotations

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
