"""A contract as Word and PDF, and the files that belong to it."""

from __future__ import annotations

import io

import docx
import pypdf
from flask import Flask

from tests.support.downloads import words_in
from tests.support.page_client import PageClient
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]


def test_papers_hold_the_text_that_stands_and_its_hash(app: Flask, way: Way) -> None:
    [bid] = way.signing(bids=1)
    row = way.draw(bid)
    team = PageClient(app).sign_in(way.member_of(bid))
    pdf = team.answer(f"/bids/{bid.id}/pledge/pdf")
    told = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.get_data())).pages)
    assert row.text_hash in told
    assert "人民币贰佰万元整" in told.replace("\n", "")
    word = team.answer(f"/bids/{bid.id}/pledge/word")
    assert "攻关期间不调离、不辞职" in words_in(docx.Document(io.BytesIO(word.get_data())))


def test_a_paper_that_cannot_be_printed_says_which_character(app: Flask, way: Way) -> None:
    [bid] = way.signing(bids=1)
    way.draw(bid, rewards="达标兑付😀")
    page = PageClient(app).sign_in(way.officer).get(f"/bids/{bid.id}/pledge/pdf", 422)
    assert "😀" in page.text


def test_there_is_no_scan_before_it_is_signed_and_no_file_of_another_team(app: Flask, way: Way) -> None:
    bids = way.signing(bids=2)
    way.draw(bids[0])
    team = PageClient(app).sign_in(way.member_of(bids[0]))
    team.get(f"/bids/{bids[0].id}/pledge/scan", 409)
    team.get(f"/bids/{bids[0].id}/pledge/files/1", 404)
    team.get(f"/bids/{bids[1].id}/pledge/scan", 404)
