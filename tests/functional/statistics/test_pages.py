"""Open data as a visitor meets it: from the footer to the file, its dictionary and its description."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy.orm import Session

from tests.factories.catalog import make_need
from tests.support.page_client import PageClient


def test_from_the_footer_to_a_file_that_is_asked_for_once(client: PageClient, session: Session) -> None:
    need = make_need(session)
    assert 'href="/open-data"' in client.answer("/").text
    index = client.get("/open-data", max_statements=8)
    assert "下载时生成" in index.text
    assert "请注明出处" in index.text
    page = client.get(index.links["技术需求"], max_statements=8)
    assert "solver_requirements" in page.text
    first = client.answer("/open-data/needs/csv")
    assert need.title in first.data.decode("utf-8-sig")
    digest = hashlib.sha256(first.data).hexdigest()
    assert digest in client.get("/open-data/needs", max_statements=8).text
    described = json.loads(client.answer("/open-data/datapackage.json").data)
    [resource] = [each for each in described["resources"] if each["name"] == "needs-csv"]
    assert resource["hash"] == f"sha256:{digest}"
    asked = {"If-None-Match": first.headers["ETag"]}
    assert client.raw.get("/open-data/needs/csv", headers=asked).status_code == 304
    make_need(session)
    again = client.raw.get("/open-data/needs/csv", headers=asked)
    assert (again.status_code, again.headers["ETag"] != first.headers["ETag"]) == (200, True)
    for missing in ("/open-data/needs/xlsx", "/open-data/users/csv", "/open-data/contracts"):
        assert client.answer(missing).status_code == 404
