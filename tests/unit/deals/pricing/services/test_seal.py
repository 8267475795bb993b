"""What holds the sealing up, and what a seal leaves behind."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import blobs, clock
from matchmaker.core.errors import Conflict, Invalid, StaleVersion
from matchmaker.deals.models import DealMilestone
from matchmaker.deals.pricing.invariants import sealed_with_open_objection, sealed_without_file
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.queries import files_of, sealed_file
from matchmaker.deals.pricing.services.seal import require_sealable, seal
from tests.factories.base import MAKER
from tests.factories.pricing import PDF, add_file, make_dossier, make_objection
from tests.unit.deals.pricing.conftest import Do

LATER = timedelta(days=16)


def sealed(do: Do, row: PricingDossier, folder: Path, version: int | None = None) -> None:
    paper = blobs.store(folder, BytesIO(PDF), "定价决策卷宗.pdf")
    seen = version or row.version
    do(lambda inner: seal(inner, inner.get_one(PricingDossier, row.id), paper, actor=MAKER, version=seen))


def test_a_sealed_dossier_has_its_file_and_its_milestones(session: Session, do: Do, tmp_path: Path) -> None:
    row = make_dossier(session, DossierState.ON_NOTICE)
    add_file(session, row, tmp_path)
    with clock.frozen(clock.now() + LATER):
        sealed(do, row, tmp_path)
    session.refresh(row)
    found = sealed_file(session, row)
    assert found is not None
    assert found.sha256 == row.sealed_sha256
    assert [each.purpose for each in files_of(session, row.id)] == ["decision"]
    assert set(session.scalars(select(DealMilestone.kind))) == {"pricing", "notice"}
    for broken in (sealed_with_open_objection(), sealed_without_file()):
        assert session.execute(broken).all() == []


def test_an_open_objection_a_running_notice_and_an_old_version_hold_it_up(
    session: Session, do: Do, tmp_path: Path
) -> None:
    row = make_dossier(session, DossierState.ON_NOTICE)
    add_file(session, row, tmp_path)
    with pytest.raises(Conflict, match="公示期"):
        sealed(do, row, tmp_path)
    with clock.frozen(clock.now() + LATER), pytest.raises(StaleVersion):
        sealed(do, row, tmp_path, version=row.version - 1)
    make_objection(session, row)
    with clock.frozen(clock.now() + LATER), pytest.raises(Conflict, match="异议没有处理"):
        sealed(do, row, tmp_path)
    session.refresh(row)
    assert row.state == DossierState.ON_NOTICE


def test_the_declaration_is_asked_for_first(session: Session) -> None:
    row = make_dossier(session)
    with pytest.raises(Invalid) as caught:
        require_sealable(session, row, declared=False, actor=MAKER, version=None)
    assert "declared" in caught.value.fields
