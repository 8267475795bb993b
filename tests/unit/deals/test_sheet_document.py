"""The Word sheet says why, as far as its reader may know, and stays short."""

from __future__ import annotations

import io
from typing import Any

import docx
from flask import Flask

from matchmaker.catalog.models import Disclosure
from matchmaker.core.authz import Actor
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.sheet import LONGEST, shortened
from matchmaker.deals.sheet_document import document, meaning, of_deal
from matchmaker.deals.viewpoints import viewpoint
from matchmaker.engine.ranking import PRECISION
from tests.support.downloads import words_in
from tests.unit.deals.conftest import Stage


def told(app: Flask, deal: Deal, actor: Actor) -> str:
    with app.test_request_context():
        file = io.BytesIO()
        document(of_deal(deal, viewpoint(actor, deal))).save(file)
    return words_in(docx.Document(file))


def test_an_officer_reads_both_sides_the_grounds_and_where_to_sign(app: Flask, stage: Stage) -> None:
    deal = stage.open()
    text = told(app, deal, stage.officer_actor)
    for words in (stage.need.title, stage.achievement.title, "浓缩（40.0）", "较强相关，42.0 分", "工艺条件接近。"):
        assert words in text
    assert "判为“较强”的 100 对里" in text
    assert text.count("签字（盖章）：") == 2


def test_a_side_reads_of_a_masked_record_no_more_than_the_page_says(app: Flask, stage: Stage) -> None:
    deal = stage.open()
    deal.need.disclosure, deal.need.title = Disclosure.OFFICERS_ONLY, "暗语名称"
    deal.need.organization.contact_phone = "0552-0000000"
    text = told(app, deal, stage.voice(Side.ACHIEVEMENT))
    for words in ("暗语名称", deal.need.organization.name, "0552-0000000", deal.need.problem[:12], "浓缩（"):
        assert words not in text
    assert "一项未公开的技术需求" in text


def test_long_texts_are_cut_so_that_the_page_stays_one() -> None:
    assert shortened("短") == "短"
    assert len(shortened("长" * 1000)) == LONGEST
    assert shortened("\n".join("一二三四五六")) == "一\n二\n三\n四…"


def test_every_level_has_its_meaning(app: Flask) -> None:
    with app.test_request_context():
        told_of: dict[str, Any] = {level: meaning(level) for level in ("strong", "fair", "weak", "none", "unknown")}
    related, relevant = PRECISION["strong"]
    assert f"约 {related * 100:.0f} 对人工认为相关，其中约 {relevant * 100:.0f} 对认为较强相关" in told_of["strong"]
    assert "不代替判断" in told_of["strong"]
    assert told_of["unknown"] == told_of["none"]
