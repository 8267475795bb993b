"""What scouts, units and officers see of a question, signed in."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask

from matchmaker.core import clock
from matchmaker.scouting.models import ConfirmationState
from matchmaker.scouting.services import expire_confirmation
from tests.factories.accounts import make_member
from tests.factories.organizations import make_university
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


@pytest.fixture
def unit(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.member)


@pytest.fixture
def scout(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.scout)


@pytest.fixture
def officer(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.officer)


def test_the_unit_reads_all_and_agrees_with_one_press(field: Field, unit: PageClient) -> None:
    row = field.asked()
    page = unit.get(f"/confirmations/{row.id}", max_statements=8)
    assert "收率由91%提高到97%" in page.text
    unit.post(f"/confirmations/{row.id}", button="同意登记")
    assert "已同意登记" in unit.follow().messages
    assert field.record(row).state == "submitted"


def test_refusing_without_a_reason_says_so_at_the_field(field: Field, unit: PageClient) -> None:
    row = field.asked()
    page = unit.post(f"/confirmations/{row.id}", status=422, button="不同意登记")
    assert "请写明不同意的原因" in page.error_summary
    unit.submit(page, {"note": "尚未结题"}, button="不同意登记")
    assert field.record(row).state == "draft"


def test_strangers_do_not_find_it(field: Field, app: Flask) -> None:
    row = field.asked()
    stranger = PageClient(app).sign_in(make_member(field.session, make_university(field.session)))
    stranger.get(f"/confirmations/{row.id}", 404)
    stranger.forge(f"/confirmations/{row.id}", {"action": "agree"}, 404)
    assert field.record(row).state == "proposed"


def test_the_scout_sees_progress_but_no_answer_buttons(field: Field, scout: PageClient) -> None:
    row = field.asked()
    page = scout.get(f"/confirmations/{row.id}", max_statements=8)
    assert "同意登记" not in page.source
    scout.forge(f"/confirmations/{row.id}", {"action": "agree"}, 403)
    assert field.record(row).title in scout.get("/confirmations", max_statements=8).text


def test_the_scout_gets_a_text_to_pass_on_once(field: Field, scout: PageClient) -> None:
    row = field.asked(field.silent_unit)
    scout.post(f"/confirmations/{row.id}/link", form=f"/confirmations/{row.id}")
    assert "【单位确认】" in scout.follow().source
    assert "/confirm/" not in scout.get(f"/confirmations/{row.id}").source


def test_a_letter_is_uploaded_and_accepted(field: Field, scout: PageClient, officer: PageClient) -> None:
    row = field.asked(field.silent_unit)
    here = f"/confirmations/{row.id}"
    page = scout.post(f"{here}/letter", status=422, form=here, button="上传授权书")
    assert "请选择文件" in page.error_summary
    scout.post(f"{here}/letter", {"file": (io.BytesIO(b"%PDF-1.4 x"), "letter.pdf")}, form=here, button="上传授权书")
    assert "letter.pdf" in scout.follow().text
    officer.post(f"{here}/authorise", form=here)
    assert field.record(row).state == "submitted"


def test_the_officer_decides_what_ran_out(field: Field, officer: PageClient) -> None:
    row = field.asked()
    with clock.frozen(clock.now() + timedelta(days=15)):
        field.do(lambda s: expire_confirmation(s, row.id))
        officer = PageClient(officer.app).sign_in(field.officer)
        assert field.record(row).title in officer.get("/confirmations", state="expired").text
        officer.post(f"/confirmations/{row.id}/renew", form=f"/confirmations/{row.id}")
        assert field.record(row).state == "proposed"
        assert row.state == ConfirmationState.WAITING


def test_the_scout_takes_it_back(field: Field, scout: PageClient) -> None:
    row = field.asked()
    scout.post(f"/confirmations/{row.id}/cancel", form=f"/confirmations/{row.id}")
    assert field.record(row).state == "draft"
