"""What a team sends is taken whole or not at all; what was not taken leaves no ciphertext behind."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from matchmaker.challenges.views.handing_in import files_of
from matchmaker.config import Settings
from matchmaker.core.errors import Invalid
from tests.functional.challenges.test_bidding import TYPED
from tests.functional.challenges.visits import here, visit
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir).receiving()


def sent(content: bytes, name: str) -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def test_files_come_under_clean_names_by_what_they_are(app: Flask) -> None:
    given = [sent(b"%PDF-1.7 text", "../方案.PDF"), sent(b"PK\x03\x04rest", "预算.xlsx"), sent(b"", "")]
    with app.test_request_context():
        found = {name: b"".join(pieces) for name, pieces in files_of(given)}
    assert found == {"方案.pdf": b"%PDF-1.7 text", "预算.xlsx": b"PK\x03\x04rest"}


@pytest.mark.parametrize(("content", "name"), [(b"", "a.pdf"), (b"PK\x03\x04", "a.zip"), (b"<html>", "a.pdf")])
def test_other_files_are_refused_by_name(app: Flask, content: bytes, name: str) -> None:
    with app.test_request_context(), pytest.raises(Invalid):
        list(files_of([sent(content, name)]))


def test_a_bid_that_comes_too_late_leaves_nothing_on_disk(app: Flask, way: Way) -> None:
    visitor = visit(app, way.members[0])
    page = visitor.get(here(way, "bid"))
    way.close()
    assert visitor.submit(page, TYPED, 422, button="密封提交").code == "deadline_passed"
    assert [path for path in way.folder.rglob("*") if path.is_file()] == []


def test_a_second_first_bid_is_refused_and_the_first_stays(app: Flask, way: Way) -> None:
    visitor = visit(app, way.members[0])
    page = visitor.get(here(way, "bid"))
    visitor.submit(page, TYPED, 200, button="密封提交")
    again = visitor.submit(page, TYPED, 409, button="密封提交")
    assert "已经揭榜" in again.error_summary
    assert len([path for path in way.folder.rglob("*") if path.is_file()]) == 1
