"""Anybody may have a receipt judged; nothing is looked up and nothing kept."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.challenges.sealing import receipts
from matchmaker.config import Settings
from matchmaker.core import signing
from tests.support.page_client import PageClient
from tests.support.snapshot import changed, snapshot
from tests.unit.challenges.stage import Way, make_way

PAGE = "/challenges/receipts/verify"


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir).receiving()


def test_a_receipt_is_genuine_or_not(app: Flask, way: Way, engine: Engine, settings: Settings) -> None:
    receipt = way.bid(0)
    visitor, before = PageClient(app), snapshot(engine)
    text = json.dumps(receipt, ensure_ascii=False, indent=1)
    page = visitor.post(PAGE, {"receipt": text}, 200)
    assert "签名有效" in page.text
    assert way.teams[0].name in page.text
    assert "签名有效" in visitor.post(PAGE, {"file": (BytesIO(text.encode()), "receipt.json")}, 200).text

    changed_one = {**receipt, "statement": {**receipt["statement"], "received_at": "2020-01-01T00:00:00+00:00"}}
    assert "签名无效" in visitor.post(PAGE, {"receipt": json.dumps(changed_one)}, 200).text
    foreign = receipts.sign(receipt["statement"], signing.private_key(settings.data_dir / "elsewhere", "other"))
    assert receipts.is_genuine(foreign)
    assert "签名无效" in visitor.post(PAGE, {"receipt": json.dumps(foreign)}, 200).text
    assert changed(before, snapshot(engine)) == []


@pytest.mark.parametrize("text", ["", "no receipt", "[1]", "[" * 15_000, '{"statement": NaN}', "x" * 21_000])
def test_what_is_no_receipt_is_said_to_be_none(app: Flask, text: str) -> None:
    page = PageClient(app).forge(PAGE, {"receipt": text})
    assert page.status in {200, 422}
    assert "签名有效" not in page.text
