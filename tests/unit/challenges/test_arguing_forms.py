"""The panel's form asks of each candidate, and takes only what it offers."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.accounts.models import User
from matchmaker.challenges.arguing_forms import panel_form
from matchmaker.challenges.models import Background
from matchmaker.challenges.queries.arguing import Candidate


def test_only_known_backgrounds_are_chosen(app: Flask) -> None:
    people = [
        Candidate(User(id=7, name="甲"), "enterprise"),
        Candidate(User(id=8, name="乙"), ""),
        Candidate(User(id=9, name="丙"), ""),
    ]
    with app.test_request_context():
        form = panel_form(people)(MultiDict({"u7": "final_user", "u8": "nonsense", "u9": "", "u10": "enterprise"}))
        assert [field.label.text for field in form.fields] == ["甲", "乙", "丙"]
        assert form.chosen == {7: Background.FINAL_USER}
        assert not form.validate()
