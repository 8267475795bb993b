"""Workbooks to take away, for those whose they are."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.sheets.models import SheetStage
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_university
from tests.factories.sheets import make_sheet
from tests.support.page_client import PageClient


@pytest.mark.parametrize(("side", "heading"), [("achievements", "成果"), ("needs", "需求")])
def test_the_template_is_offered_where_one_uploads(
    client: PageClient, session: Session, side: str, heading: str
) -> None:
    client.sign_in(make_officer(session) if side == "needs" else make_member(session, make_university(session)))
    page = client.get(f"/my/{side}/import", max_statements=8)
    answer = client.answer(page.links[f"下载{heading}模板"])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert "高新领域" in [cell.value for cell in book.worksheets[0][1]]
    assert book.worksheets[0].data_validations.dataValidation


def test_ones_own_table_comes_back_marked(client: PageClient, session: Session, settings: Settings) -> None:
    office = make_member(session, make_university(session))
    sheet = make_sheet(session, settings.blob_dir, office, stage=SheetStage.CHECKED)
    answer = client.sign_in(office).answer(f"/imports/{sheet.id}/marked")
    page = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert page["A2"].comment.text == "看不清。"
    assert page["C1"].value == "需要修改"
