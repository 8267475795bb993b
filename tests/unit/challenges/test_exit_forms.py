"""A withdrawal asks for compensation only where it is owed."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.exit_forms import FindingForm, WithdrawalForm


def test_what_is_not_owed_is_not_asked(app: Flask) -> None:
    with app.test_request_context():
        assert "amount" not in WithdrawalForm(owes=False)
        form = WithdrawalForm(MultiDict({"reason": "停建。", "amount": "1.2.3"}), owes=True)
        assert not form.validate()
        assert list(form.errors) == ["amount"]
        assert not FindingForm(MultiDict({"finding": "查明。", "consequences": " "})).validate()
