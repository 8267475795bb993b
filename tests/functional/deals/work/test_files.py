"""Files of a deal, as their readers fetch them."""

from __future__ import annotations

from io import BytesIO

from tests.factories.pricing import PDF
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_a_file_kept_back_looks_missing_to_the_other_side(
    stage: Stage, enterprise: PageClient, university: PageClient, officer: PageClient
) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}/files"
    assert "请选择文件" in enterprise.post(path, {}, 422).error_summary
    page = enterprise.get(path, max_statements=8)
    form = {name: value for name, value in page.form("上传").values if name != "shared"}
    enterprise.forge(path, {**form, "file": (BytesIO(PDF), "底价.pdf")}, 303)
    page = enterprise.get(path)
    assert "只有需求方和联络员可看" in page.text
    [href] = [each for each in page.links.values() if each.startswith(f"{path}/")]
    assert "底价" not in university.get(path).text
    university.get(href, 404)
    university.forge(f"{href}/removal", {}, 404)
    answer = officer.answer(href)
    assert (answer.data, answer.headers["X-Content-Type-Options"]) == (PDF, "nosniff")
    enterprise.post(path, {"file": (BytesIO(PDF + b"%2"), "纪要.pdf")})
    assert "纪要.pdf" in university.get(path).text
    enterprise.submit(enterprise.get(path), {}, action=f"{href}/removal")
    assert "底价" not in enterprise.follow().text
