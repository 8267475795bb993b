"""Attachments: uploaded to drafts, judged by content, downloaded by those who may."""

from __future__ import annotations

import io
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment, NeedState
from matchmaker.config import Settings
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient, Value

PDF = b"%PDF-1.7\n" + b"0" * 2000


def test_a_file_is_uploaded_downloaded_and_removed(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    client.sign_in(make_member(session, firm))
    path = f"/needs/{need.id}/attachments"
    client.post(path, {"file": (io.BytesIO(PDF), "检测 报告.pdf")}, button="上传")
    page = client.follow()
    assert "检测 报告.pdf" in page.text
    answer = client.answer(next(href for name, href in page.links.items() if "检测" in name))
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    client.submit(page, {}, button="删除")
    assert session.scalars(select(Attachment)).all() == []


def test_wrong_types_are_refused_at_the_field_and_leave_nothing(
    client: PageClient, session: Session, settings: Settings
) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    client.sign_in(make_member(session, firm))
    page = client.post(
        f"/needs/{need.id}/attachments", {"file": (io.BytesIO(b"<script>"), "a.pdf")}, 422, button="上传"
    )
    assert "只能上传" in page.error_summary
    page = client.post(f"/needs/{need.id}/attachments", {}, 422, button="上传")
    assert "请选择文件" in page.error_summary
    assert not [path for path in settings.blob_dir.rglob("*") if path.is_file()]


def test_the_same_upload_sent_twice_is_one_file(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    client.sign_in(make_member(session, firm))
    page = client.get(f"/needs/{need.id}/attachments")
    for _again in range(2):
        client.submit(page, {"file": (io.BytesIO(PDF), "a.pdf")}, button="上传")
    assert session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_an_oversized_upload_gets_a_chinese_page(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    client.sign_in(make_member(session, firm))
    page = client.get(f"/needs/{need.id}/attachments")
    refused = client.submit(
        page, {"file": (io.BytesIO(b"%PDF-" + b"0" * 22 * 1024 * 1024), "a.pdf")}, 413, button="上传"
    )
    assert "太大" in refused.text


def test_who_may_download(session: Session, visit_as: Callable[..., PageClient], client: PageClient) -> None:
    firm = make_enterprise(session)
    owner = make_member(session, firm)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    mine = visit_as(owner)
    for public in (False, True):
        data: dict[str, Value] = {"file": (io.BytesIO(PDF), "a.pdf"), **({"is_public": "y"} if public else {})}
        mine.post(f"/needs/{need.id}/attachments", data, button="上传")
    secret, shown = session.scalars(select(Attachment.id).order_by(Attachment.id)).all()
    officer, stranger = visit_as(make_officer(session)), visit_as(make_member(session, make_enterprise(session)))
    for number in (secret, shown):
        assert mine.answer(f"/attachments/{number}").status_code == 200
        assert officer.answer(f"/attachments/{number}").status_code == 200
        assert stranger.answer(f"/attachments/{number}").status_code == 404
        assert client.answer(f"/attachments/{number}").status_code == 404


def test_a_submitted_records_files_stay_as_they_are(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.SUBMITTED, organization=firm)
    client.sign_in(make_member(session, firm))
    assert "不能再改" in client.get(f"/needs/{need.id}/attachments", max_statements=8).text
    client.forge(f"/needs/{need.id}/attachments", {"file": (io.BytesIO(PDF), "a.pdf")}, 409)
