"""From an introduction to a sealed dossier that anybody verifies offline."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.deals.models import DealMilestone, Side
from matchmaker.deals.pricing.models import PricingObjection
from tests.factories.pricing import PDF
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage

DECISION = {
    "title": "微孔陶瓷膜连续浓缩",
    "transfer_mode": "license_ordinary",
    "method": "negotiated",
    "price": "38.123456",
    "basis": "参照两份同类合同。\n校长办公会讨论 <b>#x</b>。",
    "appraised": "no",
    "appraisal_reason": "普通许可，不转移权属。",
    "related": "no",
}


def upload(client: PageClient, path: str, content: bytes, name: str, purpose: str) -> None:
    client.post(f"{path}/files", {"file": (BytesIO(content), name), "purpose": purpose})


def run(procedure: str, folder: Path, sealed: bytes, key: str) -> subprocess.CompletedProcess[str]:
    """The published procedure, exactly as published, as a stranger runs it."""
    (folder / "verify_dossier.py").write_text(procedure, encoding="utf-8")
    (folder / "卷宗.pdf").write_bytes(sealed)
    command = [sys.executable, "verify_dossier.py", "卷宗.pdf", key]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def written(stage: Stage, university: PageClient) -> str:
    """The path of a dossier with list, facts and evidence, begun from the page of an introduced deal."""
    deal = stage.introduced()
    unit = stage.achievement.organization_id
    university.post(f"/organizations/{unit}/duty-checklist", {"items": "权属清晰\n集体决策\n\n 核实关联关系 "})
    page = university.get(f"/deals/{deal.id}", max_statements=9)
    assert f"/pricing-dossiers/new?deal={deal.id}" in page.source
    university.post(f"/pricing-dossiers/new?deal={deal.id}")
    path = university.follow().path.removesuffix("/edit")
    university.post(f"{path}/edit", {**DECISION, "decided_on": clock.today().isoformat()})
    upload(university, path, PDF, "院务会纪要.pdf", "decision")
    upload(university, path, PDF + b"%2\n", "院务会纪要.pdf", "basis")
    return path


def test_the_way_from_the_deal_to_the_sealed_file(
    app: Flask,
    stage: Stage,
    session: Session,
    university: PageClient,
    officer: PageClient,
    written: str,
    tmp_path: Path,
) -> None:
    page = university.get(written, max_statements=8)
    for words in ("还没有公示", "尽职免责清单还有 3 项", "38.123456 万元（381,234.56 元）"):
        assert words in page.text
    assert "还没有公示" in university.get(f"{written}/seal").text
    university.post(
        f"{written}/notice", {"audience": "city", "days": "15", "show_price": "y", "contact": "科技处，0552-3000000"}
    )
    public = PageClient(app)
    notice = public.get(written.replace("pricing-dossiers", "public-notices"), max_statements=4)
    assert "微孔陶瓷膜连续浓缩" in notice.text
    assert "38.123456 万元" in notice.text
    officer.post(f"{written}/objections", {"raised_by": "匿名", "body": "价格偏低。"})
    duties = {f"duties-{place}-done": "y" for place in range(2)} | {"duties-2-note": "与受让方无关联"}
    university.post(f"{written}/duties", duties)
    with clock.frozen(clock.now() + timedelta(days=16)):
        university.sign_in(stage.members[Side.ACHIEVEMENT])
        assert "有 1 项异议没有处理" in university.get(f"{written}/seal").text
        objection = f"{written}/objections/{session.scalars(select(PricingObjection.id)).one()}"
        session.rollback()
        university.post(objection, {"outcome": "dismissed", "handling": "与同类合同比较，价格合理。"})
        assert "请作出声明" in university.post(f"{written}/seal", {}, 422).text
        university.post(f"{written}/seal", {"declared": "y"})
    assert "已封存" in university.follow().text
    sealed = officer.answer(f"{written}/sealed")
    assert sealed.headers["Content-Disposition"].startswith("attachment")
    kinds = set(session.scalars(select(DealMilestone.kind)))
    assert {"pricing", "notice"} <= kinds
    _holds_everything(sealed.data)
    _verifies(public, sealed.data, tmp_path)


def _holds_everything(sealed: bytes) -> None:
    reader = PdfReader(BytesIO(sealed))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for words in (
        "定价决策卷宗",
        "只涉及科技成果定价中因后续价值变化产生的决策责任",
        "38.123456万元（381,234.56元）",
        "校长办公会讨论<b>#x</b>。",
        "与受让方无关联",
        "与同类合同比较，价格合理。",
        hashlib.sha256(PDF).hexdigest(),
    ):
        assert words in text, words
    embedded = {each.alternative_name or each.name: each.content for each in reader.attachment_list}
    assert set(embedded) == {"01-院务会纪要.pdf", "02-院务会纪要.pdf", "manifest.json"}
    assert embedded["01-院务会纪要.pdf"] == PDF


def _verifies(visitor: PageClient, sealed: bytes, tmp_path: Path) -> None:
    """The procedure of the page and of the manual is one, is short, and finds a changed byte."""
    page = visitor.get("/dossier-seals", max_statements=4)
    key, procedure = ("".join(each.itertext()) for each in page.all("code"))
    manual = Path("docs/operations.md").read_text(encoding="utf-8")
    assert procedure.strip() in manual
    assert len(procedure.strip().splitlines()) <= 30
    done = run(procedure, tmp_path, sealed, key)
    assert done.returncode == 0, done.stderr
    assert "签名有效" in done.stdout
    assert "2 个附件" in done.stdout
    for place in (0, len(sealed) // 3, len(sealed) - 400, len(sealed) - 150, len(sealed) - 60, len(sealed) - 1):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        found = run(procedure, tmp_path, changed, key)
        assert found.returncode != 0, place
        assert "核验不通过" in found.stderr
    assert run(procedure, tmp_path, sealed, "0" * 64).returncode != 0


def test_a_sealed_dossier_cannot_change_and_a_stale_page_seals_nothing(
    stage: Stage, university: PageClient, written: str
) -> None:
    university.post(f"{written}/notice", {"audience": "unit", "days": "15", "contact": "科技处"})
    university.post(f"{written}/duties", {f"duties-{place}-done": "y" for place in range(3)})
    with clock.frozen(clock.now() + timedelta(days=16)):
        university.sign_in(stage.members[Side.ACHIEVEMENT])
        stale = university.get(f"{written}/seal")
        upload(university, written, PDF + b"%3\n", "补充.pdf", "other")
        university.submit(stale, {"declared": "y"}, 409)
        university.post(f"{written}/seal", {"declared": "y"})
    for path in ("edit", "files", "notice", "duties"):
        university.get(f"{written}/{path}", 409)


def test_evidence_that_changed_on_disk_is_not_sealed(app: Flask, university: PageClient, written: str) -> None:
    university.post(f"{written}/edit", {"method": "auctioned", "venue": "安徽科技大市场", "venue_reference": "2026-1"})
    upload(university, written, PDF + b"%v\n", "成交确认.pdf", "venue")
    university.post(f"{written}/duties", {f"duties-{place}-done": "y" for place in range(3)})
    folder = app.extensions["matchmaker_settings"].blob_dir
    for path in folder.glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b" ")
    assert "与上传时不一致" in university.post(f"{written}/seal", {"declared": "y"}, 409).text
