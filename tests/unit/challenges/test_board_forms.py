"""Times are typed in Chinese time; dates that nobody can mean are refused at their field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.board_forms import PostForm, as_meant, as_typed
from matchmaker.core import clock
from matchmaker.core.errors import Invalid


@pytest.mark.one_database
def test_what_is_typed_is_meant_in_chinese_time(app: Flask) -> None:
    with app.test_request_context(), clock.frozen(datetime(2026, 9, 14, 8, tzinfo=UTC)):
        form = PostForm(MultiDict({"receiving_from": "2026-09-15T09:00", "closes_at": "0001-01-01T00:00"}))
        moment = as_meant(form.receiving_from)
        assert moment == datetime(2026, 9, 15, 1, tzinfo=UTC)
        assert as_typed(moment) == datetime(2026, 9, 15, 9)  # noqa: DTZ001 - what a field holds has no zone
        for typed in ("0001-01-01T00:00", "9999-12-31T23:59", "2026-09-10T00:00", ""):
            form = PostForm(MultiDict({"receiving_from": "2026-09-15T09:00", "closes_at": typed}))
            with pytest.raises(Invalid) as refused:
                as_meant(form.closes_at)
            assert list(refused.value.fields) == ["closes_at"]
