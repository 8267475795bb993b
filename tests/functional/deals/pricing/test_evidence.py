"""Uploading evidence."""

from __future__ import annotations

from io import BytesIO

from matchmaker.deals.pricing.models import DossierState
from tests.factories.pricing import PDF, make_dossier
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_a_file_is_uploaded_fetched_and_removed(
    stage: Stage, university: PageClient, officer: PageClient, enterprise: PageClient
) -> None:
    row = make_dossier(stage.session, deal=stage.introduced())
    path = f"/pricing-dossiers/{row.id}/files"
    assert "请选择文件" in university.post(path, {}, 422).error_summary
    page = university.post(path, {"file": (BytesIO(b"MZ\x90"), "程序.pdf"), "purpose": "basis"}, 422)
    assert "只能上传" in page.error_summary
    university.post(path, {"file": (BytesIO(PDF), "纪要.pdf"), "purpose": "decision"})
    page = university.follow()
    [href] = [each for each in page.links.values() if each.startswith(f"{path}/")]
    answer = officer.answer(href)
    assert (answer.data, answer.headers["X-Content-Type-Options"]) == (PDF, "nosniff")
    enterprise.get(href, 404)
    university.submit(page, {}, button="删除")
    assert "还没有附件" in university.follow().text


def test_a_sealed_dossier_takes_no_more(stage: Stage, university: PageClient) -> None:
    row = make_dossier(stage.session, DossierState.SEALED, deal=stage.introduced())
    university.get(f"/pricing-dossiers/{row.id}/files", 409)
