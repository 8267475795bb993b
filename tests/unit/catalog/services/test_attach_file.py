"""Attachments: by those who may edit, within the quota, traced."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment, Need, NeedState, RecordKind
from matchmaker.catalog.queries import attachments
from matchmaker.catalog.services import attach, attach_file, detach
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Invalid, NotFound
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import do, member_of


def blob(name: str = "ab/1", size: int = 10) -> StoredBlob:
    return StoredBlob("检测报告.pdf", "application/pdf", size, "0" * 64, name)


def test_a_file_is_added_and_removed(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, NeedState.DRAFT, organization=firm)
    key = do(session, lambda s: attach(s, s.get_one(Need, need.id), actor=owner, stored=blob()).id)
    assert [row.file_name for row in attachments(session, RecordKind.NEED, need.id)] == ["检测报告.pdf"]
    do(session, lambda s: detach(s, s.get_one(Need, need.id), s.get_one(Attachment, key), actor=owner))
    assert attachments(session, RecordKind.NEED, need.id) == []


def test_strangers_attach_nothing(session: Session) -> None:
    need, stranger = make_need(session, NeedState.DRAFT), member_of(session, make_enterprise(session))
    with pytest.raises(NotFound):
        do(session, lambda s: attach(s, s.get_one(Need, need.id), actor=stranger, stored=blob()))


@pytest.mark.parametrize(("limit", "most"), [("MOST_FILES", 1), ("MOST_BYTES", 15)])
def test_number_and_size_are_bounded(session: Session, monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(attach_file, limit, most)
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, NeedState.DRAFT, organization=firm)
    do(session, lambda s: attach(s, s.get_one(Need, need.id), actor=owner, stored=blob("ab/1")))
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: attach(s, s.get_one(Need, need.id), actor=owner, stored=blob("ab/2")))
    assert set(refusal.value.fields) == {"file"}
