"""What is typed becomes values; what cannot be is said at its field."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.core.errors import Invalid
from matchmaker.deals.forms import CallForm, LogForm, SignForm


def test_a_call_is_typed_in_chinese_time(app: Flask) -> None:
    with app.test_request_context():
        form = CallForm(MultiDict({"spoke_at": "2026-03-05T09:30"}))
        assert form.moment == datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
        assert CallForm(MultiDict({"spoke_at": "上午"})).moment is None


def test_an_amount_is_typed_in_wan(app: Flask) -> None:
    with app.test_request_context():
        assert SignForm(MultiDict({"amount": "38.5"})).fen == 38_500_000
        assert SignForm(MultiDict({"amount": ""})).fen is None
        with pytest.raises(Invalid) as caught:
            _ = SignForm(MultiDict({"amount": "很多"})).fen
    assert "amount" in caught.value.fields


def test_a_long_line_is_refused(app: Flask) -> None:
    with app.test_request_context():
        form = LogForm(MultiDict({"log_kind": "note", "body": "长" * 2001}))
        assert not form.validate()
        assert "body" in form.errors
