"""The machine-readable description follows the standard, and no data set has a column that might be personal."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.statistics.open_data.datasets import DATASETS, package
from matchmaker.statistics.open_data.files import Form, Kept

TYPES = {"string", "number", "integer", "boolean", "date", "year"}
PERSONAL = re.compile("contact|phone|email|user|person|login|scout|expert|bid|team")


def test_every_column_is_explained_and_none_is_personal(app: Flask) -> None:
    kept = {("needs", Form.CSV): Kept(Path("needs.csv"), 7, 80, "ab" * 32)}
    with app.test_request_context():
        told = package("开放数据", "请注明出处。", lambda each, form: f"https://example.org/{each.name}/{form}", kept)
    resources = {each["name"]: each for each in told["resources"]}
    assert len(resources) == len(DATASETS) * len(Form)
    for each in resources.values():
        fields = each["schema"]["fields"]
        assert set(each["schema"]["primaryKey"]) <= {field["name"] for field in fields}
        for field in fields:
            assert field["type"] in TYPES
            assert field["title"]
            assert field["description"]
            assert field["source"]
            assert not PERSONAL.search(field["name"])
    assert resources["needs-csv"]["hash"] == f"sha256:{'ab' * 32}"
    assert "hash" not in resources["needs-json"]
    assert told["licenses"][0]["title"] == "请注明出处。"


def test_rows_hold_no_more_than_the_dictionary(app: Flask, session: Session) -> None:
    with app.test_request_context():
        for dataset in DATASETS.values():
            names = {column.name for column in dataset.columns}
            rows = list(dataset.rows(session, ""))
            assert all(set(row) <= names for row in rows), dataset.name
            keys = [tuple(row[name] for name in dataset.key) for row in rows]
            assert len(set(keys)) == len(keys), dataset.name
