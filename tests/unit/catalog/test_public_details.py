"""A listing's page claims what is proved, and leaves out what is empty."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Attachment
from matchmaker.catalog.public_details import Files, facts, files, ip_rows, maturity, offer, sections
from tests.factories.catalog import make_achievement, make_need

NOTHING, ALL = Files(False, False, ()), Files(True, True, ())  # noqa: FBT003


def test_files_prove_by_their_purpose_and_show_by_their_owners_will() -> None:
    proof = Attachment(purpose="trl_evidence", is_public=False)
    leaflet = Attachment(purpose="general", is_public=True)
    assert files([proof, leaflet]) == Files(evidenced=True, certified=False, public=(leaflet,))
    assert files([]) == NOTHING


def test_maturity_without_a_file_is_the_owners_own_word(app: Flask) -> None:
    with app.test_request_context("/"):
        assert maturity(Achievement(trl=7), NOTHING) == "7 级 使用环境原型（自评）"
        assert maturity(Achievement(trl=7), ALL) == "7 级 使用环境原型"
        assert maturity(Achievement(), NOTHING) == ""


def test_a_level_and_an_evaluation_need_a_certificate(app: Flask, session: Session) -> None:
    row = make_achievement(
        session,
        level_claim="domestic_leading",
        evaluation_method="review",
        evaluation_body="某评价机构",
        evaluation_date=date(2025, 3, 5),
    )
    with app.test_request_context("/"):
        without, with_it = dict(facts(row, NOTHING)), dict(facts(row, ALL))
    assert (without["成果水平"], without["评价"]) == ("", "")
    assert (with_it["成果水平"], with_it["评价"]) == ("国内领先", "评审，某评价机构，2025年3月5日")


def test_a_page_has_a_section_for_every_text_that_is_filled_in(app: Flask, session: Session) -> None:
    row = make_need(session, research_content="", background="现用板框压滤")
    with app.test_request_context("/"):
        headings = [heading for heading, _text in sections(row)]
    assert "背景与现状" in headings
    assert "研究内容" not in headings


def test_an_offer_names_modes_money_and_rights(app: Flask, session: Session) -> None:
    row = make_achievement(session, ownership="shared", ownership_note="各占一半", pricing_method="negotiated")
    with app.test_request_context("/"):
        shown = dict(offer(row))
    assert shown == {
        "转化方式": "普通许可",
        "期望价格": "80～120 万元",
        "定价方式意向": "协议定价",
        "权属": "共有；各占一半",
    }


def test_rights_are_told_in_words(app: Flask, session: Session) -> None:
    with app.test_request_context("/"):
        (right,) = ip_rows(make_achievement(session))
    assert (right["kind"], right["status"], right["expires"]) == ("发明专利", "有效", "")
