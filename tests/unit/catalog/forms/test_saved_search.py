"""A search is kept under a short name of one line's length."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.catalog.forms.saved_search import SavedSearchForm


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "rhythm": "daily"}, "name"),
        ({"name": "长" * 41, "rhythm": "daily"}, "name"),
        ({"name": "玻璃", "rhythm": "hourly"}, "rhythm"),
    ],
)
def test_a_mistake_is_told_at_its_field(app: Flask, typed: dict[str, str], field: str) -> None:
    with app.test_request_context():
        form = SavedSearchForm(MultiDict(typed))
        assert not form.validate()
        assert form[field].errors


def test_once_a_week_is_proposed(app: Flask) -> None:
    with app.test_request_context():
        assert SavedSearchForm().rhythm.data == "weekly"
