"""A file is taken once, or refused at its field with nothing left behind."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.config import Settings
from matchmaker.sheets.models import SheetImport
from tests.factories.accounts import make_member
from tests.factories.organizations import make_university
from tests.support import shapes
from tests.support.page_client import PageClient

ACHIEVEMENTS = "/my/achievements/import"


@pytest.fixture
def office(session: Session) -> User:
    return make_member(session, make_university(session))


def refused(client: PageClient, path: str, data: bytes, name: str = "成果.xlsx") -> str:
    return client.post(path, {"file": (io.BytesIO(data), name)}, 422, button="上传并核对").error_summary


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7", "成果.xlsx", "这不是表格文件"),
        (b"", "成果.xlsx", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "成果.xlsx", "打开密码"),
        ("只有一列\n一\n二\n".encode(), "成果.csv", "没有找到表头"),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(
    client: PageClient, session: Session, settings: Settings, office: User, data: bytes, name: str, words: str
) -> None:
    client.sign_in(office)
    assert words in refused(client, ACHIEVEMENTS, data, name)
    assert session.scalar(select(func.count()).select_from(SheetImport)) == 0
    assert not [path for path in settings.blob_dir.rglob("*") if path.is_file()]


def test_without_a_file_the_form_says_so(client: PageClient, office: User) -> None:
    client.sign_in(office)
    assert "请选择文件" in client.post(ACHIEVEMENTS, {}, 422, button="上传并核对").error_summary


def test_the_same_form_sent_twice_is_one_table(client: PageClient, session: Session, office: User) -> None:
    client.sign_in(office)
    page, data = client.get(ACHIEVEMENTS), shapes.plain_achievements()
    for _again in range(2):
        client.submit(page, {"file": (io.BytesIO(data), "a.xlsx")}, button="上传并核对")
    assert session.scalar(select(func.count()).select_from(SheetImport)) == 1
